"""The rounds so far, opened as the clock would have opened them, and what people answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from bot.kpis.flow import reading
from bot.localslack.sample.chance import dice_of
from bot.localslack.sample.files import fields_of
from bot.rounds.opening import open_rounds
from storage.kinds import PartState, Source
from storage.models import CheckIn, KeyResult, Kpi, Part, Round, Workspace
from storage.people import ensure_person
from storage.rounds import owed, parts_of, settle, unclosed_rounds

FIRST_EVENING = datetime(2026, 10, 2, 23, tzinfo=UTC)
MINUTES_TO_ANSWER = (3, 200)
LATE_BY = timedelta(hours=3)


@dataclass(frozen=True)
class Said:
    """One answer of the past; without a value and steps it was the KPI's number."""

    confidence: int
    value: float | None = None
    done: tuple[int, ...] | None = None
    note: str = ""
    blocker: str = ""
    thanks: str | None = None
    late: bool = False


@dataclass(frozen=True)
class Turn:
    """A key result in one of its rounds; nothing said = no answer."""

    key_result: KeyResult
    kpi: Kpi | None
    said: Said | None


def relive(session: Session, workspace: Workspace, now: datetime) -> None:
    """Rounds that were due before `now` are opened, answered and closed. Nobody is owed a message for them."""
    past = _past()
    evening = FIRST_EVENING
    for week in range(max(map(len, past.values()))):
        if evening >= now:
            return
        open_rounds(session, evening)
        for round_ in unclosed_rounds(session):
            for part in parts_of(session, round_.id):
                turns = [Turn(row, kpi, past[row.key or ""][week]) for row, _, kpi in owed(session, part, round_)]
                _answer(session, workspace, round_, part, turns)
            round_.closed_at, round_.next_at = round_.due_at, None
            session.add(round_)
        evening += timedelta(weeks=1)


def _past() -> dict[str, list[Said | None]]:
    """The answers week by week, by the key of the key result."""
    return {key: [row and Said(**row) for row in rows] for key, rows in fields_of("past.yaml").items()}


def _answer(session: Session, workspace: Workspace, round_: Round, part: Part, turns: Sequence[Turn]) -> None:
    late = any(turn.said and turn.said.late for turn in turns)
    minutes = dice_of(f"{round_.day} {part.person_id}").randint(*MINUTES_TO_ANSWER)
    at = part.due_at + LATE_BY if late else part.opens_at + timedelta(minutes=minutes)
    for turn in turns:
        if turn.said:
            session.add(_checkin(session, workspace, part, turn, turn.said, at))
    complete = all(turn.said for turn in turns)
    settle(session, part, (PartState.LATE if late else PartState.ON_TIME) if complete else PartState.MISSED)


def _checkin(session: Session, workspace: Workspace, part: Part, turn: Turn, said: Said, at: datetime) -> CheckIn:
    thanked = ensure_person(session, workspace.id, said.thanks) if said.thanks else None
    return CheckIn(
        workspace_id=workspace.id,
        key_result_id=turn.key_result.id,
        person_id=part.person_id,
        round_id=part.round_id,
        value=_value(session, workspace, turn, said, at),
        done=list(said.done or ()),
        confidence=said.confidence,
        note=said.note,
        blocker=said.blocker,
        thanks_to_id=thanked.id if thanked else None,
        source=Source.KPI if said.value is None and said.done is None else Source.MODAL,
        late=at > part.due_at,
        at=at,
        as_of=at,
    )


def _value(session: Session, workspace: Workspace, turn: Turn, said: Said, at: datetime) -> float:
    if said.value is not None:
        return said.value
    if said.done is not None:
        return len(said.done)
    assert turn.kpi is not None  # noqa: S101 - past.yaml gives a value where no KPI does
    value = reading(session, workspace, turn.kpi, at).checked_in
    assert value is not None  # noqa: S101 - the sample has enough rows from its first week on
    return value
