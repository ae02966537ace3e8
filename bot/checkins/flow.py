"""Answers become check-ins, and may be taken back: with the receipt and the digest's update in the same transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.checkins.settling import owe_receipt, settle_part
from bot.errors import UserError
from bot.objectives.flow import find_key_result, seen
from bot.people.access import rights
from bot.people.caller import Caller
from bot.prompts.asked import Asked
from bot.prompts.flow import Prompt, prompt_of
from bot.rules.calendar import UNASKED
from bot.thanks.flow import owe_thanks
from storage.checkins import answers_of, drop_drafts, form_ids, newest_instead
from storage.deliveries import hold
from storage.key_results import key_result_titles
from storage.kinds import Source, Surface
from storage.models import CheckIn, Objective, Part
from storage.people import ensure_person, hold_person
from storage.points import Point, reach
from storage.rounds import newer_round_opened, part_in, parts_after

SAID = ("value", "done", "confidence", "note", "blocker", "thanks_to_id")


@dataclass(frozen=True)
class Answer:
    """What a person says of one key result; `done` are the numbers of the steps of a milestone."""

    key_result_id: int
    value: float
    confidence: int
    done: tuple[int, ...] = ()
    note: str = ""
    blocker: str = ""
    thanks_to: str | None = None


@dataclass(frozen=True)
class Saved:
    """What became of the answers: the ids of the rows stored; a refused one, with its title, is of a key result that
    is closed meanwhile."""

    checkins: tuple[int, ...]
    refused: tuple[tuple[str, Answer], ...] = ()

    @property
    def stored(self) -> int:
        return len(self.checkins)


def own_prompt(session: Session, now: datetime, caller: Caller, prompt_id: int, *, measured: bool = False) -> Prompt:
    """The prompt of a button; a UserError for one that is not the caller's, or that asks for nothing any more."""
    prompt = prompt_of(session, caller.workspace, prompt_id, now, measured=measured)
    if prompt is None or prompt.caller.person.id != caller.person.id:
        raise UserError("checkin.not_yours")
    if not prompt.asked:
        raise UserError("checkin.nothing_due")
    return prompt


def held_prompt(session: Session, now: datetime, caller: Caller, prompt_id: int) -> Prompt:
    """The same, for what is stored at once: whoever else answers it waits."""
    hold(session, caller.workspace.id, prompt_id)
    return own_prompt(session, now, caller, prompt_id)


def key_result_named(session: Session, caller: Caller, typed: str) -> int:
    """The row id of the key result that people call 2.1; a UserError where there is none that the caller may see."""
    found = find_key_result(session, caller.workspace.id, typed)
    objective = session.get_one(Objective, found.objective_id) if found else None
    if found is None or objective is None or not seen(session, rights(session, caller), objective):
        raise UserError("checkin.unknown_key_result")
    return found.id


def record(
    session: Session, now: datetime, prompt: Prompt, answers: Sequence[Answer], source: Source = Source.MODAL
) -> Saved:
    """Stores answers to a prompt in its rounds, late or not, or what is said on one's own initiative; an answer that
    changes nothing adds no row. Drafts stay of what was not answered, or is not asked for any more."""
    asked = {item.key_result.id: item for item in prompt.asked}
    known = [answer for answer in answers if answer.key_result_id in asked]
    rows = [_row(session, now, prompt, asked[answer.key_result_id], answer, source) for answer in known]
    stored = [row for row in rows if not _repeats(row, asked[row.key_result_id].answer)]
    session.add_all(stored)
    session.flush()
    person = prompt.caller.person
    drop_drafts(session, form_ids(session, person.id, prompt.id), [answer.key_result_id for answer in known])
    if stored:
        _follow(session, now, prompt.caller, prompt.parts, max(row.id for row in stored))
        owe_thanks(session, stored, now)
        reach(Point.ANSWER)
    refused = _refused(session, prompt, [one for one in answers if one.key_result_id not in asked])
    return Saved(tuple(row.id for row in stored), refused)


def _refused(session: Session, prompt: Prompt, answers: Sequence[Answer]) -> tuple[tuple[str, Answer], ...]:
    if not answers:
        return ()
    titles = key_result_titles(session, prompt.caller.workspace.id, [answer.key_result_id for answer in answers])
    return tuple((titles[one.key_result_id], one) for one in answers if one.key_result_id in titles)


