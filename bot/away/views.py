"""What being away looks like: the form with what is stored, and the answers to /okr away."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    DividerBlock,
    InputBlock,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.away.days import Days
from bot.away.flow import Absences
from bot.delivery.outgoing import Post
from bot.phrases.blocks import button, context, said, section
from bot.text import Text
from storage.models import Away

FORM = "away_form"
FIRST, LAST = "first", "last"
REMOVE, UNDO = "away_remove", "away_undo"
MOST_LISTED = 20


def form(found: Absences) -> View:
    text = found.caller.text
    return View(
        type="modal",
        callback_id=FORM,
        title=PlainTextObject(text=text("away.title")),
        submit=PlainTextObject(text=text("away.save")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=[
            context(text("away.explained")),
            _picker(FIRST, text("away.first"), found.proposed.first),
            _picker(LAST, text("away.last"), found.proposed.last),
            *_stored(text, found.stored),
        ],
    )


def picked(view: Mapping[str, Any]) -> Days | None:
    """The days that a form was sent with; none where one is missing."""
    values = view["state"]["values"]
    first, last = (values.get(name, {}).get(name, {}).get("selected_date") for name in (FIRST, LAST))
    return Days(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None


def told(text: Text, away: Away) -> Post:
    """That somebody is away, with the way to take it back."""
    words = text("away.told", days=days(text, away))
    undo = button(UNDO, text("away.remove"), str(away.id))
    return said(words, [undo])


def back(text: Text, *, removed: bool) -> Post:
    words = text("away.back" if removed else "away.nothing")
    return said(words)


def days(text: Text, away: Away) -> str:
    """December 1 – 5, or one day."""
    return text.full_day(away.first) if away.first == away.last else text.span(away.first, away.last)


def _stored(text: Text, stored: Sequence[Away]) -> Iterator[Block]:
    if not stored:
        return
    yield DividerBlock()
    yield section(text("away.stored"))
    for away in stored[:MOST_LISTED]:
        what = days(text, away)
        remove = button(REMOVE, text("away.remove"), str(away.id), spoken=text("away.remove_what", days=what))
        yield section(what, remove)


def _picker(name: str, label: str, day: date) -> InputBlock:
    element = DatePickerElement(action_id=name, initial_date=day.isoformat())
    return InputBlock(block_id=name, label=PlainTextObject(text=label), element=element)
