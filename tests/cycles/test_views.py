"""The forms of a cycle's end and what a channel reads stay within Slack's limits, whatever people wrote."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from slack_sdk.models.views import View
from sqlmodel import Session

from bot.cycles import closing, form, grading, reader, retrospective, summary, views
from bot.cycles.flow import Kept
from bot.cycles.grading import Grading, Page
from bot.localslack.checks import check_message, check_view
from bot.people.caller import Caller
from bot.rules.cycle import quarter
from bot.text import LANGUAGES, speak
from storage.kinds import Kind, Outcome
from storage.models import Cycle
from storage.people import ensure_person
from tests.objectives.rows import FIRST_FRIDAY, Company, company

HOSTILE = "<!channel> & <@U1> *bold* " * 40
MOST_BYTES = 250_000


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """One of the two: what stands on a screen does not depend on it."""
    return sqlite_database


@pytest.fixture
def firm(session: Session) -> Company:
    """Forty objectives with 160 key results of every kind."""
    found = company(session)
    found.team.channel, found.team.name = "C1", HOSTILE
    found.boris.name = HOSTILE[:80]
    kinds: tuple[dict[str, Any], ...] = (
        {"unit": "<h>" * 13},
        {"kind": Kind.MAINTAIN, "start": None, "target": None, "low": -1e15, "high": 1e15, "unit": "&" * 40},
        {"kind": Kind.BASELINE, "start": None, "target": None},
    )
    for number in range(40):
        objective = found.objective(f"{number} {HOSTILE}", weight=number + 1)
        for place, fields in enumerate(kinds):
            found.check_in(found.key_result(objective, f"{place} {HOSTILE}", **fields), 61.5 if place == 0 else 3)
        milestone = found.key_result(objective, f"steps {HOSTILE}", kind=Kind.MILESTONE, start=None, target=None)
        found.steps(milestone, "one", "two")
    return found


def read(firm: Company, language: str, now: datetime = FIRST_FRIDAY) -> Grading:
    firm.anna.language, firm.anna.read_at = language, now
    firm.session.flush()
    return grading.grading_of(firm.session, Caller(firm.workspace, firm.anna), firm.cycle.id, now)


def accepted(view: View) -> str:
    """The view as Slack takes it; raises where it would refuse."""
    sent = view.to_dict()
    check_view(sent, "modal", {})
    assert len(str(sent).encode()) < MOST_BYTES
    return str(sent)


def mrkdwn(view: View) -> list[str]:
    """What Slack would make mentions and links of."""
    blocks = view.to_dict()["blocks"]
    texts = [part for block in blocks for part in (block.get("text"), *block.get("elements", ())) if part]
    return [part["text"] for part in texts if part["type"] == "mrkdwn"]


def pages(found: Grading) -> list[Page]:
    page, all_pages = grading.first_page(found), []
    while page:
        all_pages.append(page)
        page = grading.page_after(found, page.items)
    return all_pages


def typed(found: Grading, **fields: str) -> Grading:
    said = {form.GRADE: "0.1", form.NOTE: HOSTILE[:1000], form.NEXT: Outcome.DONE, **fields}
    return replace(found, drafts={item.id: said for item in found.everything})


def test_every_page_is_taken_and_shows_each_key_result_once(firm: Company) -> None:
    for language in LANGUAGES:
        found = read(firm, language)
        shown = [item.id for page in pages(found) for item in page.items]
        assert shown == [item.id for item in found.everything]
        assert len(shown) == 160
        for page in pages(typed(found)):
            view = form.page(page)
            accepted(view)
            assert not any("<!channel>" in words for words in mrkdwn(view))
        assert [page.number for page in pages(found)] == list(range(1, pages(found)[0].pages + 1))


def test_the_summary_is_taken(firm: Company) -> None:
    firm.anna.admin = True
    for language in LANGUAGES:
        found = read(firm, language)
        summed_up(firm, typed(found), decided=True)
        summed_up(firm, found, decided=False)


def summed_up(firm: Company, found: Grading, *, decided: bool) -> None:
    decisions = reader.read(found.caller.text, found, found.drafts).decisions
    assert len(decisions) == (160 if decided else 0)
    teams = [retrospective.ended(firm.team, firm.cycle, found.objectives, decisions)] * 12
    left = closing.undecided(found, decisions)
    accepted(summary.summary(found, teams, left, closing.ends(found, decisions)))


def test_the_channel_reads_the_most_important_first_and_not_more_than_fits(firm: Company) -> None:
    for language in LANGUAGES:
        posted(firm, language)


def posted(firm: Company, language: str) -> None:
    found = typed(read(firm, language), next=Outcome.CARRIED)
    decisions = reader.read(found.caller.text, found, found.drafts).decisions
    ended = retrospective.ended(firm.team, firm.cycle, found.objectives, decisions)
    post = summary.post(speak(language), ended)
    sent = [block.to_dict() for block in post.blocks]
    check_message(sent, {})
    assert len(str(sent)) < 20_000
    assert (ended.objectives[0].number, ended.graded, len(ended.key_results)) == (40, 160, 160)
    assert sent[2]["text"]["text"].startswith("*40 39 &lt;!channel&gt;")
    assert "<!channel>" not in post.text
    assert len(post.text) < 3000


def test_the_other_forms_are_taken(firm: Company) -> None:
    for language in LANGUAGES:
        opened(firm, language)


def opened(firm: Company, language: str) -> None:
    text = speak(language)
    accepted(views.form(text, quarter(date(2026, 11, 27))))
    cycles = [Cycle(id=n, name="<&>" * 26, first=date(2026, 1, 1), last=date(2026, 12, 31)) for n in range(1, 90)]
    accepted(views.form(text, cycles[0], 1))
    accepted(views.choice(text, cycles))
    accepted(views.kept(text, Kept(cycles[0], tuple(cycles)), 1))
    closed = closing.Closed(
        stored=9, told=(HOSTILE,) * 50, over=False, left=5, refused=tuple(f"{n}.1" for n in range(999))
    )
    boris = ensure_person(firm.session, firm.workspace.id, "U0BORIS")
    found = replace(read(firm, language), elsewhere=read(firm, language).objectives)
    accepted(summary.outcome(found, closed, {firm.team.lead_id: boris}))
