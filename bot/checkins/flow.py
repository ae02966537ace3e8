"""Answers become check-ins: stored at once, with the receipt and the digest's update owed in the same transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.errors import UserError
from bot.people.caller import Caller
from bot.prompts.flow import Asked, Prompt, prompt_of, seeing
from bot.rounds.closing import ANSWERED, next_opening
from bot.rules.progress import Measure
from storage.checkins import drafts_of, drop_drafts, form_by_id, form_of, keep_draft
from storage.deliveries import by_key, hold, owe
from storage.key_results import key_result_titles
from storage.kinds import DeliveryKind, PartState, Source, Surface
from storage.models import CheckIn, Form, Part, Person, Round, Team
from storage.people import ensure_person
from storage.points import Point, reach
from storage.rounds import key_results_in, newer_round_opened, settle

PER_PAGE = 6
Typed = dict[str, Any]


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
    """What became of the answers; a refused one, with its title, is of a key result that is closed meanwhile."""

    stored: int
    refused: tuple[tuple[str, Answer], ...] = ()


@dataclass(frozen=True)
class Page:
    """One page of the form that belongs to a prompt, with what was typed into the form before, and the Slack id of
    whom the stored answers thank."""

    form: Form
    prompt: Prompt
    asked: tuple[Asked, ...]
    drafts: Mapping[int, Typed]
    thanked: str | None

    @property
    def last(self) -> bool:
        # Of a page whose key results were all closed meanwhile nothing leads on to the next.
        return not self.asked or self.asked[-1].key_result.id == self.prompt.asked[-1].key_result.id

    @property
    def measures(self) -> dict[int, Measure]:
        return {asked.key_result.id: asked.measure for asked in self.prompt.asked}


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


def first_page(session: Session, now: datetime, prompt: Prompt) -> Page:
    """Of a measured prompt."""
    form = form_of(session, prompt.caller.workspace.id, prompt.caller.person.id, prompt.delivery.id, now)
    return _opened(session, form, prompt, prompt.asked[:PER_PAGE])


def page_of(session: Session, now: datetime, caller: Caller, form_id: int, shown: Collection[int]) -> Page:
    """The page that shows the key results `shown`; a UserError for a form that is not the caller's. Its prompt is held:
    of two forms that are sent at once the second sees what the first has said."""
    form = form_by_id(session, caller.workspace.id, form_id)
    if form is None or form.prompt_id is None or form.person_id != caller.person.id:
        raise UserError("checkin.not_yours")
    hold(session, caller.workspace.id, form.prompt_id)
    prompt = prompt_of(session, caller.workspace, form.prompt_id, now)
    if prompt is None:
        raise UserError("checkin.not_yours")
    asked = tuple(item for item in prompt.asked if item.key_result.id in shown)
    return _page(session, form, prompt, asked)


def _opened(session: Session, form: Form, prompt: Prompt, asked: tuple[Asked, ...]) -> Page:
    return _page(session, form, prompt, seeing(session, prompt, asked, Surface.FORM))


def _page(session: Session, form: Form, prompt: Prompt, asked: tuple[Asked, ...]) -> Page:
    thanked = next((item.answer.thanks_to_id for item in prompt.asked if item.answer and item.answer.thanks_to_id), 0)
    person = session.get(Person, thanked)
    return Page(form, prompt, asked, drafts_of(session, form.id), person.slack_id if person else None)


def meant(session: Session, page: Page, typed: Mapping[int, Typed]) -> dict[int, Typed]:
    """What was typed for key results of the prompt's teams, open or not: ids that a client sends prove nothing."""
    known = key_results_in(session, page.prompt.rounds, typed)
    return {key_result: fields for key_result, fields in typed.items() if key_result in known}


def keep_typed(session: Session, page: Page, typed: Mapping[int, Typed]) -> None:
    """Keeps what was typed as a draft; fields left empty are none."""
    drop_drafts(session, page.prompt.delivery.id, [key for key, fields in typed.items() if not any(fields.values())])
    for key_result, fields in typed.items():
        if any(fields.values()):
            keep_draft(session, page.form, key_result, fields)
    session.flush()


