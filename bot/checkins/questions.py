"""What a form asks of one key result, field by field."""

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DividerBlock,
    InputBlock,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)

from bot.checkins.pages import BLOCKER, CONFIDENCE, DONE, NOTE, VALUE, Typed
from bot.forms.figures import plain
from bot.phrases.blocks import context, section
from bot.phrases.kpis import describe
from bot.phrases.values import checked, unit_name
from bot.prompts.asked import Asked
from bot.rules.confidence import HIGHEST, LOWEST
from bot.rules.progress import Milestone
from bot.text import Text, cut, escape
from bot.text.numbers import read_number
from storage.kinds import Surface

FORM = "checkin_form"
ALONE = "checkin_form_alone"
"""A form that asks for one key result alone."""
LONGEST_NOTE = 3000
LONGEST_OPTION = 75
DIGITS = 10


def questions(text: Text, asked: Asked, drafts: Mapping[int, Typed]) -> Iterator[Block]:
    key_result = asked.key_result.id
    yield section(f"*{escape(asked.key_result.title)}*")
    if known := _known(text, asked):
        yield context(known)
    typed = shown_first(asked, drafts)
    if isinstance(asked.measure, Milestone):
        yield field(text("form.done"), DONE, key_result, _steps(asked, typed))
    else:
        yield field(
            text("form.value"), VALUE, key_result,
            NumberInputElement(is_decimal_allowed=True, initial_value=_number(typed.get(VALUE))),
            hint=unit_name(text, asked.key_result.unit),
        )  # fmt: skip
    yield field(text("form.confidence"), CONFIDENCE, key_result, _confidence(text, typed))
    for name, label in ((NOTE, "form.note"), (BLOCKER, "form.blocker")):
        element = PlainTextInputElement(initial_value=typed.get(name) or None, multiline=True, max_length=LONGEST_NOTE)
        yield field(text(label), name, key_result, element)
    yield DividerBlock()


def _known(text: Text, asked: Asked) -> str:
    lines = []
    if asked.last and asked.last_day:
        said = checked(text, asked.measure, asked.key_result.unit, asked.last)
        lines.append(text("prompt.last", said=said, day=text.short_day(asked.last_day)))
    if asked.reading is not None:
        lines.append(describe(text, asked.reading))
    return "\n".join(lines)


def shown_first(asked: Asked, drafts: Mapping[int, Typed]) -> Typed:
    """What the fields begin with: what was typed before, else what is stored."""
    return {**_stored(asked), **drafts.get(asked.key_result.id, {})}


def _stored(asked: Asked) -> Typed:
    """This round's answer, else the KPI, else the last value and confidence."""
    row = asked.shown
    value = row.value if row else None
    if asked.answer is None:
        value = asked.seen.get(Surface.FORM, value)
    return {
        VALUE: None if value is None else plain(round(value, DIGITS)),
        DONE: [str(step) for step in row.done] if row else [],
        CONFIDENCE: None if row is None or row.confidence is None else str(row.confidence),
        NOTE: asked.answer.note if asked.answer else None,
        BLOCKER: row.blocker if row else None,  # what was blocking still is, until somebody says otherwise
    }


def _number(typed: str | None) -> str | None:
    """What a number field may begin with; Slack refuses a form whose draft holds words or a decimal comma there."""
    value = read_number(typed or "")
    return None if value is None else plain(round(value, DIGITS))


def field(label: str, name: str, key_result: int, element: Any, hint: str = "") -> InputBlock:
    return InputBlock(
        block_id=f"{name}:{key_result}",
        label=PlainTextObject(text=label),
        element=_named(element, name),
        optional=True,
        hint=PlainTextObject(text=hint) if hint else None,
    )


def _named(element: Any, name: str) -> Any:
    element.action_id = name
    return element


def _steps(asked: Asked, typed: Typed) -> CheckboxesElement:
    options = {
        str(step.number): Option(value=str(step.number), text=PlainTextObject(text=cut(step.title, LONGEST_OPTION)))
        for step in asked.steps
    }
    done = [options[number] for number in typed.get(DONE) or [] if number in options]
    return CheckboxesElement(options=list(options.values()), initial_options=done or None)


def _confidence(text: Text, typed: Typed) -> StaticSelectElement:
    options = [Option(value=str(level), text=PlainTextObject(text=str(level))) for level in range(LOWEST, HIGHEST + 1)]
    chosen = next((option for option in options if option.value == typed.get(CONFIDENCE)), None)
    return StaticSelectElement(
        placeholder=PlainTextObject(text=text("form.choose")), options=options, initial_option=chosen
    )
