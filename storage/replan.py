"""What the rounds of a team hang on: where any of it changes, the clock looks at the team at once.

This is the one place that knows. Whoever changes a row through a session need not think of it.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, event, inspect, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from storage.models import Away, Cycle, KeyResult, Objective, Person, Team, Workspace

WATCHED: dict[type[SQLModel], set[str]] = {
    Team: {"weekday", "at", "every", "due_hours", "remind_hours", "zone", "timezone", "holidays"},
    Workspace: {"timezone"},
    Cycle: {"first", "last", "state"},
    Objective: {"team_id", "cycle_id", "state"},
    KeyResult: {"owner_id", "objective_id", "state"},
    Person: {"timezone", "active"},
    Away: {"person_id"},
}
Touched = dict[type[SQLModel], set[int]]


def notice(session: Session, _flushed: Any = None) -> None:
    """Remembers the rows that a flush has written."""
    touched: Touched = session.info.setdefault(notice, defaultdict(set))
    for row in [*session.new, *session.deleted, *filter(_differs, session.dirty)]:
        if type(row) in WATCHED:
            touched[type(row)].add(row.id)
            if isinstance(row, Objective):
                touched[Team].update(_left(row, "team_id"))
            if isinstance(row, Away):
                touched[Person].add(row.person_id)


def _differs(row: SQLModel) -> bool:
    return any(True for field in WATCHED.get(type(row), ()) if inspect(row).attrs[field].history.has_changes())


def _left(row: SQLModel, field: str) -> Iterator[int]:
    yield from inspect(row).attrs[field].history.deleted or ()


def look_again(session: Session) -> None:
    """Right before the commit: one statement, the teams in their order, so that no two such wait in a circle."""
    session.flush()
    touched: Touched = session.info.pop(notice, {})
    if not any(touched.values()):
        return
    # Also of teams that are due: one that is being looked at now may have been read before this change.
    concerned = select(col(Team.id)).where(or_(*_teams(touched))).order_by(col(Team.id)).with_for_update(key_share=True)
    session.execute(
        update(Team).where(col(Team.id).in_(concerned)).values(next_at=None),
        execution_options={"synchronize_session": False},
    )


def _teams(touched: Touched) -> Iterator[ColumnElement[bool]]:
    yield col(Team.id).in_(touched[Team])
    yield col(Team.workspace_id).in_(touched[Workspace])
    yield col(Team.id).in_(_of_objectives().where(col(Objective.id).in_(touched[Objective])))
    yield col(Team.id).in_(_of_objectives().where(col(Objective.cycle_id).in_(touched[Cycle])))
    owned = _of_objectives().join(KeyResult, col(KeyResult.objective_id) == Objective.id)
    yield col(Team.id).in_(owned.where(col(KeyResult.id).in_(touched[KeyResult])))
    yield col(Team.id).in_(owned.where(col(KeyResult.owner_id).in_(touched[Person])))


def _of_objectives() -> Select[int]:
    return select(col(Objective.team_id))


def watch(sessions: Any) -> None:
    """Of every session of a class, or of a maker of sessions."""
    event.listen(sessions, "after_flush", notice)
    event.listen(sessions, "before_commit", look_again)
