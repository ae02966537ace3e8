"""A file sent to the bot in a direct message: received, and what its owner decides of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.errors import UserError
from bot.imports.asked import WRITTEN, Asked, read_words, with_choices
from bot.imports.told import Told, told
from bot.people.access import rights
from bot.people.caller import Caller
from bot.rules.access import Action
from storage.deliveries import by_key, owe
from storage.dropped import add_dropped, dropped_by_id, move
from storage.facts import DroppedFile
from storage.kinds import DeliveryKind, DroppedState, ImportKind
from storage.models import Delivery, Person, Workspace

BACKSTOP = timedelta(minutes=5)
"""After so long a sender does what a crash has kept from being done."""
LONGEST_WORDS = 500


@dataclass(frozen=True)
class Dropped:
    """A file with whose it is, what was made of it, and the message that answered it, once that was sent."""

    row: DroppedFile
    caller: Caller
    told: Told
    answer: Delivery | None

    @property
    def asked(self) -> Asked:
        return with_choices(read_words(self.row.words), self.row.choices)


def receive(session: Session, caller: Caller, event: Mapping[str, Any], now: datetime) -> list[int]:
    """Owes an answer for each file of a message, however often Slack tells of it; the ids of those to look at."""
    allowed = rights(session, caller).may(Action.IMPORT)
    state = DroppedState.SENT if allowed else DroppedState.REFUSED
    words = str(event.get("text") or "")[:LONGEST_WORDS]
    files = [str(file["id"]) for file in event.get("files") or ()]
    new: list[int] = []
    for file in files if allowed else files[:1]:
        row = add_dropped(session, caller.person, file, event["ts"], words, state, now)
        if row is None:
            continue
        if not allowed:
            row.told = Told(doubt="files.not_allowed").kept()
            session.add(row)
        owe(
            session, caller.workspace.id, DeliveryKind.FILE, answer_key(row),
            target=event["channel"], subject_id=row.id, due=now + BACKSTOP if allowed else now,
        )  # fmt: skip
        new.append(row.id)
    return new


def dropped(session: Session, workspace: Workspace, dropped_id: int) -> Dropped | None:
    row = dropped_by_id(session, workspace.id, dropped_id)
    if row is None:
        return None
    caller = Caller(workspace, session.get_one(Person, row.person_id))
    return Dropped(row, caller, told(row.told), by_key(session, workspace.id, answer_key(row)))


def own(session: Session, caller: Caller, dropped_id: int) -> Dropped:
    """Raises UserError for somebody else's file, and for who may not import any more."""
    found = dropped(session, caller.workspace, dropped_id)
    if found is None or found.row.person_id != caller.person.id:
        raise UserError("files.not_yours")
    if not rights(session, caller).may(Action.IMPORT):
        raise UserError("files.not_allowed")
    return found


def another_kind(kind: str) -> dict[str, Any]:
    """The choice of a kind: what was chosen before was about another one. UserError for what is no kind."""
    if kind not in set(ImportKind):
        raise UserError("files.decided")
    return {"kind": kind, "columns": {}, **dict.fromkeys(("name", "scale", "date_order", *WRITTEN), "")}


def choose(session: Session, found: Dropped, choices: Mapping[str, Any]) -> None:
    """Keeps what was chosen for a file that is still waiting; UserError where it was decided already."""
    if found.row.state is not DroppedState.ASKED:
        raise UserError("files.decided")
    found.row.choices = {**found.row.choices, **choices}
    session.add(found.row)


def leave(session: Session, found: Dropped) -> None:
    """Raises UserError where it was decided already."""
    if not move(session, found.row, [DroppedState.ASKED], DroppedState.LEFT):
        raise UserError("files.decided")


def begin(session: Session, found: Dropped, now: datetime) -> None:
    """Decides that a file is imported, once; UserError where it was decided already, or something is in doubt."""
    if found.told.doubt or not move(session, found.row, [DroppedState.ASKED], DroppedState.IMPORTING):
        raise UserError("files.decided")
    found.row.choices = {**found.row.choices, "tries": found.row.choices.get("tries", 0) + 1}
    session.add(found.row)
    place = found.answer.channel if found.answer else found.caller.person.slack_id
    owe(
        session, found.caller.workspace.id, DeliveryKind.FILE_IMPORTED, import_key(found.row),
        target=place, subject_id=found.row.id, due=now + BACKSTOP,
    )  # fmt: skip


def answer_key(row: DroppedFile) -> str:
    return f"file:{row.id}"


def import_key(row: DroppedFile) -> str:
    """One for each time that somebody says yes: an import that failed may be tried again."""
    return f"file_imported:{row.id}:{row.choices['tries']}"
