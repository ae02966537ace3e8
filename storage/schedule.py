"""The schedule is in the rows: what the clock has to look at, found by an index, and what it writes down, in sets.

Whoever looks locks what it found, and passes over what another holds: several may look at the same time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, or_, true, update
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from storage.kinds import Openness, PartState
from storage.models import Change, CheckIn, Cycle, Delivery, KeyResult, Objective, Part, Person, Round, Team, Workspace
from storage.once import add_all_once


class Lock(TypedDict):
    skip_locked: bool
    key_share: bool


ALONE = Lock(skip_locked=True, key_share=True)
# The soonest of each table and not whether one is past: that is read from the index's beginning, whatever PostgreSQL
# believes of how many are; of a table that it has not looked at yet it believes a third.
SOONEST = [select_rows(func.min(row.next_at)).scalar_subquery() for row in (Team, Part, Round)]
ANYTHING = select_rows(or_(exists().where(col(Team.next_at).is_(None)), *(at <= bindparam("now") for at in SOONEST)))


def anything_due(session: Session, now: datetime) -> bool:
    return bool(session.execute(ANYTHING, {"now": now}).scalar_one())


def _of(workspace_id: int | None, column: int) -> ColumnElement[bool]:
    """Of one workspace, or of all."""
    return true() if workspace_id is None else col(column) == workspace_id


def teams_due(session: Session, now: datetime, limit: int, workspace_id: int | None = None) -> list[Team]:
    query = select(Team).where(_of(workspace_id, Team.workspace_id))
    query = query.where(or_(col(Team.next_at).is_(None), col(Team.next_at) <= now))
    return list(session.exec(query.order_by(col(Team.id)).limit(limit).with_for_update(**ALONE)))


class Run(NamedTuple):
    """A cycle that a team has key results in, and the day of its last round so far."""

    team_id: int
    cycle: Cycle
    latest: date | None


def runs(session: Session, team_ids: Collection[int], day: date) -> list[Run]:
    """Of the open cycles that began by `day`."""
    latest = (
        select_rows(func.max(Round.day))
        .where(col(Round.team_id) == Team.id, col(Round.cycle_id) == Cycle.id)
        .correlate(Team, Cycle)
        .scalar_subquery()
    )
    planned = exists().where(col(Objective.team_id) == Team.id, col(Objective.cycle_id) == Cycle.id)
    query = (
        select_rows(col(Team.id), Cycle, latest)
        .join(Cycle, col(Cycle.workspace_id) == Team.workspace_id)
        .where(col(Team.id).in_(team_ids), col(Cycle.state) == Openness.OPEN, col(Cycle.first) <= day, planned)
        .order_by(col(Team.id), col(Cycle.first), col(Cycle.id))
    )
    return [Run(*row) for row in session.execute(query)]


class OwnerRow(NamedTuple):
    """Who owns an open key result of a team in a cycle, since when, and the zones of person and workspace."""

    team_id: int
    cycle_id: int
    person_id: int
    timezone: str
    workspace_timezone: str
    since: datetime


def owners(session: Session, team_ids: Collection[int]) -> list[OwnerRow]:
    """The active ones, each once for a team and a cycle."""
    who = col(Objective.team_id), col(Objective.cycle_id), col(Person.id), col(Person.timezone), col(Workspace.timezone)
    query = (
        select_rows(*who, func.min(KeyResult.created_at))
        .join(KeyResult, col(KeyResult.objective_id) == Objective.id)
        .join(Person, col(Person.id) == KeyResult.owner_id)
        .join(Workspace, col(Workspace.id) == Person.workspace_id)
        .where(col(Objective.team_id).in_(team_ids), col(Person.active))
        .where(col(Objective.state) == Openness.OPEN, col(KeyResult.state) == Openness.OPEN)
        .group_by(*who)
        .order_by(col(Person.id))
    )
    return [OwnerRow(*row) for row in session.execute(query)]


def schedule_edited(session: Session, team: Team) -> datetime | None:
    """When the rule that the team's rounds follow was changed last; none where it is as it was made."""
    query = select(func.max(Change.at)).where(Change.workspace_id == team.workspace_id, Change.row_id == team.id)
    fields = ("weekday", "at", "zone", "timezone", "every", "due_hours", "holidays")
    return session.exec(query.where(Change.table_name == "team", col(Change.field).in_(fields))).one()


def rounds_going_on(session: Session, team_ids: Collection[int], since: date) -> list[Round]:
    """Those from a day on that are not closed. Held until the end of the transaction: none of them closes meanwhile."""
    query = select(Round).where(col(Round.team_id).in_(team_ids), Round.day >= since, col(Round.closed_at).is_(None))
    return list(session.exec(query.order_by(col(Round.id)).with_for_update(key_share=True)))


def rounds_ahead(session: Session, team_ids: Collection[int], now: datetime) -> list[Round]:
    """Those that have not opened, and of which nobody has been asked."""
    asked = exists().where(col(Part.round_id) == Round.id, col(Part.prompt_id).is_not(None))
    query = select(Round).where(col(Round.team_id).in_(team_ids), col(Round.next_at) > now, Round.opens_at > now)
    return list(session.exec(query.where(~asked).order_by(col(Round.id))))


