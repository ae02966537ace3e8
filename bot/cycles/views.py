"""The form of a cycle, and the choice between several."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.actions import CLOSE_CYCLE
from bot.cycles.flow import LONGEST_NAME, Field, Kept, Wanted
from bot.objectives.lines import most_that_fit
from bot.phrases.blocks import button, section
from bot.phrases.notice import notice
from bot.rules.cycle import Proposal
from bot.text import Text, escape
from storage.models import Cycle

FORM = "cycle_form"
LABELS = {Field.NAME: "cycle.name", Field.FIRST: "cycle.first", Field.LAST: "cycle.last"}
MOST_LISTED = 40


def form(text: Text, shown: Proposal | Cycle, cycle_id: int = 0) -> View:
    """Of a new cycle, as it is proposed, or of one that is there."""
    return View(
        type="modal",
        callback_id=FORM,
        private_metadata=str(cycle_id),
        title=PlainTextObject(text=text("cycle.title_edit" if cycle_id else "cycle.title_new")),
        submit=PlainTextObject(text=text("form.save")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=[
            _input(text, Field.NAME, PlainTextInputElement(initial_value=shown.name or None, max_length=LONGEST_NAME)),
            _input(text, Field.FIRST, DatePickerElement(initial_date=shown.first.isoformat())),
            _input(text, Field.LAST, DatePickerElement(initial_date=shown.last.isoformat())),
        ],
    )


def _input(text: Text, field: Field, element: InputInteractiveElement) -> InputBlock:
    element.action_id = field.value
    hint = PlainTextObject(text=text("cycle.name_hint")) if field is Field.NAME else None
    return InputBlock(block_id=field.value, label=PlainTextObject(text=text(LABELS[field])), element=element, hint=hint)


def read_cycle(view: Mapping[str, Any]) -> Wanted:
    values = view["state"]["values"]
    name = (values.get(Field.NAME) or {}).get(Field.NAME) or {}
    first, last = (((values.get(field) or {}).get(field) or {}) for field in (Field.FIRST, Field.LAST))
    return Wanted(
        " ".join((name.get("value") or "").split()), _day(first.get("selected_date")), _day(last.get("selected_date"))
    )


def _day(sent: Any) -> date | None:
    try:
        return date.fromisoformat(str(sent))
    except ValueError:
        return None


def errors(text: Text, wrong: Mapping[Field, str]) -> dict[str, str]:
    return {field.value: text(message, most=LONGEST_NAME) for field, message in wrong.items()}


def kept(text: Text, found: Kept, cycle_id: int) -> View:
    """That it is there, and what is advised about its days."""
    cycle = found.cycle
    assert cycle is not None  # noqa: S101 - callers have looked
    days = text.span(cycle.first, cycle.last)
    said = [text("cycle.changed" if cycle_id else "cycle.made", cycle=escape(cycle.name), days=days)]
    if found.overlaps:
        others = [f"• {_line(text, other)}" for other in found.overlaps]
        said.append(most_that_fit(text, [text("cycle.overlaps"), *others]))
    return notice(text, said, "cycle.title_edit" if cycle_id else "cycle.title_new")


def choice(text: Text, cycles: Sequence[Cycle]) -> View:
    """Which of several cycles is to be closed."""
    return View(
        type="modal",
        title=PlainTextObject(text=text("cycle.title_close")),
        close=PlainTextObject(text=text("form.close")),
        blocks=[
            section(text("cycle.which")),
            *(_choice(text, cycle) for cycle in cycles[-MOST_LISTED:]),
        ],
    )


def _choice(text: Text, cycle: Cycle) -> SectionBlock:
    return section(_line(text, cycle), button(CLOSE_CYCLE, text("cycle.button_grade"), str(cycle.id)))


def _line(text: Text, cycle: Cycle) -> str:
    return f"*{escape(cycle.name)}* · {text.span(cycle.first, cycle.last)}"
