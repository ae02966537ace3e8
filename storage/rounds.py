"""Rounds and their parts."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from storage.key_results import NEWER
from storage.kinds import Openness, PartState
from storage.models import CheckIn, Cycle, KeyResult, Kpi, Objective, Part, Person, Round, Team


def teams_by_id(session: Session, team_ids: Collection[int]) -> list[Team]:
    return list(session.exec(select(Team).where(col(Team.id).in_(team_ids))))


def unclosed_rounds(session: Session) -> list[Round]:
    return list(session.exec(select(Round).where(col(Round.closed_at).is_(None)).order_by(col(Round.id))))


def parts_of(session: Session, round_id: int) -> list[Part]:
    return list(session.exec(select(Part).where(Part.round_id == round_id).order_by(col(Part.id))))


def next_reminder(session: Session, now: datetime) -> datetime | None:
    """When the next of those who were asked is to be reminded."""
    query = select(func.min(Part.next_at)).where(Part.state == PartState.PENDING, col(Part.prompt_id).is_not(None))
    return session.exec(query.where(col(Part.next_at) > now, col(Part.next_at) < Part.due_at)).one()


def settle(session: Session, part: Part, state: PartState) -> None:
    """Nothing is owed of the part any more; its round may be complete, and is looked at."""
    part.state, part.next_at = state, None
    session.add(part)
    session.flush()
    look_at_rounds(session, [part.round_id])


def look_at_rounds(session: Session, round_ids: Iterable[int]) -> None:
    """At the next tick, where they are not closed."""
    going_on = select(Round.id).where(col(Round.id).in_(list(round_ids)), col(Round.closed_at).is_(None))
    going_on = going_on.order_by(col(Round.id)).with_for_update(key_share=True)
    statement = update(Round).where(col(Round.id).in_(going_on)).values(next_at=Round.opens_at)
    session.execute(statement, execution_options={"synchronize_session": False})


def parts_of_prompt(session: Session, prompt_id: int) -> list[tuple[Part, Round, Team]]:
    query = (
        select(Part, Round, Team)
        .join(Round, col(Round.id) == Part.round_id)
        .join(Team, col(Team.id) == Round.team_id)
        .where(Part.prompt_id == prompt_id)
        .order_by(col(Team.id))
    )
    return list(session.exec(query))


OwedRow = tuple[KeyResult, Objective, Kpi | None]
"""An open key result with its objective and the KPI that drives it."""


def owed(session: Session, part: Part, round_: Round) -> list[OwedRow]:
    """What a person owns in the team and cycle of a round."""
    query = _owned(part.person_id).where(Objective.team_id == round_.team_id, Objective.cycle_id == round_.cycle_id)
    return list(session.exec(query))


def owned(session: Session, workspace_id: int, person_id: int, day: date) -> list[OwedRow]:
    """What a person owns in the cycles that run on a day."""
    query = _owned(person_id).join(Cycle, col(Cycle.id) == Objective.cycle_id)
    query = query.where(KeyResult.workspace_id == workspace_id, Cycle.state == Openness.OPEN, Cycle.first <= day)
    return list(session.exec(query))


def _owned(person_id: int) -> Select[KeyResult, Objective, Kpi | None]:
    query: Select[KeyResult, Objective, Kpi | None] = (
        select(KeyResult, Objective, Kpi)
        .join(Objective, col(Objective.id) == KeyResult.objective_id)
        .outerjoin(Kpi, col(Kpi.id) == KeyResult.kpi_id)
        .where(KeyResult.owner_id == person_id, KeyResult.state == Openness.OPEN)
        .where(Objective.state == Openness.OPEN)
    )
    return query.order_by(col(Objective.number), col(KeyResult.number))


def key_results_in(session: Session, rounds: Iterable[Round], ids: Iterable[int]) -> set[int]:
    """Those of the key results that belong to the team and cycle of one of the rounds."""
    query = select(KeyResult.id, Objective.team_id, Objective.cycle_id)
    query = query.join(Objective, col(Objective.id) == KeyResult.objective_id).where(col(KeyResult.id).in_(list(ids)))
    places = {(round_.team_id, round_.cycle_id) for round_ in rounds}
    return {key_result for key_result, *place in session.exec(query) if tuple(place) in places}


def key_results_owned(session: Session, workspace_id: int, person_id: int, ids: Iterable[int]) -> set[int]:
    """Those of the key results that a person owns, open or not."""
    query = select(KeyResult.id).where(KeyResult.workspace_id == workspace_id, KeyResult.owner_id == person_id)
    return set(session.exec(query.where(col(KeyResult.id).in_(list(ids)))))


def part_in(session: Session, round_id: int, person_id: int) -> Part | None:
    return session.exec(select(Part).where(Part.round_id == round_id, Part.person_id == person_id)).first()


def parts_after(session: Session, row: CheckIn, within: timedelta) -> list[Part]:
    """The parts of whoever made a check-in that ask for its key result and opened at most so long after it."""
    query = (
        select(Part)
        .join(Round, col(Round.id) == Part.round_id)
        .join(Objective, (col(Objective.team_id) == Round.team_id) & (col(Objective.cycle_id) == Round.cycle_id))
        .join(KeyResult, col(KeyResult.objective_id) == Objective.id)
        .where(KeyResult.id == row.key_result_id, Part.person_id == row.person_id)
        .where(Part.opens_at >= row.as_of, Part.opens_at <= row.as_of + within)
        .order_by(col(Part.id))
    )
    return list(session.exec(query))


def told(session: Session, ids: Collection[int], round_id: int, first: datetime, last: datetime) -> set[int]:
    """Those of the key results of which something stands that was said in a round, or unasked in a span of time."""
    unasked = col(CheckIn.round_id).is_(None) & (col(CheckIn.at) >= first) & (col(CheckIn.at) <= last)
    query = select(CheckIn.key_result_id).outerjoin(NEWER, col(NEWER.supersedes_id) == CheckIn.id)
    query = query.where(col(CheckIn.key_result_id).in_(ids), (col(CheckIn.round_id) == round_id) | unasked)
    return set(session.exec(query.where(col(NEWER.id).is_(None), col(CheckIn.withdrawn).is_(False))))


def newer_round_opened(session: Session, round_: Round, now: datetime) -> bool:
    query = select(Round.id).where(Round.team_id == round_.team_id, Round.day > round_.day, Round.opens_at <= now)
    return session.exec(query).first() is not None


def round_before(session: Session, round_: Round) -> Round | None:
    """The team's round before this one in the same cycle."""
    query = select(Round).where(Round.team_id == round_.team_id, Round.cycle_id == round_.cycle_id)
    return session.exec(query.where(Round.day < round_.day).order_by(col(Round.day).desc())).first()


