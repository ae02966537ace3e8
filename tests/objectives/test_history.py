"""What became of an objective and its key results, in words, in both languages."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.errors import UserError
from bot.localslack.checks import check_message
from bot.objectives.history import CheckedIn, Edited, history
from bot.objectives.timeline import timeline
from bot.people.caller import Caller
from bot.text import LANGUAGES, speak
from storage.changes import change, note
from storage.kinds import Kind, Openness, Visibility
from storage.people import ensure_person
from tests.objectives.rows import FIRST_FRIDAY, MADE, Company, company

NOW = FIRST_FRIDAY + timedelta(weeks=8)
HOSTILE = "<!channel> & <@U1> *Ж* 😀 " * 120


@pytest.fixture
def firm(session: Session) -> Company:
    made = company(session)
    made.anna.name, made.boris.name = "Anna", "Boris"
    session.flush()
    return made


def told(firm: Company, typed: str, language: str = "en", first: int = 0) -> str:
    found = history(firm.session, Caller(firm.workspace, firm.boris), typed, NOW)
    sent = [block.to_dict() for block in timeline(speak(language), found, "UTC", first).blocks]
    check_message(sent, {})
    return str([block["text"]["text"] for block in sent if block["type"] == "section"])


def test_it_tells_the_newest_first_with_who_and_when(firm: Company) -> None:
    item = firm.key_result(firm.objective(), unit="points")
    firm.check_in(item, 44, note="panel is live")
    firm.check_in(item, 46, week=1, blocker="no budget")
    change(
        firm.session, item, {"target": 65.0, "owner_id": firm.anna.id}, FIRST_FRIDAY + timedelta(days=2), firm.anna.id
    )
    found = history(firm.session, Caller(firm.workspace, firm.boris), "1.1", NOW)
    assert [type(entry) for entry in found.entries] == [CheckedIn, Edited, Edited, CheckedIn]
    said = told(firm, "1.1")
    assert "*Friday, October 9, 07:00* · Boris\\n46\\xa0points · confidence 7\\nBlocker: no budget" in said
    assert "*Sunday, October 4, 07:00* · Anna\\nOwner: “Boris” → “Anna”\\nTarget: 60\\xa0points → 65\\xa0points" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_words_for_every_field(firm: Company, language: str) -> None:
    objective = firm.objective()
    other = firm.objective("Another")
    item = firm.key_result(objective)
    at = FIRST_FRIDAY
    for row, values in (
        (objective, {"title": HOSTILE[:255], "parent_id": other.id, "visibility": Visibility.TEAM}),
        (objective, {"rollup": True, "weight": 2.5}),
        (objective, {"state": Openness.CLOSED, "archived_at": at, "team_id": firm.team.id, "cycle_id": firm.cycle.id}),
        (objective, {"archived_at": None, "owner_id": firm.boris.id}),
        (item, {"kind": Kind.MAINTAIN, "start": None, "target": None, "low": 1.5, "high": 3.0, "unit": "<h>"}),
        (item, {"grade": 0.7, "grade_note": HOSTILE, "relative_target": 0.25, "key": "nps"}),
    ):  # fmt: skip
        change(firm.session, row, values, at, firm.anna.id)
        at += timedelta(hours=1)
    said = told(firm, "1", language)
    text = speak(language)
    for field in (
        "title",
        "parent",
        "visibility",
        "rollup",
        "weight",
        "state",
        "owner",
        "kind",
        "low",
        "high",
        "grade",
    ):
        assert f"{text(f'history.{field}')}: " in said
    assert text("history.archived") in said
    assert text("history.restored") in said
    assert "<!" not in said
    assert "True" not in said


def test_it_tells_of_archived_key_results_under_their_objective(firm: Company) -> None:
    item = firm.key_result(firm.objective())
    change(firm.session, item, {"archived_at": NOW, "state": Openness.CLOSED}, NOW, firm.anna.id)
    assert "Anna · 1.1" in told(firm, "1")


def test_it_tells_who_made_it(firm: Company) -> None:
    objective = firm.objective("Fewer <leave>")
    note(firm.session, objective, "title", (None, objective.title), NOW, firm.anna.id)
    assert "Anna\\nCreated: “Fewer &lt;leave&gt;”" in told(firm, "1")


@pytest.mark.parametrize("typed", ["2", "1.7", "x", ""])
def test_it_finds_nothing_where_nothing_is(firm: Company, typed: str) -> None:
    firm.objective()
    with pytest.raises(UserError):
        told(firm, typed)


def test_it_keeps_what_is_private_to_a_team(firm: Company) -> None:
    firm.objective("Private", visibility=Visibility.TEAM)
    stranger = ensure_person(firm.session, firm.workspace.id, "U0OTHER")
    with pytest.raises(UserError):
        history(firm.session, Caller(firm.workspace, stranger), "1", NOW)


def test_it_says_when_nothing_was_done_yet(firm: Company) -> None:
    firm.objective()
    assert "No check-ins and no edits yet." in told(firm, "1")


def test_it_tells_each_entry_once_over_all_pages(firm: Company) -> None:
    item = firm.key_result(firm.objective())
    for week in range(8):
        firm.check_in(item, week, week)
    for hour in range(15):
        change(firm.session, item, {"weight": hour + 2.0}, MADE + timedelta(hours=hour), firm.anna.id)
    said = "".join(told(firm, "1.1", first=first) for first in (0, 10, 20))
    assert [said.count(f"Weight: {n} → ") for n in range(1, 16)] == [1] * 15
    assert [said.count(f"'*{day}") for day in ("Friday",)] == [8]