def next_page(session: Session, page: Page, prompt: Prompt) -> Page:
    """The page after one that is done, of the prompt measured now."""
    last, ids = page.asked[-1].key_result.id, [asked.key_result.id for asked in prompt.asked]
    following = ids.index(last) + 1 if last in ids else 0
    return _opened(session, page.form, prompt, prompt.asked[following : following + PER_PAGE])


def record(
    session: Session, now: datetime, prompt: Prompt, answers: Sequence[Answer], source: Source = Source.MODAL
) -> Saved:
    """Stores answers to a prompt in its rounds, late or not; one that changes nothing adds no row. Drafts stay of
    what was not answered, or is not asked for any more."""
    asked = {item.key_result.id: item for item in prompt.asked}
    known = [answer for answer in answers if answer.key_result_id in asked]
    stored = sum(_store(session, now, prompt, asked[answer.key_result_id], answer, source) for answer in known)
    session.flush()
    drop_drafts(session, prompt.delivery.id, [answer.key_result_id for answer in known])
    if stored:
        _settle(session, now, prompt)
        reach(Point.ANSWER)
    return Saved(stored, _refused(session, prompt, [one for one in answers if one.key_result_id not in asked]))


def _refused(session: Session, prompt: Prompt, answers: Sequence[Answer]) -> tuple[tuple[str, Answer], ...]:
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


def _store(session: Session, now: datetime, prompt: Prompt, asked: Asked, answer: Answer, source: Source) -> bool:
    thanked = ensure_person(session, prompt.caller.workspace.id, answer.thanks_to) if answer.thanks_to else None
    late = now >= asked.part.due_at
    row = CheckIn(
        workspace_id=prompt.caller.workspace.id,
        key_result_id=answer.key_result_id,
        person_id=prompt.caller.person.id,
        round_id=asked.round.id,
        value=answer.value,
        done=list(answer.done),
        confidence=answer.confidence,
        note=answer.note,
        blocker=answer.blocker,
        thanks_to_id=thanked.id if thanked else None,
        source=Source.KPI if answer.value in asked.seen.values() else source,
        late=late,
        at=now,
        # A late answer to an old round must not hide what was said in a newer one.
        as_of=asked.part.due_at if late and newer_round_opened(session, asked.round, now) else now,
        supersedes_id=asked.answer.id if asked.answer else None,
    )
    if asked.answer is not None and _same(row, asked.answer):
        return False
    session.add(row)
    return True


def _same(a: CheckIn, b: CheckIn) -> bool:
    said = ("value", "done", "confidence", "note", "blocker", "thanks_to_id")
    return all(getattr(a, field) == getattr(b, field) for field in said)


def _settle(session: Session, now: datetime, before: Prompt) -> None:
    """Brings parts, receipt and digest up to what was just stored."""
    prompt = prompt_of(session, before.caller.workspace, before.delivery.id, now)
    assert prompt is not None  # noqa: S101 - it was there a moment ago
    newest = max(asked.answer.id for asked in prompt.asked if asked.answer)
    for part, round_ in zip(prompt.parts, prompt.rounds, strict=True):
        if not any(asked.part.id == part.id for asked in prompt.open):
            _complete(session, part, now)
        _owe_digest_update(session, round_, newest, now)
    owe(
        session, prompt.caller.workspace.id, DeliveryKind.RECEIPT, f"receipt:{prompt.delivery.id}:{newest}",
        target=prompt.caller.person.slack_id, subject_id=prompt.delivery.id, due=now,
    )  # fmt: skip


def _complete(session: Session, part: Part, now: datetime) -> None:
    if part.state not in ANSWERED:
        settle(session, part, PartState.ON_TIME if now < part.due_at else PartState.LATE)


def _owe_digest_update(session: Session, round_: Round, newest: int, now: datetime) -> None:
    """A closed round's digest follows late answers until the team's next round opens."""
    session.refresh(round_, with_for_update={"key_share": True})  # another may be closing it at this moment
    digest = by_key(session, round_.workspace_id, f"digest:{round_.id}")
    until = next_opening(session, round_)
    if digest is None or round_.closed_at is None or now >= until:
        return
    owe(
        session, round_.workspace_id, DeliveryKind.DIGEST_UPDATE, f"digest_update:{round_.id}:{newest}",
        target=session.get_one(Team, round_.team_id).channel, subject_id=round_.id, due=now, expires=until,
    )  # fmt: skip
