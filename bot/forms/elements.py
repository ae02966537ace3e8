"""The fields of a form: one input block each. Its id ends with the version that the form shows: Slack keeps what is
typed under an id, so a newer version begins anew."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ExternalDataSelectElement,
    InputBlock,
    NumberInputElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.forms.figures import plain as plain_number
from bot.forms.sheet import YES, Choice, Sheet, Typed
from bot.phrases.blocks import section
from bot.phrases.people import name_of
from bot.phrases.zones import zone_option
from bot.text import Text, cut, escape
from bot.text.numbers import read_number
from bot.text.zones import zones

LONGEST_OPTION = 75
LONGEST_SHOWN = 120


def action_of(form: str, name: str) -> str:
    return f"{form}_{name}"


def block_of(sheet: Sheet, name: str) -> str:
    return f"{name}:{sheet.subject.version}"


def view(text: Text, sheet: Sheet, title: str, blocks: Sequence[Block]) -> View:
    return View(
        type="modal",
        callback_id=sheet.form,
        private_metadata=sheet.subject.written(),
        title=plain(title),
        submit=plain(text("form.save")),
        close=plain(text("form.cancel")),
        blocks=blocks,
    )


def field(
    sheet: Sheet, name: str, label: str, element: Any, *, optional: bool = False, hint: str = "", dispatch: bool = False
) -> InputBlock:
    element.action_id = action_of(sheet.form, name)
    return InputBlock(
        block_id=block_of(sheet, name),
        label=plain(label),
        element=element,
        optional=optional,
        dispatch_action=dispatch or None,
        hint=plain(hint) if hint else None,
    )


def words(sheet: Sheet, name: str, longest: int) -> PlainTextInputElement:
    return PlainTextInputElement(initial_value=sheet.typed.get(name, "")[:longest] or None, max_length=longest)


def number(sheet: Sheet, name: str, *, whole: bool = False) -> NumberInputElement:
    """What is no number cannot stand in it, nor can a decimal comma."""
    initial = plain_number(read_number(sheet.typed.get(name, "")))
    return NumberInputElement(is_decimal_allowed=not whole, initial_value=initial or None)


def select(text: Text, sheet: Sheet, name: str, choices: Sequence[Choice]) -> StaticSelectElement:
    options = [option(choice) for choice in choices]
    return StaticSelectElement(
        placeholder=plain(text("form.choose")), options=options, initial_option=_chosen(sheet, name, options)
    )


def grouped(text: Text, sheet: Sheet, name: str, groups: Mapping[str, Sequence[Choice]]) -> StaticSelectElement:
    """The same under headings."""
    made = {heading: [option(choice) for choice in choices] for heading, choices in groups.items()}
    return StaticSelectElement(
        placeholder=plain(text("form.choose")),
        option_groups=[OptionGroup(label=plain(heading), options=options) for heading, options in made.items()],
        initial_option=_chosen(sheet, name, [one for options in made.values() for one in options]),
    )


def zone(text: Text, sheet: Sheet, name: str, at: datetime) -> ExternalDataSelectElement:
    """The zones are found while one types."""
    typed = sheet.typed.get(name, "")
    known = zone_option(text, typed, at) if typed in zones() else None
    return ExternalDataSelectElement(
        placeholder=plain(text("settings.type_a_city")), initial_option=known, min_query_length=0
    )


def tick(sheet: Sheet, name: str, label: str) -> CheckboxesElement:
    yes = Option(value=YES, text=plain(label))
    return CheckboxesElement(options=[yes], initial_options=[yes] if sheet.typed.get(name) == YES else None)


def notes(text: Text, sheet: Sheet, labels: Mapping[str, str], shown: Typed) -> Iterator[Block]:
    """That somebody else has changed the row since; `shown` is what stood in the fields, in words where it was none."""
    if sheet.changed:
        by = name_of(sheet.by) if sheet.by else text("author.somebody")
        lines = [text("author.changed", by=by)]
        for name, yours in sheet.changed.items():
            told = shown.get(name) or escape(cut(yours or "—", LONGEST_SHOWN))
            lines.append(text("author.yours", field=text(labels[name]), yours=told))
        yield section("\n".join(lines))


def option(choice: Choice) -> Option:
    return Option(value=choice.value, text=plain(cut(choice.label, LONGEST_OPTION)))


def plain(words: str) -> PlainTextObject:
    return PlainTextObject(text=words)


def _chosen(sheet: Sheet, name: str, options: Sequence[Option]) -> Option | None:
    return next((one for one in options if one.value == sheet.typed.get(name)), None)