def drop_rounds(session: Session, round_ids: Collection[int]) -> None:
    """With their parts: nobody has heard of them."""
    session.execute(delete(Part).where(col(Part.round_id).in_(round_ids)))
    session.execute(delete(Round).where(col(Round.id).in_(round_ids)))


def look_at_teams(session: Session, team_ids: Collection[int], at: datetime) -> None:
    statement = update(Team).where(col(Team.id).in_(team_ids)).values(next_at=at)
    session.execute(statement, execution_options={"synchronize_session": False})


def parts_among(session: Session, round_ids: Collection[int]) -> list[Part]:
    return list(session.exec(select(Part).where(col(Part.round_id).in_(round_ids)).order_by(col(Part.id))))


def hold_parts(session: Session, part_ids: Collection[int]) -> list[Part]:
    """Those that nobody has answered, as they are now; what another holds is being answered or asked."""
    query = select(Part).where(col(Part.id).in_(part_ids))
    query = query.where(col(Part.state).in_((PartState.PENDING, PartState.EXCUSED)))
    held = query.order_by(col(Part.id)).with_for_update(**ALONE)
    return list(session.exec(held, execution_options={"populate_existing": True}))


def add_rounds(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    add_all_once(session, Round, rows)


def add_parts(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    add_all_once(session, Part, rows)


class DuePart(NamedTuple):
    """A part whose hour has come. `sent_at` is when its prompt arrived, none where it has not; `remind_from` and
    `remind_to` are the person's own hours."""

    id: int
    workspace_id: int
    round_id: int
    team_id: int
    person_id: int
    slack_id: str
    timezone: str
    workspace_timezone: str
    opens_at: datetime
    due_at: datetime
    local_opening: str
    prompt_id: int | None
    later_at: datetime | None
    remind_from: int | None
    remind_to: int | None
    sent_at: datetime | None


def parts_due(session: Session, now: datetime, limit: int, workspace_id: int | None = None) -> list[DuePart]:
    query = (
        select_rows(
            col(Part.id),
            col(Part.workspace_id),
            col(Part.round_id),
            col(Round.team_id),
            col(Part.person_id),
            col(Person.slack_id),
            col(Person.timezone),
            col(Workspace.timezone),
            col(Part.opens_at),
            col(Part.due_at),
            col(Part.local_opening),
            col(Part.prompt_id),
            col(Part.later_at),
            col(Person.remind_from),
            col(Person.remind_to),
            col(Delivery.sent_at),
        )
        .join(Round, col(Round.id) == Part.round_id)
        .join(Person, col(Person.id) == Part.person_id)
        .join(Workspace, col(Workspace.id) == Part.workspace_id)
        .outerjoin(Delivery, col(Delivery.id) == Part.prompt_id)
        .where(col(Part.next_at) <= now, _of(workspace_id, Part.workspace_id))
        .order_by(col(Part.next_at), col(Part.id))
        .limit(limit)
        .with_for_update(of=Part, **ALONE)
    )
    return [DuePart(*row) for row in session.execute(query)]


def updated_unasked(session: Session, part_ids: Collection[int], since: datetime) -> set[int]:
    """The parts that ask for a key result which was updated since an instant, unasked, or in their round already."""
    unasked = col(CheckIn.round_id).is_(None) & (col(CheckIn.as_of) >= since)
    query = (
        select(Part.id)
        .join(Round, col(Round.id) == Part.round_id)
        .join(Objective, (col(Objective.team_id) == Round.team_id) & (col(Objective.cycle_id) == Round.cycle_id))
        .join(KeyResult, (col(KeyResult.objective_id) == Objective.id) & (col(KeyResult.owner_id) == Part.person_id))
        .join(CheckIn, col(CheckIn.key_result_id) == KeyResult.id)
        .where(col(Part.id).in_(part_ids), unasked | (col(CheckIn.round_id) == col(Part.round_id)))
    )
    return set(session.exec(query.distinct()))


def parts_partly_answered(session: Session, round_ids: Collection[int]) -> list[Part]:
    """Of people who were asked, and have said something."""
    said = exists().where(col(CheckIn.round_id) == Part.round_id, col(CheckIn.person_id) == Part.person_id)
    query = select(Part).where(col(Part.round_id).in_(round_ids), Part.state == PartState.PENDING, said)
    return list(session.exec(query.where(col(Part.prompt_id).is_not(None)).order_by(col(Part.id))))


def turn_parts(session: Session, part_ids: Iterable[int], **values: Any) -> None:
    """Sets the same columns of many parts."""
    statement = update(Part).where(col(Part.id).in_(list(part_ids))).values(**values)
    session.execute(statement, execution_options={"synchronize_session": False})


def rounds_due(session: Session, now: datetime, limit: int, workspace_id: int | None = None) -> list[Round]:
    query = select(Round).where(col(Round.next_at) <= now, _of(workspace_id, Round.workspace_id))
    query = query.order_by(col(Round.next_at), col(Round.id))
    return list(session.exec(query.limit(limit).with_for_update(**ALONE)))


def states_among(session: Session, round_ids: Collection[int]) -> dict[int, set[PartState]]:
    """The states that the parts of each round are in."""
    found: dict[int, set[PartState]] = {round_id: set() for round_id in round_ids}
    query = select_rows(col(Part.round_id), col(Part.state)).where(col(Part.round_id).in_(round_ids)).distinct()
    for round_id, state in session.execute(query):
        found[round_id].add(state)
    return found
