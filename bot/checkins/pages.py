"""The form, page by page: of a prompt, or of what somebody says on their own initiative."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.errors import UserError
from bot.people.caller import Caller
from bot.prompts.asked import Asked
from bot.prompts.flow import Prompt, own_initiative, prompt_of, seeing, waiting
from bot.rules.progress import Measure
from storage.checkins import drafts_of, drop_drafts, form_by_id, form_of, keep_draft
from storage.deliveries import hold
from storage.kinds import Surface
from storage.models import Form, Person
from storage.people import hold_person
from storage.rounds import key_results_in, key_results_owned

PER_PAGE = 6
VALUE, DONE, CONFIDENCE, NOTE, BLOCKER, THANKS = "value", "done", "confidence", "note", "blocker", "thanks"
"""The fields of a form, as drafts keep them."""
Typed = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """One page of a form, with what was typed into the form before, and the Slack id of whom the stored answers
    thank; `alone` where one key result is all that the form asks for."""

    form: Form
    prompt: Prompt
    asked: tuple[Asked, ...]
    drafts: Mapping[int, Typed]
    thanked: str | None
    alone: bool = False

    @property
    def last(self) -> bool:
        # Of a page whose key results were all closed meanwhile nothing leads on to the next.
        return self.alone or not self.asked or self.asked[-1].key_result.id == self.prompt.asked[-1].key_result.id

    @property
    def measures(self) -> dict[int, Measure]:
        return {asked.key_result.id: asked.measure for asked in self.prompt.asked}


def now_answered(session: Session, now: datetime, caller: Caller, key_result_id: int = 0) -> Prompt:
    """What a form opened without a prompt is about, measured: the prompt that waits and asks for the key result, or
    for any, else all that the caller owns. UserError for somebody who owns nothing, or not that one."""
    for prompt_id in waiting(session, caller, now):
        prompt = prompt_of(session, caller.workspace, prompt_id, now, measured=True)
        if prompt and about(prompt, key_result_id):
            return prompt
    prompt = own_initiative(session, caller, now, measured=True)
    if not prompt.asked:
        raise UserError("checkin.owns_nothing")
    if not about(prompt, key_result_id):
        raise UserError("checkin.not_owner")
    return prompt


def about(prompt: Prompt, key_result_id: int) -> tuple[Asked, ...]:
    """What a prompt asks for, all or of one key result."""
    return tuple(item for item in prompt.asked if key_result_id in (0, item.key_result.id))


def first_page(session: Session, now: datetime, prompt: Prompt, key_result_id: int = 0) -> Page:
    """Of a measured prompt: of all it asks for, or of one key result alone."""
    caller = prompt.caller
    if prompt.delivery is None:
        hold_person(session, caller.workspace.id, caller.person.id)
    form = form_of(session, caller.workspace.id, caller.person.id, prompt.id, now)
    page = _opened(session, form, prompt, about(prompt, key_result_id)[:PER_PAGE])
    return replace(page, alone=bool(key_result_id))


def page_of(session: Session, now: datetime, caller: Caller, form_id: int, shown: Collection[int]) -> Page:
    """The page that shows the key results `shown`; a UserError for a form that is not the caller's. Its prompt is held:
    of two forms that are sent at once the second sees what the first has said."""
    form = form_by_id(session, caller.workspace.id, form_id)
    if form is None or form.person_id != caller.person.id:
        raise UserError("checkin.not_yours")
    if form.prompt_id is None:
        hold_person(session, caller.workspace.id, caller.person.id)
    else:
        hold(session, caller.workspace.id, form.prompt_id)
    prompt = asked_in(session, now, caller, form)
    return _page(session, form, prompt, tuple(item for item in prompt.asked if item.key_result.id in shown))


def asked_in(session: Session, now: datetime, caller: Caller, form: Form, *, measured: bool = False) -> Prompt:
    """What a form asks for, as it is now."""
    if form.prompt_id is None:
        return own_initiative(session, caller, now, measured=measured, form=form)
    prompt = prompt_of(session, caller.workspace, form.prompt_id, now, measured=measured)
    if prompt is None:
        raise UserError("checkin.not_yours")
    return prompt


def next_page(session: Session, page: Page, prompt: Prompt) -> Page:
    """The page after one that is done, of the prompt measured now."""
    last, ids = page.asked[-1].key_result.id, [asked.key_result.id for asked in prompt.asked]
    following = ids.index(last) + 1 if last in ids else 0
    return _opened(session, page.form, prompt, prompt.asked[following : following + PER_PAGE])


def _opened(session: Session, form: Form, prompt: Prompt, asked: tuple[Asked, ...]) -> Page:
    return _page(session, form, prompt, seeing(session, prompt, asked, Surface.FORM, form))


def _page(session: Session, form: Form, prompt: Prompt, asked: tuple[Asked, ...]) -> Page:
    thanked = next((item.answer.thanks_to_id for item in prompt.asked if item.answer and item.answer.thanks_to_id), 0)
    person = session.get(Person, thanked)
    return Page(form, prompt, asked, drafts_of(session, form.id), person.slack_id if person else None)


def told_of(session: Session, now: datetime, page: Page, checkins: Collection[int]) -> tuple[Asked, ...]:
    """What was just stored and no receipt tells of: what was said on one's own initiative."""
    if page.prompt.delivery:
        return ()
    prompt = own_initiative(session, page.prompt.caller, now)
    return tuple(item for item in prompt.asked if item.last and item.last.id in checkins)


def meant(session: Session, page: Page, typed: Mapping[int, Typed]) -> dict[int, Typed]:
    """What was typed for key results that the form is about, open or not: ids that a client sends prove nothing."""
    caller = page.prompt.caller
    if page.prompt.delivery is None:
        known = key_results_owned(session, caller.workspace.id, caller.person.id, typed)
    else:
        known = key_results_in(session, page.prompt.rounds, typed)
    return {key_result: fields for key_result, fields in typed.items() if key_result in known}


def keep_typed(session: Session, page: Page, typed: Mapping[int, Typed]) -> None:
    """Keeps what was typed as a draft; fields left empty are none."""
    drop_drafts(session, [page.form.id], [key for key, fields in typed.items() if not any(fields.values())])
    for key_result, fields in typed.items():
        if any(fields.values()):
            keep_draft(session, page.form, key_result, fields)
    session.flush()
