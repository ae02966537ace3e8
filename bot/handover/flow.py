"""When somebody leaves, whoever is in charge hears what is left without an owner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.people.caller import Caller
from bot.rules.calendar import hours_of, polite
from storage.deliveries import owe
from storage.key_results import key_results_of
from storage.kinds import DeliveryKind, Openness
from storage.models import Person, Team, Workspace
from storage.objectives import ObjectiveRow, objectives_of
from storage.people import people_of, person_by_slack_id


@dataclass(frozen=True)
class Left:
    """An objective or a key result, by its short id."""

    short_id: str
    title: str


@dataclass(frozen=True)
class Handover:
    """What `person` leaves to the caller."""

    caller: Caller
    person: Person
    left: tuple[Left, ...]


def owe_handover(session: Session, person: Person, now: datetime) -> None:
    """To the lead of each team, to the admins where there is none any more; at a polite hour."""
    workspace = session.get_one(Workspace, person.workspace_id)
    rows = _owned(session, workspace, person)
    for taker in {taker.id: taker for _, team, *_ in rows for taker in _in_charge(session, team)}.values():
        zone, hours = Caller(workspace, taker).zone, hours_of(taker.remind_from, taker.remind_to)
        owe(
            session, workspace.id, DeliveryKind.HANDOVER, f"handover:{person.id}:{taker.id}:{now.date()}",
            target=taker.slack_id, subject_id=person.id, due=polite(now, zone, "", hours),
        )  # fmt: skip


def handover(session: Session, workspace: Workspace, person_id: int, taker: str) -> Handover | None:
    """What is still to be handed over; none where nothing is, or the person is back."""
    person, in_charge = session.get_one(Person, person_id), person_by_slack_id(session, workspace.id, taker)
    if in_charge is None or person.active:
        return None
    rows = [row for row in _owned(session, workspace, person) if in_charge in _in_charge(session, row[1])]
    left = tuple(_left(session, workspace, person, rows))
    return Handover(Caller(workspace, in_charge), person, left) if left else None


def _owned(session: Session, workspace: Workspace, person: Person) -> list[ObjectiveRow]:
    return objectives_of(session, workspace.id, owner_id=person.id, only_open=True)


def _left(session: Session, workspace: Workspace, person: Person, rows: list[ObjectiveRow]) -> Iterable[Left]:
    key_results = key_results_of(session, workspace.id, [objective.id for objective, *_ in rows])
    for objective, *_ in rows:
        if objective.owner_id == person.id:
            yield Left(str(objective.number), objective.title)
        for row, owner, _kpi in key_results:
            if row.objective_id == objective.id and owner.id == person.id and row.state is Openness.OPEN:
                yield Left(f"{objective.number}.{row.number}", row.title)


def _in_charge(session: Session, team: Team) -> list[Person]:
    lead = session.get_one(Person, team.lead_id)
    if lead.active:
        return [lead]
    return [person for person in people_of(session, team.workspace_id) if person.admin and person.active]
