"""Check-ins on one's own initiative: /okr checkin, the shortcut and the button, before, within and after a round."""

import json
from datetime import UTC, datetime

import pytest

from bot.checkins.flow import withdraw
from bot.people.caller import Caller
from storage.kinds import PartState
from storage.people import ensure_person, find_workspaces
from storage.rounds import parts_of, unclosed_rounds
from tests.scenarios.asking import ask
from tests.scenarios.conftest import Company, words

SAVED = {"Value": "48", "Confidence (0-10)": "7"}


def check_in(company: Company, values: dict[str, str], word: str = "checkin") -> str:
    """Types /okr checkin, fills the form in and saves it; what the modal says then, empty where it is closed."""
    company.anna.slash("/okr", word)
    company.slack.wait(lambda: company.anna.modal is not None)
    company.anna.fill(values)
    company.anna.submit()
    company.settle()
    told = company.anna.modal
    if told:
        company.anna.close()
    return json.dumps(told, ensure_ascii=False) if told else ""


def said(company: Company) -> list[tuple[float, int | None, str, str | None, bool]]:
    return [(row.value, row.confidence, row.source, row.round, row.superseded) for row in company.checkins]


def states(company: Company) -> dict[str, PartState]:
    """Of the parts of the round that goes on, by person."""
    with company.bot.context.database.read() as session:
        parts = [part for round_ in unclosed_rounds(session) for part in parts_of(session, round_.id)]
    names = {company.person(one).id: one for one in ("U0ANNA", "U0BORIS")}
    return {names[part.person_id]: part.state for part in parts}


def standing(company: Company) -> list[float]:
    return [row.value for row in company.checkins if not row.superseded]


def undo(company: Company, number: int = 1, slack_id: str = "U0ANNA") -> None:
    """Takes the check-in with a number back, as *Undo* does."""
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        caller = Caller(workspace, ensure_person(session, workspace.id, slack_id))
        withdraw(session, company.clock(), caller, [number])
    company.settle()


@pytest.mark.parametrize(
    ("language", "word", "values", "told"),
    [
        ("en", "checkin", SAVED, "48\u00a0points · confidence 7"),
        ("ru", "чекин", {"Значение": "48,5", "Уверенность (0–10)": "7"}, "48,5\u00a0п. · уверенность 7"),
    ],
)
def test_it_stores_an_update_between_rounds_and_tells_it_back(
    company: Company, word: str, values: dict[str, str], told: str
) -> None:
    company.at(9, day=23)
    assert told in check_in(company, values, word)
    (row,) = company.checkins
    assert (row.source, row.round, row.state) == ("command", None, "on_time")
    company.at(10)
    assert told in words(company.asking(company.anna))


def test_it_asks_nobody_who_told_it_in_the_three_days_before(company: Company) -> None:
    company.at(12, day=25)
    check_in(company, SAVED)
    company.at(10)
    company.at(13)
    assert company.anna.dm == []
    assert states(company) == {"U0ANNA": PartState.ON_TIME, "U0BORIS": PartState.PENDING}
    company.at(16)
    assert "1 of 2 answered" in company.posts[0].text


@pytest.mark.parametrize("way", ["command", "shortcut"])
def test_it_opens_the_prompt_that_waits(company: Company, way: str) -> None:
    company.at(10)
    company.anna.slash("/okr", "checkin") if way == "command" else company.anna.shortcut("check_in")
    company.slack.wait(lambda: company.anna.modal is not None)
    company.anna.fill(SAVED)
    company.anna.submit()
    company.settle()
    assert said(company) == [(48, 7, "modal", "Support 2026-11-27", False)]
    assert "Saved, thank you." in company.anna.dm[0].text


def test_it_opens_the_prompt_that_was_missed_until_the_next_round(company: Company) -> None:
    company.at(10)
    company.at(16)
    check_in(company, SAVED)
    assert [(row.round, row.state) for row in company.checkins] == [("Support 2026-11-27", "late")]
    company.to(datetime(2026, 12, 4, 6, 55, tzinfo=UTC))
    check_in(company, {"Value": "50"})
    assert said(company)[-1] == (50, 7, "command", None, False)


