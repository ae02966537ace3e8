"""What a team's confidence claimed halfway, held against what came true; told of the team, with n, or not at all."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.cycles.calibration import half
from bot.cycles.pictures import sketches
from bot.cycles.retrospective import Retrospective, stored
from bot.cycles.summary import post
from bot.delivery.outgoing import LONGEST_ALT
from bot.localslack.checks import check_message
from bot.phrases.calibration import calibrated
from bot.rules.calibration import Claim, LevelShare, calibration
from bot.rules.confidence import Level
from bot.rules.pace import CycleDays
from bot.text import LANGUAGES, speak
from storage.kinds import Kind, Outcome, Visibility
from storage.models import KeyResult, Objective, Person
from storage.people import ensure_person
from tests.objectives.rows import Company, company

MOSCOW = ZoneInfo("Europe/Moscow")
HALF = datetime(2026, 11, 15, 21, tzinfo=UTC)  # Monday 16 November, midnight in Moscow: 46 of 92 days are over
CLOSED = datetime(2027, 1, 4, 7, tzinfo=UTC)


@pytest.fixture
def firm(session: Session) -> Company:
    return company(session)


def owners(firm: Company) -> list[Person]:
    return [firm.anna, firm.boris, ensure_person(firm.session, firm.workspace.id, "U0VERA")]


def said(firm: Company, row: KeyResult, confidence: int | None, at: datetime, value: float = 40) -> None:
    firm.check_in(row, value, confidence=confidence, at=at, as_of=at)


def ended(firm: Company, *, only_open: bool = False) -> Retrospective:
    any_of_it = firm.session.exec(select(Objective.id)).first() or firm.objective().id
    found = stored(firm.session, firm.workspace.id, any_of_it, CLOSED, only_open=only_open)
    assert found is not None
    return found


def levels(firm: Company) -> tuple[LevelShare, ...]:
    found = ended(firm).calibration
    assert found is not None
    return found.levels


def known(firm: Company, n: int = 5, **fields: object) -> None:
    """So many key results of three people that were thought possible halfway, and did not come true."""
    objective = firm.objective(f"Known {fields}", **fields)
    for number in range(n):
        row = firm.key_result(objective, f"{number}", owner_id=owners(firm)[number % 3].id)
        said(firm, row, 5, HALF - timedelta(days=3))


def test_it_holds_the_confidence_at_half_of_the_cycle_against_the_end(firm: Company) -> None:
    known(firm)
    row = firm.key_result(firm.objective())
    said(firm, row, 2, HALF - timedelta(days=10))
    said(firm, row, 9, HALF - timedelta(seconds=1))
    said(firm, row, 1, HALF, value=60)
    assert levels(firm) == (LevelShare(Level.HIGH, 1, 1, 0.9), LevelShare(Level.MEDIUM, 5, 0, 0.5))


def test_within_its_bounds_at_the_end_is_what_maintaining_had_to_be(firm: Company) -> None:
    known(firm)
    for number, value in enumerate((84, 85)):
        row = firm.key_result(
            firm.objective(f"Kept {number}"), kind=Kind.MAINTAIN, start=None, target=None, low=85.0, high=None
        )
        said(firm, row, 8, HALF - timedelta(days=1), value=90)
        said(firm, row, 8, HALF + timedelta(days=1), value=value)
    assert levels(firm)[0] == LevelShare(Level.HIGH, 2, 1, 0.8)


def test_what_was_dropped_has_no_target_yet_or_was_silent_by_then_claims_nothing(firm: Company) -> None:
    known(firm)
    objective, early = firm.objective(), HALF - timedelta(days=1)
    said(firm, firm.key_result(objective, "dropped", outcome=Outcome.DROPPED), 9, early)
    said(firm, firm.key_result(objective, "baseline", kind=Kind.BASELINE, start=None, target=None), 9, early)
    said(firm, firm.key_result(objective, "late"), 9, HALF + timedelta(days=1))
    said(firm, firm.key_result(objective, "unsure"), None, early)
    firm.key_result(objective, "silent")
    assert [share.level for share in levels(firm)] == [Level.MEDIUM]


def test_what_is_kept_back_is_not_in_it(firm: Company) -> None:
    known(firm)
    known(firm, 3, visibility=Visibility.TEAM)
    alone, open_to_all = ended(firm), ended(firm, only_open=True)
    assert [found.calibration and found.calibration.n for found in (alone, open_to_all)] == [8, 5]
    assert open_to_all.kept_back == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_channel_reads_it_and_sees_it(firm: Company, language: str) -> None:
    known(firm, 6)
    text, found = speak(language), ended(firm)
    message, (progress, reliability) = post(text, found), sketches(text, found)
    line = calibrated(text, calibration([Claim(number % 3, 5, came_true=False) for number in range(6)]))
    assert text.number(0.25) in line
    assert "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}6" in line
    assert line in message.text
    assert line in message.blocks[1].to_dict()["text"]["text"]
    assert (progress.name, reliability.name) == ("progress.png", "calibration.png")
    assert all("Support" in sketch.title and len(sketch.alt) <= LONGEST_ALT for sketch in (progress, reliability))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_too_few_tell_of_it_the_channel_reads_how_many_and_sees_no_chart(firm: Company, language: str) -> None:
    known(firm, 4)
    text, found = speak(language), ended(firm)
    message = post(text, found)
    assert "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}4" in message.text
    assert [sketch.name for sketch in sketches(text, found)] == ["progress.png"]


def test_where_nobody_said_anything_nothing_is_said_of_it(firm: Company) -> None:
    text, found = speak("en"), ended(firm)
    assert "Brier" not in post(text, found).text
    assert "Too few" not in post(text, found).text
    assert list(sketches(text, found)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.lists(st.builds(Claim, st.integers(1, 5), st.integers(0, 10), st.booleans()), max_size=40))
def test_the_line_is_one_sentence_of_every_level_whoever_said_what(language: str, made: list[Claim]) -> None:
    found, text = calibration(made), speak(language)
    line = calibrated(text, found)
    assert (line == "") == (not made)
    assert all(text.number(share.n) in line and text.number(share.came_true) in line for share in found.levels)
    if line:
        check_message([{"type": "section", "text": {"type": "mrkdwn", "text": line}}], {})


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 400), st.sampled_from(["Europe/Berlin", "UTC"]))
def test_half_is_the_midnight_that_halves_the_days(first: date, days: int, zone: str) -> None:
    cycle = CycleDays(first, first + timedelta(days=days))
    found = half(cycle, ZoneInfo(zone))
    before, after = (found.date() - cycle.first).days, (cycle.last - found.date()).days + 1
    assert before - after in (0, 1)
    assert (found.hour, found.minute) == (0, 0)


def test_half_of_the_autumn_ends_in_the_middle_of_november() -> None:
    assert half(CycleDays(date(2026, 10, 1), date(2026, 12, 31)), MOSCOW) == HALF
