"""Everything that a week sends passes Slack's own types, in both languages."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.actions import CHECK_IN, EDIT, NO_CHANGE
from bot.localslack.driver import Driver
from bot.localslack.socket import Ack
from bot.text import speak
from storage.kinds import DeliveryKind
from storage.people import find_workspaces
from storage.surveys import Answer, add_answers, ensure_survey
from tests.localslack.typescript import NO_NODE, Captured, Surface, captured, compile_payloads, has_node
from tests.scenarios.conftest import FRIDAY, Company

pytestmark = [pytest.mark.node, pytest.mark.skipif(not has_node(), reason=NO_NODE)]

PLAN = """
teams:
  - {name: Support, lead: U0ANNA, timezone: Europe/Moscow, digest: {name_missing: true}}
kpis:
  - {name: nps, title: NPS, formula: nps, survey: relationship, window: 90d, unit: points, min_n: 5}
objectives:
  - title: All kinds
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
      - {title: Driven, owner: U0ANNA, start: 40, target: 60, unit: points, kpi: nps}
      - {title: Kept, owner: U0ANNA, maintain: {min: 85}, unit: "%"}
      - {title: Academy, owner: U0ANNA, milestones: [plan, modules, pilot]}
      - {title: Effort, owner: U0ANNA, baseline: true}
      - {title: Fifth, owner: U0ANNA, start: 0, target: 5}
      - {title: Sixth, owner: U0ANNA, start: 0, target: 6}
"""


class Week:
    """People act, whatever the language; what is acked is kept, for no ledger has it."""

    def __init__(self, company: Company, language: str) -> None:
        self.company, self.text, self.acks = company, speak(language), list[Ack]()

    def fill(self, person: Driver, section: str, value: object, confidence: str, **words: str) -> None:
        label = self.text("form.done" if isinstance(value, list) else "form.value")
        typed = {label: value, self.text("form.confidence"): confidence}
        person.fill({**typed, **{self.text(f"form.{name}"): said for name, said in words.items()}}, section=section)

    def submit(self, person: Driver) -> None:
        self.acks.append(person.submit(force=True))
        self.company.settle()

    def press(self, person: Driver, action: str) -> None:
        self.acks.append(person.click(person.dm[-1], action))

    def sent(self) -> Iterator[Captured]:
        """What calls, acks and answers to commands carried."""
        yield from captured(self.company.slack.ledger)
        views = [(ack.body or {}).get("view") for ack in self.acks]
        yield from (Captured(f"ack {number}", Surface.MODAL, view) for number, view in enumerate(views) if view)
        for person in (self.company.anna, self.company.boris):
            for message in person.dm:
                if message.ephemeral_to and message.blocks:
                    yield Captured(f"answer {message.text[:40]}", Surface.MESSAGE, message.blocks)


@pytest.fixture(params=["en", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    return code


@pytest.fixture
def week(company: Company, language: str) -> Week:
    company.plan(PLAN)
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        survey = ensure_survey(session, workspace.id, "relationship", 0, 10)
        answers = [Answer(str(n), 10 - n % 6, FRIDAY - timedelta(days=n)) for n in range(1, 40)]
        add_answers(session, survey, answers, "Europe/Moscow")
    week = Week(company, language)
    answered(week)
    repeated(week)
    looked_up(week)
    return week


def answered(week: Week) -> None:
    """Two pages with a mistake, an edit, a reminder, a digest with missing people, a late answer."""
    company, anna = week.company, week.company.anna
    company.at(10)
    company.open_form(anna, CHECK_IN)
    week.fill(anna, "NPS", "", "7")
    week.submit(anna)
    week.fill(anna, "NPS", "52", "7", note="panel is live", blocker="vendor")
    week.fill(anna, "Driven", "41", "5")
    week.fill(anna, "Kept", "81.5", "2")
    week.fill(anna, "Academy", ["plan"], "8")
    week.submit(anna)
    week.fill(anna, "Sixth", "4", "6")
    anna.fill({week.text("form.thanks"): "U0BORIS"})
    week.submit(anna)
    company.open_form(anna, CHECK_IN)
    anna.close()
    company.at(13)
    company.at(16)
    company.open_form(company.boris, CHECK_IN)
    week.fill(company.boris, "First", "5", "3")
    week.submit(company.boris)
    company.open_form(company.boris, EDIT, company.boris.dm[0])
    week.submit(company.boris)


def repeated(week: Week) -> None:
    """The next week: no change, once and twice, and words instead of a button."""
    company, boris = week.company, week.company.boris
    company.to(FRIDAY + timedelta(days=7, minutes=5))
    prompt = boris.dm[-1]
    week.acks += [boris.click(prompt, NO_CHANGE), boris.click(prompt, NO_CHANGE)]
    company.slack.wait(lambda: boris.dm[-1].ephemeral_to)
    for said in ("48 I think", "1.2 5 conf 3 late; blocked by legal"):
        boris.say(said)
    company.slack.wait(lambda: sum(row.kind is DeliveryKind.REPLY for row in company.deliveries) == 2)
    company.settle()
    company.to(FRIDAY + timedelta(days=7, hours=7))


def looked_up(week: Week) -> None:
    for person in (week.company.anna, week.company.boris):
        for typed in ("", "show 1", "show 2", "show 2.3", "show 9", "help", "nonsense"):
            before = len(person.dm)
            person.slash("/okr", typed)
            week.company.slack.wait(lambda person=person, before=before: len(person.dm) > before)  # type: ignore[misc]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_sends_only_what_slack_takes(week: Week) -> None:
    sent = list(week.sent())
    names = " ".join(one.name for one in sent)
    assert all(kind in names for kind in ("chat.postMessage", "chat.update", "views.open", "ack", "answer"))
    assert [call for call in week.company.slack.ledger if not call.response["ok"]] == []
    assert compile_payloads(sent) == []
