"""A message in words is read once, each version of it: stored as check-ins, or with why it could not be read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.checkins.flow import Answer, record, withdraw
from bot.errors import UserError
from bot.people.caller import Caller
from bot.prompts.asked import Asked
from bot.prompts.flow import Prompt, answerable, own_initiative, prompt_of
from bot.replies.asking import Askable, Fault, Problem, Said
from bot.replies.grammar import read
from bot.replies.mentions import with_names
from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone
from storage.deliveries import hold, owe
from storage.kinds import DeliveryKind, ReplyState, Source, Surface
from storage.models import Reply
from storage.people import hold_person
from storage.replies import checkins_by_id, new_reply, reply_at, reply_by_id


@dataclass(frozen=True)
class Heard:
    """A person's message; `version` is when it was edited last, empty where it never was."""

    channel: str
    ts: str
    thread_ts: str
    words: str
    version: str = ""


def answer(session: Session, caller: Caller, heard: Heard, now: datetime) -> None:
    """Stores what a message says, or says now: what it said before is taken back. Raises Problem where it cannot be
    read, and nothing has changed then."""
    row = _unread(session, caller, heard, now)
    if row is None:
        return
    withdraw(session, now, caller, row.checkins)
    prompt = _prompt(session, caller, row, now)
    said = understood(caller, prompt, heard.words)
    asked = {item.id: item for item in prompt.asked}
    saved = record(session, now, prompt, [_answer(session, caller, one, asked[one.id]) for one in said], Source.REPLY)
    row.checkins = list(saved.checkins)
    row.told = {"lines": _lines(session, prompt, [asked[one.id] for one in said], saved.checkins)}
    row.state, row.problem, row.prompt_id = ReplyState.UNDERSTOOD, "", prompt.id
    _say(session, row, heard.version, now)


def doubt(session: Session, caller: Caller, heard: Heard, problem: Problem, now: datetime) -> None:
    """Keeps why a message cannot be read. What it said before an edit stands: it was understood, and said back."""
    row = _unread(session, caller, heard, now)
    if row is None:
        return
    if row.state is not ReplyState.UNDERSTOOD:
        row.state, row.prompt_id = ReplyState.UNREAD, _prompt(session, caller, row, now).id
    row.problem = problem.fault
    row.told = {**row.told, "id": problem.id, "typed": list(problem.typed)}
    _say(session, row, heard.version, now)


def undo(session: Session, caller: Caller, reply_id: int, now: datetime) -> None:
    """Takes back what a message has stored, once. UserError for somebody else's."""
    row = reply_by_id(session, caller.workspace.id, reply_id)
    if row is None or row.person_id != caller.person.id:
        raise UserError("reply.not_yours")
    if row.state is not ReplyState.UNDERSTOOD or not row.checkins:
        return
    withdraw(session, now, caller, row.checkins)
    row.state, row.problem = ReplyState.UNDONE, ""
    _say(session, row, f"undo:{max(row.checkins)}", now)
    row.checkins = []


def understood(caller: Caller, prompt: Prompt, words: str) -> tuple[Said, ...]:
    """Raises Problem, also for who has nothing to answer."""
    if caller.person.stranger or not caller.person.active:
        raise Problem(Fault.STRANGER)
    if not prompt.asked:
        raise Problem(Fault.NOTHING_ASKED)
    return read(words, [askable(item) for item in prompt.asked])


def askable(asked: Asked) -> Askable:
    """What the grammar has to know of a key result."""
    base, measure = asked.shown, asked.measure
    figures = (*_ends(measure), *([base.value] if base else []))
    return Askable(
        id=asked.id,
        unit=asked.key_result.unit,
        steps=len(measure.weights) if isinstance(measure, Milestone) else 0,
        value=_kept(asked),
        done=tuple(base.done) if base else (),
        confidence=base.confidence if base else None,
        figures=figures,
        answered=asked.answer is not None,
    )


def _ends(measure: Measure) -> tuple[float, ...]:
    match measure:
        case Change(start, target):
            return (start, target)
        case Maintain(low, high):
            return tuple(bound for bound in (low, high) if bound is not None)
        case Baseline(float() as start):
            return (start,)
    return ()


def _kept(asked: Asked) -> float | None:
    """The value that stays where nothing has changed: what was answered, else the KPI's number that the prompt showed,
    else the last value."""
    if asked.answer is not None:
        return asked.answer.value
    return asked.seen.get(Surface.PROMPT, asked.last.value if asked.last else None)


def _answer(session: Session, caller: Caller, said: Said, asked: Asked) -> Answer:
    base, kept = asked.shown, _kept(asked)
    value = kept if said.value is None else said.value
    confidence = said.confidence if base is None or said.confidence is not None else base.confidence
    assert value is not None and confidence is not None  # noqa: S101, PT018 - the grammar has looked
    blocker = said.blocker if said.blocker is not None else base.blocker if base else ""
    return Answer(
        asked.key_result.id, value, confidence,
        done=tuple(base.done) if said.value is None and base else said.done,
        note=with_names(session, caller.workspace.id, said.note),
        blocker=with_names(session, caller.workspace.id, blocker),
        thanks_to=said.thanks_to,
    )  # fmt: skip


def _unread(session: Session, caller: Caller, heard: Heard, now: datetime) -> Reply | None:
    """The row of a message, none where this version of it, or a later one, was read before."""
    person = caller.person
    if row := new_reply(session, person, heard.channel, heard.ts, heard.thread_ts, heard.version, now):
        return row
    row = reply_at(session, caller.workspace.id, heard.channel, heard.ts)
    if row is None or row.person_id != person.id or row.version >= heard.version:
        return None
    row.version = heard.version
    return row


def _prompt(session: Session, caller: Caller, row: Reply, now: datetime) -> Prompt:
    """What a message answers; an edited one what it has answered before."""
    if row.prompt_id is not None:
        hold(session, caller.workspace.id, row.prompt_id)
        if found := prompt_of(session, caller.workspace, row.prompt_id, now):
            return found
    if row.state is ReplyState.UNREAD:
        return answerable(session, caller, now, row.thread_ts)
    hold_person(session, caller.workspace.id, caller.person.id)
    return own_initiative(session, caller, now)


def _lines(session: Session, prompt: Prompt, said: Sequence[Asked], stored: Collection[int]) -> list[int]:
    """The check-in of each key result that was named; of one that was said already the one that says it."""
    new = {row.key_result.id: id for id, row in checkins_by_id(session, prompt.caller.workspace.id, stored).items()}
    standing = {item.key_result.id: item.answer.id for item in said if item.answer}
    return [{**standing, **new}[item.key_result.id] for item in said]


def _say(session: Session, row: Reply, version: str, now: datetime) -> None:
    """Owes the answer, or its new look."""
    session.add(row)
    session.flush()
    kind, key = DeliveryKind.REPLY, reply_key(row.id)
    if version:
        owe(
            session, row.workspace_id, DeliveryKind.REPLY_UPDATE, f"reply_update:{row.id}:{version}",
            target=row.channel, subject_id=row.id, due=now,
        )  # fmt: skip
    owe(session, row.workspace_id, kind, key, target=row.channel, subject_id=row.id, due=now)


def reply_key(reply_id: int) -> str:
    return f"reply:{reply_id}"