def newest_round(session: Session, workspace_id: int, team_id: int, now: datetime) -> Round | None:
    """The team's round that opened last."""
    query = select(Round).where(Round.workspace_id == workspace_id, Round.team_id == team_id, Round.opens_at <= now)
    return session.exec(query.order_by(col(Round.opens_at).desc(), col(Round.id).desc())).first()


def people_in_round(session: Session, round_id: int) -> list[tuple[Part, Person]]:
    query = select(Part, Person).join(Person, col(Person.id) == Part.person_id).where(Part.round_id == round_id)
    return list(session.exec(query.order_by(col(Part.id))))


def pending_prompt(session: Session, person_id: int, now: datetime) -> int | None:
    """The prompt that waits for a person's answer, the newest where there are several."""
    query = select(col(Part.prompt_id)).where(Part.person_id == person_id, Part.state == PartState.PENDING)
    query = query.where(Part.due_at > now, col(Part.prompt_id).is_not(None)).order_by(col(Part.opens_at).desc())
    return session.exec(query).first()


def missed_prompts(
    session: Session, workspace_id: int, person_id: int, now: datetime, since: datetime
) -> list[tuple[int, Round]]:
    """The prompts that a person has let pass since an instant, each with its round, newest first."""
    query = select(col(Part.prompt_id), Round).join(Round, col(Round.id) == Part.round_id)
    query = query.where(
        Part.workspace_id == workspace_id, Part.person_id == person_id, col(Part.prompt_id).is_not(None)
    )
    query = query.where(col(Part.state).in_((PartState.PENDING, PartState.MISSED)))
    query = query.where(Part.due_at <= now, Part.due_at > since).order_by(col(Part.opens_at).desc())
    return [(prompt_id, round_) for prompt_id, round_ in session.exec(query) if prompt_id is not None]


def prompts_open(session: Session, workspace_id: int, person_id: int, now: datetime) -> list[int]:
    """The prompts of rounds that are not due yet for a person, answered or not, newest first."""
    query = select(col(Part.prompt_id)).where(Part.workspace_id == workspace_id, Part.person_id == person_id)
    query = query.where(Part.opens_at <= now, Part.due_at > now).order_by(col(Part.opens_at).desc())
    return [prompt_id for prompt_id in session.exec(query) if prompt_id is not None]
