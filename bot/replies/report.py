"""An answer to words as it is shown: read again each time it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.objectives.measure import measure_of
from bot.people.caller import Caller
from bot.prompts.asked import Asked
from bot.prompts.flow import Prompt, own_initiative, prompt_of
from bot.replies.asking import Fault
from bot.rules.progress import Measure
from storage.key_results import steps_of
from storage.kinds import ReplyState
from storage.models import CheckIn, KeyResult, Objective, Person, Reply, Step, Workspace
from storage.replies import checkins_by_id, reply_by_id


@dataclass(frozen=True)
class Line:
    """One check-in that a message became."""

    checkin: CheckIn
    key_result: KeyResult
    objective: Objective
    measure: Measure
    steps: tuple[Step, ...]
    thanked: Person | None

    @property
    def id(self) -> str:
        return f"{self.objective.number}.{self.key_result.number}"


@dataclass(frozen=True)
class Shown:
    """A message with what it says now; the `fault` is of its last version. `open` are the ids that still wait."""

    reply: Reply
    caller: Caller
    lines: tuple[Line, ...]
    asked: tuple[Asked, ...]
    open: tuple[str, ...]

    @property
    def reply_id(self) -> int:
        return self.reply.id

    @property
    def prompt_id(self) -> int | None:
        return self.reply.prompt_id

    @property
    def undone(self) -> bool:
        return self.reply.state is ReplyState.UNDONE

    @property
    def undoable(self) -> bool:
        return bool(self.reply.checkins)

    @property
    def fault(self) -> Fault | None:
        return Fault(self.reply.problem) if self.reply.problem else None

    @property
    def typed(self) -> Sequence[str]:
        return list(self.reply.told.get("typed", ()))

    @property
    def about(self) -> Asked | None:
        """The key result that the fault is of."""
        return next((item for item in self.asked if item.id == self.reply.told.get("id")), None)


def shown(session: Session, workspace_id: int, reply_id: int, now: datetime) -> Shown | None:
    reply = reply_by_id(session, workspace_id, reply_id)
    if reply is None:
        return None
    caller = Caller(session.get_one(Workspace, workspace_id), session.get_one(Person, reply.person_id))
    prompt = _prompt(session, caller, reply, now)
    waiting = tuple(item.id for item in prompt.open) if prompt.delivery else ()
    lines = _lines(session, workspace_id, reply.told.get("lines", ()))
    return Shown(reply, caller, lines if reply.state is ReplyState.UNDERSTOOD else (), prompt.asked, waiting)


def _prompt(session: Session, caller: Caller, reply: Reply, now: datetime) -> Prompt:
    found = prompt_of(session, caller.workspace, reply.prompt_id, now) if reply.prompt_id else None
    return found or own_initiative(session, caller, now)


def _lines(session: Session, workspace_id: int, ids: Sequence[int]) -> tuple[Line, ...]:
    found = checkins_by_id(session, workspace_id, ids)
    steps = steps_of(session, workspace_id, [row.key_result.id for row in found.values()])
    rows = [found[one] for one in ids if one in found]
    return tuple(
        Line(
            checkin=row.checkin,
            key_result=row.key_result,
            objective=row.objective,
            measure=measure_of(row.key_result, steps[row.key_result.id]),
            steps=tuple(steps[row.key_result.id]),
            thanked=row.thanked,
        )
        for row in rows
    )
