from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.objectives.flow import find_key_result, standings
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.rules.attention import Reason, Status
from bot.rules.pace import Pace
from storage.kinds import Kind, Openness
from storage.models import KeyResult
from tests.objectives.rows import FIRST_FRIDAY, Company, company

MIDDLE = datetime(2026, 11, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def firm(session: Session) -> Company:
    return company(session)


def stand(firm: Company, now: datetime = MIDDLE, **narrowed: Any) -> tuple[ObjectiveStanding, ...]:
    return standings(firm.session, firm.workspace.id, now, **narrowed)


def stand_alone(firm: Company, key_result: KeyResult, now: datetime = MIDDLE) -> KeyResultStanding:
    return next(found for one in stand(firm, now) for found in one.key_results if found.id == key_result.id)


def test_it_has_no_figures_before_the_first_check_in(firm: Company) -> None:
    found = stand_alone(firm, firm.key_result(firm.objective()))
    assert (found.value, found.progress, found.pace, found.status) == (None, None, None, Status.NO_DATA)


def test_it_is_half_way_and_on_pace_in_the_middle(firm: Company) -> None:
    key_result = firm.key_result(firm.objective())
    firm.check_in(key_result, 50, week=6)
    found = stand_alone(firm, key_result)
    assert (found.short_id, found.value, found.progress, found.confidence) == ("1.1", 50, 0.5, 7)
    assert found.expected == pytest.approx(46 / 92)
    assert (found.pace, found.reasons, found.status) == (Pace.ON_PACE, (), Status.ON_TRACK)


def test_it_judges_by_the_day_of_the_teams_zone(firm: Company) -> None:
    firm.objective()
    late_evening_in_london = datetime(2026, 11, 15, 22, 0, tzinfo=UTC)
    assert stand(firm, late_evening_in_london)[0].today.isoformat() == "2026-11-16"


def test_it_names_every_reason_for_attention(firm: Company) -> None:
    key_result = firm.key_result(firm.objective())
    firm.check_in(key_result, 41, week=6, confidence=9)
    assert stand_alone(firm, key_result).reasons == (Reason.BEHIND, Reason.DISAGREES)


def test_it_takes_the_row_that_supersedes(firm: Company) -> None:
    key_result = firm.key_result(firm.objective())
    mistyped = firm.check_in(key_result, 500, week=1)
    firm.check_in(key_result, 50, week=1, supersedes_id=mistyped.id)
    found = stand_alone(firm, key_result)
    assert [answer.value for answer in found.history] == [50]


def test_it_orders_answers_by_what_they_are_of(firm: Company) -> None:
    key_result = firm.key_result(firm.objective())
    firm.check_in(key_result, 55, week=3)
    firm.check_in(key_result, 45, week=2, at=FIRST_FRIDAY + timedelta(weeks=4))
    found = stand_alone(firm, key_result)
    assert [answer.value for answer in found.history] == [45, 55]


def test_it_counts_the_done_steps_of_a_milestone(firm: Company) -> None:
    key_result = firm.key_result(firm.objective(), kind=Kind.MILESTONE, start=None, target=None)
    firm.steps(key_result, "plan", "pilot", "roll-out", "review")
    firm.check_in(key_result, 1, done=[3])
    found = stand_alone(firm, key_result)
    assert (found.progress, [step.done for step in found.steps]) == (0.25, [False, False, True, False])


def test_it_calls_a_key_result_stale_after_two_silent_rounds(firm: Company) -> None:
    key_result = firm.key_result(firm.objective())
    firm.check_in(key_result, 50, week=0)
    firm.round(0), firm.round(1)
    assert Reason.STALE not in stand_alone(firm, key_result).reasons
    firm.round(2)
    assert Reason.STALE in stand_alone(firm, key_result).reasons


def test_it_lets_an_update_shortly_before_a_round_count_for_it(firm: Company) -> None:
    key_result = firm.key_result(firm.objective())
    firm.round(1), firm.round(2)
    firm.check_in(key_result, 50, week=1, as_of=FIRST_FRIDAY + timedelta(days=4))
    assert Reason.STALE not in stand_alone(firm, key_result).reasons


def test_it_asks_for_attention_once_a_round_closed_without_any_check_in(firm: Company) -> None:
    key_result = firm.key_result(firm.objective())
    closed = firm.round(0).due_at
    assert stand_alone(firm, key_result, closed - timedelta(minutes=1)).reasons == ()
    assert stand_alone(firm, key_result, closed).reasons == (Reason.NO_CHECKIN,)


def test_it_does_not_hold_a_round_against_a_key_result_made_later(firm: Company) -> None:
    firm.round(0)
    key_result = firm.key_result(firm.objective(), created_at=FIRST_FRIDAY + timedelta(hours=1))
    assert stand_alone(firm, key_result).reasons == ()


def test_it_forecasts_from_four_check_ins_on(firm: Company) -> None:
    key_result = firm.key_result(firm.objective())
    for week in range(3):
        firm.check_in(key_result, 40 + week, week)
    assert stand_alone(firm, key_result).forecast is None
    firm.check_in(key_result, 43, week=3)
    found = stand_alone(firm, key_result).forecast
    assert found is not None
    assert found.value == pytest.approx(43 + 69 / 7)


def test_it_scores_an_objective_by_the_weights_of_what_has_progress(firm: Company) -> None:
    objective = firm.objective()
    firm.check_in(firm.key_result(objective, "NPS"), 60)
    firm.check_in(firm.key_result(objective, "CSAT", weight=3), 40)
    firm.key_result(objective, "CES")
    score = stand(firm)[0].score
    assert (score.progress, score.counted, score.total) == (0.25, 2, 3)


def test_it_takes_the_status_of_the_weakest_key_result(firm: Company) -> None:
    objective = firm.objective()
    firm.check_in(firm.key_result(objective, "NPS"), 60)
    firm.check_in(firm.key_result(objective, "CSAT"), 60, confidence=2)
    assert stand(firm)[0].status is Status.NEEDS_ATTENTION


def test_it_rolls_up_aligned_objectives_only_where_asked(firm: Company) -> None:
    silent, rolling = firm.objective("Company", rollup=False), firm.objective("Group", rollup=True)
    for parent in (silent, rolling):
        child = firm.objective(f"Below {parent.title}", parent_id=parent.id, weight=2)
        firm.check_in(firm.key_result(child), 50)
    found = {one.title: one for one in stand(firm)}
    assert (found["Company"].score.progress, found["Group"].score.progress) == (None, 0.5)
    assert found["Below Group"].parent == found["Group"].number


def test_it_rolls_up_children_outside_of_the_narrowed_set(firm: Company) -> None:
    parent = firm.objective("Company", rollup=True)
    firm.check_in(firm.key_result(firm.objective("Team", parent_id=parent.id)), 50)
    assert [(one.title, one.score.progress) for one in stand(firm, numbers=[1])] == [("Company", 0.5)]


def test_it_finds_what_a_person_owns(firm: Company) -> None:
    firm.objective("Not mine")
    firm.key_result(firm.objective("My key result"))
    firm.objective("My objective", owner_id=firm.boris.id)
    assert [one.title for one in stand(firm, owner_id=firm.boris.id)] == ["My key result", "My objective"]


def test_it_leaves_closed_cycles_out_unless_they_are_named(firm: Company) -> None:
    firm.objective()
    firm.cycle.state = Openness.CLOSED
    assert stand(firm) == ()
    assert len(stand(firm, cycle_id=firm.cycle.id)) == 1


def test_it_never_looks_into_another_workspace(firm: Company) -> None:
    other = company(firm.session, "T2")
    other.key_result(other.objective())
    assert stand(firm) == ()
    assert find_key_result(firm.session, firm.workspace.id, "1.1") is None


def test_it_asks_as_few_queries_for_forty_objectives_as_for_one(firm: Company) -> None:
    firm.check_in(firm.key_result(firm.objective("O0", rollup=True)), 50)
    asked: list[str] = []
    event.listen(firm.session.get_bind(), "before_cursor_execute", lambda *seen: asked.append(seen[2]))
    stand(firm)
    for_one = len(asked)
    for number in range(1, 40):
        firm.check_in(firm.key_result(firm.objective(f"O{number}")), 50)
    asked.clear()
    assert len(stand(firm)) == 40
    assert len(asked) == for_one <= 9


@pytest.mark.parametrize("typed", ["1.1", "#1.1", " 1.1 "])
def test_it_finds_a_key_result_by_what_people_type(firm: Company, typed: str) -> None:
    key_result = firm.key_result(firm.objective())
    found = find_key_result(firm.session, firm.workspace.id, typed)
    assert found is not None
    assert found.id == key_result.id


@pytest.mark.parametrize("typed", ["", "1", "1.", ".1", "1.1.1", "1,1", "9" * 30 + ".1", "²"])
def test_it_finds_nothing_for_what_is_no_short_id(firm: Company, typed: str) -> None:
    firm.key_result(firm.objective())
    assert find_key_result(firm.session, firm.workspace.id, typed) is None


def test_it_wants_no_attention_for_what_is_closed(firm: Company) -> None:
    objective = firm.objective()
    for title, state in (("Open", Openness.OPEN), ("Closed", Openness.CLOSED)):
        firm.check_in(firm.key_result(objective, title, state=state), 40, confidence=1)
    (found,) = standings(firm.session, firm.workspace.id, FIRST_FRIDAY + timedelta(weeks=12))
    assert [bool(one.reasons) for one in found.key_results] == [True, False]
