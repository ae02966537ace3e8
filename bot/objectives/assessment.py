"""Judges one key result by what was checked in on it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.objectives.measure import measure_of
from bot.objectives.standing import KeyResultStanding, Owner, StepStanding
from bot.rules.attention import Reason, attention, status
from bot.rules.calendar import UNASKED
from bot.rules.forecast import Forecast, forecast
from bot.rules.pace import CycleDays, Pace, expected, pace
from bot.rules.progress import Measure, progress
from storage.key_results import Answer, KeyResultRow
from storage.kinds import Openness
from storage.models import KeyResult, Person, Step


@dataclass(frozen=True)
class Term:
    """The days of a cycle where a team is, and when the team's rounds in it that are over opened, oldest first."""

    days: CycleDays
    today: date
    zone: ZoneInfo
    openings: Sequence[datetime]


def assess(
    short_id: str, row: KeyResultRow, steps: Sequence[Step], history: Sequence[Answer], term: Term
) -> KeyResultStanding:
    """The history is oldest first."""
    key_result, owner, kpi = row
    measure = measure_of(key_result, steps)
    last = history[-1] if history else None
    share = progress(measure, last.value, last.done or None) if last else None
    created = key_result.created_at.astimezone(term.zone).date()
    due = expected(term.days, term.today, created)
    verdict = pace(measure, share, due, term.days, term.today)
    reasons = _reasons(key_result, last, verdict, term)
    return KeyResultStanding(
        id=key_result.id,
        short_id=short_id,
        title=key_result.title,
        owner=owner_of(owner),
        unit=key_result.unit,
        kind=key_result.kind,
        measure=measure,
        weight=key_result.weight,
        state=key_result.state,
        created=created,
        kpi_id=kpi.id if kpi else None,
        kpi=kpi.name if kpi else None,
        steps=_steps(steps, last),
        history=tuple(history),
        progress=share,
        expected=due,
        pace=verdict,
        reasons=reasons,
        status=status(reasons, verdict, share is not None),
        forecast=_forecast(measure, history, term),
        grade=key_result.grade,
        grade_note=key_result.grade_note,
        outcome=key_result.outcome,
        carried_from_id=key_result.carried_from_id,
    )


def _reasons(key_result: KeyResult, last: Answer | None, verdict: Pace | None, term: Term) -> tuple[Reason, ...]:
    """None for one that is closed: nobody can do anything about it any more."""
    if key_result.state is Openness.CLOSED:
        return ()
    return attention(
        confidence=last.confidence if last else None,
        pace=verdict,
        has_checkin=last is not None,
        periods_since_checkin=_unanswered(term, last) if last else 0,
        round_closed_on_it=bool(term.openings) and term.openings[-1] >= key_result.created_at,
    )


def _forecast(measure: Measure, history: Sequence[Answer], term: Term) -> Forecast | None:
    points = [(past.as_of.astimezone(term.zone).date(), past.value) for past in history]
    return forecast(points, term.days.last, measure)


def owner_of(person: Person) -> Owner:
    return Owner(person.id, person.slack_id, person.name)


def _unanswered(term: Term, last: Answer) -> int:
    return len(term.openings) - bisect_right(term.openings, last.as_of + UNASKED)


def _steps(steps: Sequence[Step], last: Answer | None) -> tuple[StepStanding, ...]:
    done = last.done or range(1, int(last.value) + 1) if last else ()
    return tuple(StepStanding(step.number, step.title, step.weight, step.number in done) for step in steps)
