"""A reminder at an hour that the person chooses: stored with what is asked, and owed at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.errors import UserError
from bot.people.caller import Caller
from bot.prompts.flow import Prompt, prompt_of
from bot.prompts.owing import look_again, remind_at
from bot.rules.calendar import Later, hours_of, later
from storage.deliveries import hold
from storage.schedule import turn_parts


@dataclass(frozen=True)
class Offer:
    """When the person may be reminded of a prompt."""

    prompt: Prompt
    choices: Mapping[Later, datetime]


def offered(session: Session, caller: Caller, prompt_id: int, now: datetime) -> Offer:
    """UserError where nothing waits for the caller any more."""
    prompt = _waiting(session, caller, prompt_id, now)
    person = caller.person
    return Offer(prompt, later(now, caller.zone, hours_of(person.remind_from, person.remind_to)))


def remind_later(session: Session, caller: Caller, prompt_id: int, choice: Later, now: datetime, mark: str) -> None:
    """A second choice takes the place of the first. UserError where its hour has passed since it was offered."""
    hold(session, caller.workspace.id, prompt_id)
    offer = offered(session, caller, prompt_id, now)
    if choice not in offer.choices:
        raise UserError("later.passed")
    at, prompt = offer.choices[choice].replace(microsecond=0), offer.prompt
    assert prompt.delivery is not None  # noqa: S101 - it has parts, so somebody was asked
    turn_parts(session, [part.id for part in prompt.parts], later_at=at)
    session.expire_all()
    remind_at(session, prompt.delivery, at)
    look_again(session, prompt.delivery, mark, now)


def reminded(session: Session, caller: Caller, prompt_id: int, now: datetime) -> Prompt | None:
    """The prompt for which a reminder is ahead."""
    prompt = prompt_of(session, caller.workspace, prompt_id, now)
    ahead = prompt is not None and prompt.waits and prompt.later_at is not None and prompt.later_at > now
    return prompt if ahead and prompt and prompt.caller.person.id == caller.person.id else None


def _waiting(session: Session, caller: Caller, prompt_id: int, now: datetime) -> Prompt:
    prompt = prompt_of(session, caller.workspace, prompt_id, now)
    if prompt is None or prompt.caller.person.id != caller.person.id:
        raise UserError("checkin.not_yours")
    if not prompt.waits:
        raise UserError("later.nothing_waits")
    return prompt
