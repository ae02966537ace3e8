"""Thanks in check-ins reach who is thanked: once, however often the answer is edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.objectives.flow import seen
from bot.people.access import rights
from bot.people.caller import Caller
from storage.deliveries import by_key, owe
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import CheckIn, KeyResult, Objective, Person, Workspace
from storage.thanks import earlier_thanks, standing_thanks

UNSAID = (DeliveryState.SKIPPED, DeliveryState.EXPIRED)


@dataclass(frozen=True)
class Thanks:
    """`title` is what it is for, with its short id; none where the one who is thanked may not see it."""

    caller: Caller
    giver: Person
    title: str | None = None
    short_id: str = ""


def owe_thanks(session: Session, rows: Sequence[CheckIn], now: datetime) -> None:
    """Of check-ins that were just stored; whom an earlier version of the same answer thanked is not told again."""
    for row in rows:
        if row.thanks_to_id is None or any(_told(session, earlier) for earlier in earlier_thanks(session, row)):
            continue
        owe(
            session, row.workspace_id, DeliveryKind.THANKS, _key(row),
            target=session.get_one(Person, row.thanks_to_id).slack_id, subject_id=row.id, due=now,
        )  # fmt: skip


def thanks_of(session: Session, workspace: Workspace, checkin_id: int) -> Thanks | None:
    """As it stands now; none where it was taken back, and for people who are not to hear of it: oneself, who left, and
    people of other companies."""
    standing = standing_thanks(session, session.get_one(CheckIn, checkin_id))
    if standing is None:
        return None
    giver, person = session.get_one(Person, standing.person_id), session.get_one(Person, standing.thanks_to_id)
    if person.id == giver.id or person.stranger or not person.active:
        return None
    caller = Caller(workspace, person)
    key_result = session.get_one(KeyResult, standing.key_result_id)
    objective = session.get_one(Objective, key_result.objective_id)
    if not seen(session, rights(session, caller), objective):
        return Thanks(caller, giver)
    return Thanks(caller, giver, key_result.title, f"{objective.number}.{key_result.number}")


def _told(session: Session, row: CheckIn) -> bool:
    delivery = by_key(session, row.workspace_id, _key(row))
    return delivery is not None and delivery.state not in UNSAID


def _key(row: CheckIn) -> str:
    return f"thanks:{row.id}"
