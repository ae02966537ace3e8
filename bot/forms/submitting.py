"""Stores a form that was sent, once; what is wrong with it is said at its fields, and nothing that is typed is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.models.views import View
from sqlmodel import Session

from bot.answering import form_key, update
from bot.context import Context
from bot.failures import Body
from bot.forms.entered import about, entered, errors
from bot.forms.sheet import Mistakes, Outdated, Sheet, Subject, Typed
from bot.people.caller import Caller
from bot.people.flow import calling
from bot.phrases.notice import notice
from bot.text import Text
from storage.checkins import first_time


@dataclass(frozen=True)
class Form:
    """`save` stores what was typed and returns what is shown then; `draw` shows the form again. `own` are its own
    sentences for problems; those of a field that it does not show are said `elsewhere`."""

    save: Callable[[Session, Caller, datetime, Subject, Typed], View]
    draw: Callable[[Text, Sheet], View]
    own: Mapping[str, str]
    elsewhere: str


def submitted(context: Context, body: Body, form: Form) -> dict[str, Any]:
    """What to ack with."""
    subject, typed, now = about(body["view"]), entered(body["view"]), context.clock()
    with context.database.write() as session:
        caller = calling(session, body)
    text = caller.text
    try:
        with context.database.write() as session:
            if not first_time(session, caller.workspace.id, form_key(body), now):
                return update(notice(text, [text("author.already_saved")], "author.saved"))
            return update(form.save(session, caller, now, subject, typed))
    except Mistakes as wrong:
        told = errors(text, subject, typed, wrong.problems, form.own, form.elsewhere)
        return {"response_action": "errors", "errors": told}
    except Outdated as outdated:
        return update(form.draw(text, outdated.sheet))
