"""What blocks a key result, said in a message: stored with the last value and confidence."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.checkins.flow import Answer, record
from bot.checkins.pages import BLOCKER, Page, about, first_page
from bot.errors import UserError
from bot.people.caller import Caller
from bot.prompts.asked import Asked
from bot.prompts.flow import Prompt, own_initiative, prompt_of
from storage.checkins import form_of, keep_draft
from storage.deliveries import hold
from storage.models import CheckIn, Person
from storage.people import hold_person
from storage.rounds import prompts_open

LONGEST = 3000


@dataclass(frozen=True)
class Added:
    """A key result with the check-in that holds its blocker, and the prompt that this answers, if there is one."""

    caller: Caller
    asked: Asked
    checkin: CheckIn
    prompt_id: int | None


def choices(session: Session, caller: Caller, now: datetime) -> tuple[Asked, ...]:
    """The key results that the caller may name a blocker of; a UserError for somebody who owns none."""
    asked = own_initiative(session, caller, now).asked
    if not asked:
        raise UserError("checkin.owns_nothing")
    return asked


def add(session: Session, now: datetime, caller: Caller, key_result_id: int, blocker: str) -> Added | Page:
    """Stores a blocker with what was said last; the form that asks for value and confidence where nothing was. A
    UserError for a key result that is not the caller's, or closed."""
    prompt = _prompt(session, now, caller, key_result_id)
    asked = next(iter(about(prompt, key_result_id)), None) if key_result_id else None
    if asked is None:
        raise UserError("checkin.not_owner")
    if asked.newest is None or asked.newest.confidence is None:
        form = form_of(session, caller.workspace.id, caller.person.id, prompt.id, now)
        keep_draft(session, form, key_result_id, {BLOCKER: blocker})
        session.flush()
        return first_page(session, now, prompt, key_result_id)
    saved = record(session, now, prompt, [_answer(session, asked, asked.newest, blocker)], prompt.source)
    stored = session.get_one(CheckIn, saved.checkins[0]) if saved.checkins else asked.newest
    return Added(caller, asked, stored, prompt.id)


def _prompt(session: Session, now: datetime, caller: Caller, key_result_id: int) -> Prompt:
    """The prompt of an open round that asks for the key result, answered or not; else one's own initiative."""
    for prompt_id in prompts_open(session, caller.workspace.id, caller.person.id, now):
        hold(session, caller.workspace.id, prompt_id)
        prompt = prompt_of(session, caller.workspace, prompt_id, now)
        if prompt and about(prompt, key_result_id):
            return prompt
    hold_person(session, caller.workspace.id, caller.person.id)
    return own_initiative(session, caller, now)


def _answer(session: Session, asked: Asked, said: CheckIn, blocker: str) -> Answer:
    """What was said last, and the blocker below those that are there already. Note and thanks belong to the round in
    which they were said."""
    again = asked.answer
    thanked = session.get_one(Person, again.thanks_to_id) if again and again.thanks_to_id else None
    known = said.blocker.splitlines()
    lines = [said.blocker, *(line for line in blocker.splitlines() if line not in known)] if said.blocker else [blocker]
    assert said.confidence is not None  # noqa: S101 - add() has looked
    return Answer(
        asked.key_result.id, said.value, said.confidence,
        done=tuple(said.done), note=again.note if again else "", blocker="\n".join(lines)[:LONGEST],
        thanks_to=thanked.slack_id if thanked else None,
    )  # fmt: skip