def keep(session: Session, now: datetime, prompt: Prompt) -> Saved | None:
    """*No change*: the KPI's number that the prompt showed, else the last value, with the last confidence, and what
    was blocking still is; none when something was never given and has to be asked for."""
    if any(asked.last is None or asked.last.confidence is None for asked in prompt.open):
        return None
    return record(session, now, prompt, [_unchanged(asked) for asked in prompt.open], Source.NO_CHANGE)


def _unchanged(asked: Asked) -> Answer:
    last = asked.last
    assert last is not None and last.confidence is not None  # noqa: S101, PT018 - keep() has looked
    value = asked.seen.get(Surface.PROMPT, last.value)
    return Answer(asked.key_result.id, value, last.confidence, done=tuple(last.done), blocker=last.blocker)


def _row(session: Session, now: datetime, prompt: Prompt, asked: Asked, answer: Answer, source: Source) -> CheckIn:
    thanked = ensure_person(session, prompt.caller.workspace.id, answer.thanks_to) if answer.thanks_to else None
    late = asked.part is not None and now >= asked.part.due_at
    return CheckIn(
        workspace_id=prompt.caller.workspace.id,
        key_result_id=answer.key_result_id,
        person_id=prompt.caller.person.id,
        round_id=asked.round.id if asked.round else None,
        value=answer.value,
        done=list(answer.done),
        confidence=answer.confidence,
        note=answer.note,
        blocker=answer.blocker,
        thanks_to_id=thanked.id if thanked else None,
        source=Source.KPI if answer.value in asked.seen.values() else source,
        late=late,
        at=now,
        as_of=_as_of(session, now, asked, late),
        supersedes_id=asked.answer.id if asked.answer else None,
    )


def _as_of(session: Session, now: datetime, asked: Asked, late: bool) -> datetime:
    """A late answer to an old round must not hide what was said in a newer one."""
    if late and asked.part and asked.round and newer_round_opened(session, asked.round, now):
        return asked.part.due_at
    return now


def _repeats(row: CheckIn, answer: CheckIn | None) -> bool:
    return answer is not None and _said(row) == _said(answer)


def _said(row: CheckIn) -> list[object]:
    return [getattr(row, field) for field in SAID]


def withdraw(session: Session, now: datetime, caller: Caller, checkin_ids: Collection[int]) -> None:
    """Takes answers of the caller's back: nothing stands in their place, or what an earlier answer to the same prompt
    said. What was changed since stays."""
    rows = answers_of(session, caller.workspace.id, caller.person.id, checkin_ids)
    parts = {part.id: part for row in rows for part in _concerned(session, row)}
    for prompt_id in sorted({part.prompt_id for part in parts.values() if part.prompt_id}):
        hold(session, caller.workspace.id, prompt_id)
    hold_person(session, caller.workspace.id, caller.person.id)
    taken = [_instead(session, row, standing, now) for row in rows if (standing := _standing(session, row))]
    session.add_all(taken)
    session.flush()
    if taken:
        _follow(session, now, caller, parts.values(), max(row.id for row in taken))


def _concerned(session: Session, row: CheckIn) -> list[Part]:
    """The parts that a check-in answers: of its round or, where it was said unasked, those that opened soon after."""
    if row.round_id is None:
        return parts_after(session, row, UNASKED)
    return [part] if (part := part_in(session, row.round_id, row.person_id)) else []


def _standing(session: Session, row: CheckIn) -> CheckIn | None:
    """The row itself, or the one that has put its words back; none where something else is said by now."""
    newest = newest_instead(session, row)
    same = not newest.withdrawn and newest.as_of == row.as_of and _said(newest) == _said(row)
    return newest if same else None


def _instead(session: Session, row: CheckIn, standing: CheckIn, now: datetime) -> CheckIn:
    """What supersedes a check-in that is taken back: a copy of the one before it, or a row that says nothing."""
    earlier = session.get(CheckIn, row.supersedes_id) if row.supersedes_id else None
    stands_again = earlier is not None and not earlier.withdrawn
    copied = (earlier if earlier and stands_again else row).model_dump(exclude={"id"})
    changed = {"at": now, "supersedes_id": standing.id, "withdrawn": not stands_again}
    return CheckIn(**{**copied, **changed})


def _follow(session: Session, now: datetime, caller: Caller, parts: Iterable[Part], newest: int) -> None:
    """Brings parts, digests and receipts up to what was just said."""
    prompts = dict.fromkeys(part.prompt_id for part in parts if part.prompt_id)
    for part in parts:
        settle_part(session, part, now, newest)
    for prompt_id in prompts:
        owe_receipt(session, prompt_id, caller.person, newest, now)
