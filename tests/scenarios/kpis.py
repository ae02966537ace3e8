"""A survey whose answers drive Anna's key result."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from storage.db import Database
from storage.people import find_workspaces
from storage.surveys import Answer, add_answers, ensure_survey

Survey = Callable[..., None]
PLAN = """
kpis:
  - {name: nps, title: Would recommend us, formula: nps, survey: relationship, unit: points, min_n: 5WINDOW}
objectives:
  - title: Customers recommend us
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
      - {title: NPS from 40 to 60, owner: U0ANNA, start: 40, target: 60, unit: points, kpi: nps}
"""
DRIVEN = PLAN.replace("WINDOW", ", window: 90d")
SCORES = (10, 9, 9, 10, 6, 8, 10, 9, 7, 3)


def bring(database: Database, scores: tuple[int, ...] = SCORES, *, dated: bool = True, month: int = 11) -> None:
    """Stores scores, one answer a day up to the 26th, or without a day."""
    first = datetime(2026, month, 27, 9, tzinfo=UTC) - timedelta(days=len(scores))
    answers = [
        Answer(f"{month}-{number}", score, first + timedelta(days=number) if dated else None)
        for number, score in enumerate(scores)
    ]
    with database.write() as session:
        (workspace,) = find_workspaces(session)
        found = ensure_survey(session, workspace.id, "relationship", 0, 10)
        add_answers(session, found, answers, workspace.timezone)