def test_it_takes_more_after_the_round_is_answered(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    company.at(12)
    check_in(company, {"Value": "52"})
    assert [row[0] for row in said(company)] == [48, 52]
    assert "48\u00a0points" in words(company.anna.dm[0])
    company.at(16)
    assert "Progress 60\u00a0%" in company.posts[0].text


@pytest.mark.parametrize(
    ("language", "sentence", "step"),
    [("en", "You own no open key result", "/okr all"), ("ru", "За вами сейчас", "/okr все")],
)
def test_it_tells_who_owns_nothing_where_to_go(company: Company, sentence: str, step: str) -> None:
    vera = company.slack.person("U0VERA")
    told = ask(company.slack, vera, "checkin").text
    assert sentence in told
    assert step in told
    vera.shortcut("check_in")
    company.slack.wait(lambda: vera.modal is not None)
    assert sentence in str(vera.modal)


def test_it_keeps_what_was_typed_into_the_form_until_it_is_said(company: Company) -> None:
    company.at(9, day=23)
    company.anna.slash("/okr", "checkin")
    company.slack.wait(lambda: company.anna.modal is not None)
    company.anna.fill({**SAVED, "Note": "long thoughts"})
    company.anna.close()
    check_in(company, {})
    assert company.checkins[0].note == "long thoughts"
    company.at(10)
    company.answer(company.anna, {"Value": "49"})
    assert company.checkins[-1].note == ""


def test_it_keeps_one_of_two_that_are_the_same_form(company: Company) -> None:
    company.at(9, day=23)
    company.anna.slash("/okr", "checkin")
    company.slack.wait(lambda: company.anna.modal is not None)
    company.anna.fill(SAVED)
    company.anna.submit()
    company.anna.submit(force=True)
    assert len(company.checkins) == 1


def test_it_asks_after_all_when_an_update_is_taken_back_before_the_round(company: Company) -> None:
    company.at(12, day=25)
    check_in(company, SAVED)
    undo(company)
    company.at(10)
    assert len(company.anna.dm) == 1
    assert states(company)["U0ANNA"] is PartState.PENDING


def test_it_asks_at_once_when_an_update_is_taken_back_within_the_round(company: Company) -> None:
    company.at(12, day=25)
    check_in(company, SAVED)
    company.at(10)
    undo(company)
    assert states(company)["U0ANNA"] is PartState.PENDING
    company.at(10, 1)
    assert len(company.anna.dm) == 1
    company.answer(company.anna, {**SAVED, "Value": "50"})
    assert states(company)["U0ANNA"] is PartState.ON_TIME


def test_it_counts_nobody_whose_update_is_taken_back_after_the_round(company: Company) -> None:
    company.at(12, day=25)
    check_in(company, SAVED)
    company.at(10)
    company.at(16)
    undo(company)
    assert "0 of 2 answered" in company.posts[0].text


def test_it_opens_a_part_again_whose_answer_is_taken_back(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    undo(company)
    assert states(company)["U0ANNA"] is PartState.PENDING
    assert "Check in" in words(company.anna.dm[0])
    company.at(13)
    assert len(company.anna.dm) == 2


def test_it_lets_an_earlier_answer_stand_again(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    company.answer(company.anna, {"Value": "50"}, button="Edit")
    undo(company, 2)
    assert standing(company) == [48]
    assert states(company)["U0ANNA"] is PartState.ON_TIME
    assert "48\u00a0points" in words(company.anna.dm[0])
    undo(company, 1)
    assert standing(company) == []
    assert states(company)["U0ANNA"] is PartState.PENDING


def test_it_leaves_alone_what_was_changed_since(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    company.answer(company.anna, {"Value": "50"}, button="Edit")
    undo(company, 1)
    assert standing(company) == [50]


def test_it_takes_nothing_back_for_somebody_else_or_twice(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    undo(company, slack_id="U0BORIS")
    assert standing(company) == [48]
    for _time in range(2):
        undo(company)
    assert standing(company) == []
