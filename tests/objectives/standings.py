"""Objectives and key results as values, for views and rules that need no database."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.objectives.assessment import Term, assess
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding, Owner
from bot.rules.attention import weakest
from bot.rules.pace import CycleDays
from bot.rules.progress import roll_up
from storage.key_results import Answer
from storage.kinds import Kind, Level, Openness, Visibility
from storage.models import KeyResult, Person, Step

DAYS = CycleDays(date(2026, 10, 1), date(2026, 12, 31))
FRIDAY = datetime(2026, 10, 2, 7, tzinfo=UTC)
TODAY = date(2026, 11, 27)


def checked_in(value: float, week: int = 0, confidence: int | None = 7, **fields: Any) -> Answer:
    """On the Friday `week` weeks after the cycle's first."""
    at = FRIDAY + timedelta(weeks=week)
    given = {"note": "", "blocker": "", **fields}
    return Answer(
        id=week + 1, person_id=1, round_id=None, value=value, confidence=confidence, thanks_to_id=None, as_of=at,
        done=(), **given,
    )  # fmt: skip


def key_result(
    *history: Answer,
    number: int = 1,
    of: int = 1,
    title: str = "NPS",
    name: str = "Boris",
    steps: int = 0,
    openings: Sequence[datetime] = (),
    **fields: Any,
) -> KeyResultStanding:
    """Of 0 to 100 by the cycle's end, unless fields say otherwise; `openings` are those of rounds that are over."""
    given = {"kind": Kind.CHANGE, "start": 0.0, "target": 100.0, "unit": "points", **fields}
    row = KeyResult(
        id=of * 100 + number, workspace_id=1, objective_id=of, number=number, title=title, owner_id=2, weight=1,
        created_at=FRIDAY - timedelta(days=4), state=Openness.OPEN, **given,
    )  # fmt: skip
    owner = Person(id=2, workspace_id=1, slack_id="U0BORIS", name=name)
    numbered = [Step(id=n, workspace_id=1, key_result_id=1, number=n, title=f"Step {n}") for n in range(1, steps + 1)]
    return assess(f"{of}.{number}", (row, owner, None), numbered, history, Term(DAYS, TODAY, ZoneInfo("UTC"), openings))


def objective(number: int, *found: KeyResultStanding, **fields: Any) -> ObjectiveStanding:
    given = {
        "title": f"Objective {number}", "level": Level.TEAM, "team_id": 1, "team": "Support", "parent": None,
        "visibility": Visibility.OPEN, **fields,
    }  # fmt: skip
    return ObjectiveStanding(
        id=number, number=number, owner=Owner(1, "U0ANNA", "Anna"), cycle_id=1, cycle="2026-Q4", days=DAYS, today=TODAY,
        state=Openness.OPEN, weight=1, score=roll_up([(one.progress, one.weight) for one in found]),
        status=weakest(one.status for one in found), key_results=found, initiatives=(), **given,
    )  # fmt: skip
