"""Key results and their steps, what was checked in on them, and the numbers they are given."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, update
from sqlalchemy import select as rows_of
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.models import CheckIn, KeyResult, Kpi, Objective, Person, Round, Step

KeyResultRow = tuple[KeyResult, Person, Kpi | None]
"""A key result with its owner and the KPI that drives it."""
NEWER = aliased(CheckIn)
"""Made once: a new alias costs more than the query it stands in."""


class Answer(NamedTuple):
    """What a check-in says that nothing supersedes; `done` numbers the steps that are done."""

    id: int
    person_id: int
    round_id: int | None
    value: float
    confidence: int | None
    note: str
    blocker: str
    thanks_to_id: int | None
    as_of: datetime
    done: tuple[int, ...]


SAID = [getattr(CheckIn, name) for name in ("key_result_id", *Answer._fields)]


def key_results_of(
    session: Session, workspace_id: int, objective_ids: Collection[int], *, archived: bool = False
) -> list[KeyResultRow]:
    """Those that are not archived, unless `archived` ones are wanted too."""
    query = (
        select(KeyResult, Person, Kpi)
        .join(Person, col(Person.id) == KeyResult.owner_id)
        .outerjoin(Kpi, col(Kpi.id) == KeyResult.kpi_id)
        .where(KeyResult.workspace_id == workspace_id, col(KeyResult.objective_id).in_(objective_ids))
        .order_by(col(KeyResult.objective_id), col(KeyResult.number))
    )
    return list(session.exec(query if archived else query.where(col(KeyResult.archived_at).is_(None))))


def key_result_numbered(session: Session, workspace_id: int, objective: int, number: int) -> KeyResult | None:
    """Key result `number` of the objective with the number `objective`."""
    query = select(KeyResult).join(Objective, col(Objective.id) == KeyResult.objective_id)
    query = query.where(KeyResult.workspace_id == workspace_id, KeyResult.number == number)
    return session.exec(query.where(Objective.number == objective)).one_or_none()


def key_result_by_id(session: Session, workspace_id: int, key_result_id: int) -> KeyResult | None:
    query = select(KeyResult).where(KeyResult.workspace_id == workspace_id, KeyResult.id == key_result_id)
    return session.exec(query).one_or_none()


def key_result_titles(session: Session, workspace_id: int, key_result_ids: Collection[int]) -> dict[int, str]:
    query = select(col(KeyResult.id), col(KeyResult.title)).where(KeyResult.workspace_id == workspace_id)
    return dict(session.exec(query.where(col(KeyResult.id).in_(key_result_ids))).all())


def next_key_result_number(session: Session, objective: Objective) -> int:
    """A number that no key result of the objective has had."""
    counted = update(Objective).where(col(Objective.id) == objective.id)
    counted = counted.values(last_key_result=Objective.last_key_result + 1)
    number: int = session.execute(counted.returning(col(Objective.last_key_result))).scalar_one()
    return number


def steps_of(session: Session, workspace_id: int, key_result_ids: Collection[int]) -> dict[int, list[Step]]:
    """Steps in their order, by key result id; an empty list for any other."""
    steps: dict[int, list[Step]] = defaultdict(list)
    if not key_result_ids:
        return steps
    query = select(Step).where(Step.workspace_id == workspace_id, col(Step.key_result_id).in_(key_result_ids))
    for step in session.exec(query.order_by(col(Step.number))):
        steps[step.key_result_id].append(step)
    return steps


def histories(
    session: Session, workspace_id: int, key_result_ids: Collection[int], until: datetime
) -> dict[int, list[CheckIn]]:
    """Check-ins that nothing superseded by an instant, oldest first, by key result id; an empty list for any other.
    What was taken back is superseded by a row that says nothing."""
    found: dict[int, list[CheckIn]] = defaultdict(list)
    for checkin in session.exec(_oldest_first(select(CheckIn), workspace_id, key_result_ids, until)):
        found[checkin.key_result_id].append(checkin)
    return found


def answers(
    session: Session, workspace_id: int, key_result_ids: Collection[int], until: datetime
) -> dict[int, list[Answer]]:
    """What the same check-ins say, for a fraction of what it costs to load them."""
    return _by_key_result(session.execute(_oldest_first(rows_of(*SAID), workspace_id, key_result_ids, until)))


def newest_answers(
    session: Session, workspace_id: int, key_result_ids: Collection[int], until: datetime
) -> dict[int, list[Answer]]:
    """The last one of each history alone: for many key results a small part of the rows."""
    last_first = (col(CheckIn.as_of).desc(), col(CheckIn.id).desc())
    place = func.row_number().over(partition_by=col(CheckIn.key_result_id), order_by=last_first).label("place")
    ranked = _standing(select(col(CheckIn.id), place), workspace_id, key_result_ids, until).subquery()
    return _by_key_result(
        session.execute(rows_of(*SAID).join(ranked, ranked.c.id == CheckIn.id).where(ranked.c.place == 1))
    )


def _oldest_first(query: Any, workspace_id: int, key_result_ids: Collection[int], until: datetime) -> Any:
    return _standing(query, workspace_id, key_result_ids, until).order_by(col(CheckIn.as_of), col(CheckIn.id))


def _standing(query: Any, workspace_id: int, key_result_ids: Collection[int], until: datetime) -> Any:
    return (
        query.outerjoin(NEWER, (col(NEWER.supersedes_id) == CheckIn.id) & (col(NEWER.at) <= until))
        .where(CheckIn.workspace_id == workspace_id, col(CheckIn.key_result_id).in_(key_result_ids))
        .where(col(NEWER.id).is_(None), CheckIn.at <= until, col(CheckIn.withdrawn).is_(False))
    )


def _by_key_result(rows: Iterable[Sequence[Any]]) -> dict[int, list[Answer]]:
    found: dict[int, list[Answer]] = defaultdict(list)
    for key_result_id, *said, done in rows:
        found[key_result_id].append(Answer._make((*said, tuple(done))))
    return found


def rounds_due(session: Session, workspace_id: int, cycle_ids: Collection[int], now: datetime) -> list[Round]:
    """Rounds of the cycles that were due by `now`, whatever the team."""
    query = select(Round).where(Round.workspace_id == workspace_id, col(Round.cycle_id).in_(cycle_ids))
    return list(session.exec(query.where(Round.due_at <= now).order_by(col(Round.due_at))))


def kpis_by_id(session: Session, workspace_id: int, kpi_ids: Collection[int]) -> dict[int, Kpi]:
    query = select(Kpi).where(Kpi.workspace_id == workspace_id, col(Kpi.id).in_(kpi_ids))
    return {kpi.id: kpi for kpi in session.exec(query)}
