"""How the parts of a round that goes on follow the people: pure decisions, one part at a time."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from bot.rounds.case import Case
from storage.kinds import PartState
from storage.models import Part, Round

Values = dict[str, Any]


def new_parts(case: Case, round_: Round, there: Mapping[int, Part], now: datetime) -> Iterator[Values]:
    """Of owners without one. Who joins a round that goes on gets one while they can still answer in time."""
    for owner in case.owners.values():
        slot = case.slot(owner, round_.day)
        if owner.person_id in there or slot.due_at < owner.since or (there and slot.due_at <= now):
            continue
        excused = owner.is_away(slot.day)
        yield {
            "workspace_id": round_.workspace_id,
            "round_id": round_.id,
            "person_id": owner.person_id,
            "opens_at": slot.opens_at,
            "due_at": slot.due_at,
            "local_opening": slot.local_opening,
            "state": PartState.EXCUSED if excused else PartState.PENDING,
            "next_at": None if excused else slot.opens_at,
        }


def change_of(case: Case | None, round_: Round, part: Part, now: datetime) -> Values:
    """What is different about a part now: it moves with its owner until it opens, and is excused while the owner is
    away, or owes nothing any more. Empty where nothing is."""
    if part.state not in (PartState.PENDING, PartState.EXCUSED):
        return {}
    moved = _moved(case, round_, part, now)
    opens_at, due_at = moved.get("opens_at", part.opens_at), moved.get("due_at", part.due_at)
    if not _owed(case, part, date.fromisoformat(moved.get("local_opening", part.local_opening)[:10])):
        return {} if part.state is PartState.EXCUSED else {"state": PartState.EXCUSED, "next_at": None}
    if part.state is PartState.EXCUSED and due_at > now:
        return {**moved, "state": PartState.PENDING, "next_at": opens_at}
    return {**moved, "next_at": opens_at} if moved and part.state is PartState.PENDING else {}


def _owed(case: Case | None, part: Part, day: date) -> bool:
    owner = case.owners.get(part.person_id) if case else None
    return owner is not None and not owner.is_away(day)


def _moved(case: Case | None, round_: Round, part: Part, now: datetime) -> Values:
    """Nobody is asked twice, and nobody loses the hours to answer in by moving east."""
    owner = case.owners.get(part.person_id) if case else None
    if case is None or owner is None or part.prompt_id is not None:
        return {}
    slot = case.slot(owner, round_.day)
    same = (slot.opens_at, slot.local_opening, slot.due_at) == (part.opens_at, part.local_opening, part.due_at)
    if same or slot.due_at <= now:
        return {}
    return {"opens_at": slot.opens_at, "due_at": slot.due_at, "local_opening": slot.local_opening}
