"""Rounds and their parts."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import exists
from sqlmodel import Session, col, select

from storage.kinds import Openness, PartState
from storage.models import CheckIn, Cycle, Delivery, KeyResult, Kpi, Objective, Part, Person, Round, Team
from storage.once import add_once


def teams_in_cycles(session: Session, day: date) -> list[tuple[Team, Cycle]]:
    """Every team with a key result in an open cycle that began by `day`."""
    asked = exists().where(col(Objective.team_id) == col(Team.id), col(Objective.cycle_id) == col(Cycle.id))
    query = (
        select(Team, Cycle)
        .join(Cycle, col(Cycle.workspace_id) == Team.workspace_id)
        .where(Cycle.state == Openness.OPEN, Cycle.first <= day, asked)
        .order_by(col(Team.id), col(Cycle.first))
    )
    return list(session.exec(query))


def owners_in(session: Session, team_id: int, cycle_id: int) -> list[tuple[Person, datetime]]:
    """The active owners of a team's open key results, each with the moment of the first one's making."""
    query = (
        select(Person, col(KeyResult.created_at))
        .join(KeyResult, col(KeyResult.owner_id) == Person.id)
        .join(Objective, col(Objective.id) == KeyResult.objective_id)
        .where(Objective.team_id == team_id, Objective.cycle_id == cycle_id, Person.active)
        .where(Objective.state == Openness.OPEN, KeyResult.state == Openness.OPEN)
        .order_by(col(Person.id), col(KeyResult.created_at).desc())
    )
    return list({person.id: (person, created) for person, created in session.exec(query)}.values())


def last_closed_day(session: Session, team_id: int, cycle_id: int) -> date | None:
    query = select(col(Round.day)).where(Round.team_id == team_id, Round.cycle_id == cycle_id)
    return session.exec(query.where(col(Round.closed_at).is_not(None)).order_by(col(Round.day).desc())).first()


def open_round(session: Session, team: Team, cycle: Cycle, day: date, *, final: bool, opens_at: datetime) -> Round:
    """The round of a day, made when it is not there."""
    add_once(
        session, Round, workspace_id=team.workspace_id, team_id=team.id, cycle_id=cycle.id,
        day=day, final=final, opens_at=opens_at, due_at=opens_at,
    )  # fmt: skip
    query = select(Round).where(Round.team_id == team.id, Round.cycle_id == cycle.id, Round.day == day)
    return session.exec(query).one()


def unclosed_rounds(session: Session) -> list[Round]:
    return list(session.exec(select(Round).where(col(Round.closed_at).is_(None)).order_by(col(Round.id))))


def parts_of(session: Session, round_id: int) -> list[Part]:
    return list(session.exec(select(Part).where(Part.round_id == round_id).order_by(col(Part.id))))


def parts_to_ask(session: Session, now: datetime) -> list[tuple[Part, Person]]:
    """Open parts whose person has not been asked yet."""
    query = (
        select(Part, Person)
        .join(Person, col(Person.id) == Part.person_id)
        .where(Part.state == PartState.PENDING, Part.opens_at <= now, Part.due_at > now)
        .where(col(Part.prompt_id).is_(None))
        .order_by(col(Part.id))
    )
    return list(session.exec(query))


def parts_to_remind(session: Session, now: datetime) -> list[tuple[Part, Person, Team, datetime]]:
    """Pending parts whose prompt has arrived, with the instant it did."""
    query = (
        select(Part, Person, Team, col(Delivery.sent_at))
        .join(Person, col(Person.id) == Part.person_id)
        .join(Round, col(Round.id) == Part.round_id)
        .join(Team, col(Team.id) == Round.team_id)
        .join(Delivery, col(Delivery.id) == Part.prompt_id)
        .where(Part.state == PartState.PENDING, Part.opens_at <= now, Part.due_at > now)
    )
    return [
        (part, person, team, asked_at) for part, person, team, asked_at in session.exec(query) if asked_at is not None
    ]


def overdue_parts(session: Session, now: datetime) -> list[Part]:
    return list(session.exec(select(Part).where(Part.state == PartState.PENDING, Part.due_at <= now)))


def parts_of_prompt(session: Session, prompt_id: int) -> list[tuple[Part, Round, Team]]:
    query = (
        select(Part, Round, Team)
        .join(Round, col(Round.id) == Part.round_id)
        .join(Team, col(Team.id) == Round.team_id)
        .where(Part.prompt_id == prompt_id)
        .order_by(col(Team.id))
    )
    return list(session.exec(query))


def owed(session: Session, part: Part, round_: Round) -> list[tuple[KeyResult, Objective, Kpi | None]]:
    """The open key results a person owns in the team and cycle of a round, each with the KPI that drives it."""
    query = (
        select(KeyResult, Objective, Kpi)
        .join(Objective, col(Objective.id) == KeyResult.objective_id)
        .outerjoin(Kpi, col(Kpi.id) == KeyResult.kpi_id)
        .where(KeyResult.owner_id == part.person_id, KeyResult.state == Openness.OPEN)
        .where(Objective.team_id == round_.team_id, Objective.cycle_id == round_.cycle_id)
        .where(Objective.state == Openness.OPEN)
        .order_by(col(Objective.number), col(KeyResult.number))
    )
    return list(session.exec(query))


def key_results_in(session: Session, rounds: Iterable[Round], ids: Iterable[int]) -> set[int]:
    """Those of the key results that belong to the team and cycle of one of the rounds."""
    query = select(KeyResult.id, Objective.team_id, Objective.cycle_id)
    query = query.join(Objective, col(Objective.id) == KeyResult.objective_id).where(col(KeyResult.id).in_(list(ids)))
    places = {(round_.team_id, round_.cycle_id) for round_ in rounds}
    return {key_result for key_result, *place in session.exec(query) if tuple(place) in places}


def updated_between(session: Session, ids: Iterable[int], first: datetime, last: datetime) -> set[int]:
    """Those of the key results that their owner updated unasked in a span of time."""
    query = select(CheckIn.key_result_id).where(col(CheckIn.key_result_id).in_(list(ids)))
    query = query.where(col(CheckIn.round_id).is_(None), CheckIn.at >= first, CheckIn.at <= last)
    return set(session.exec(query))


def newer_round_opened(session: Session, round_: Round, now: datetime) -> bool:
    query = select(Round.id).where(Round.team_id == round_.team_id, Round.day > round_.day, Round.opens_at <= now)
    return session.exec(query).first() is not None


def round_before(session: Session, round_: Round) -> Round | None:
    """The team's round before this one in the same cycle."""
    query = select(Round).where(Round.team_id == round_.team_id, Round.cycle_id == round_.cycle_id)
    return session.exec(query.where(Round.day < round_.day).order_by(col(Round.day).desc())).first()


def people_in_round(session: Session, round_id: int) -> list[tuple[Part, Person]]:
    query = select(Part, Person).join(Person, col(Person.id) == Part.person_id).where(Part.round_id == round_id)
    return list(session.exec(query.order_by(col(Part.id))))


def pending_prompt(session: Session, person_id: int, now: datetime) -> int | None:
    """The prompt that waits for a person's answer, the newest where there are several."""
    query = select(col(Part.prompt_id)).where(Part.person_id == person_id, Part.state == PartState.PENDING)
    query = query.where(Part.due_at > now, col(Part.prompt_id).is_not(None)).order_by(col(Part.opens_at).desc())
    return session.exec(query).first()
