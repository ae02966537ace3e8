"""The fields of the forms: one input block each, its id ending with the form's mark."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
    UserSelectElement,
)

from bot.authoring.sheets import Choices, Field, Sheet, Subject, Typed
from bot.forms.elements import option
from bot.forms.sheet import MOST_OPTIONS, YES, Choice
from bot.text import Text
from storage.kinds import Kind, Level, Visibility

LABELS: Mapping[Field, str] = {
    Field.TEMPLATE: "author.template",
    Field.TITLE: "author.title",
    Field.LEVEL: "author.level",
    Field.TEAM: "author.team",
    Field.CYCLE: "author.cycle",
    Field.OWNER: "author.owner",
    Field.PARENT: "author.parent",
    Field.VISIBILITY: "author.visibility",
    Field.WEIGHT: "author.weight",
    Field.ROLLUP: "author.rollup",
    Field.KIND: "author.kind",
    Field.UNIT: "author.unit",
    Field.START: "author.start",
    Field.TARGET: "author.target",
    Field.LOW: "author.low",
    Field.HIGH: "author.high",
    Field.STEPS: "author.steps",
    Field.KPI: "author.kpi",
    Field.PLACE: "author.place",
    Field.DONE: "author.state",
}
LEVELS: Mapping[str, str] = {
    Level.COMPANY: "author.level_company",
    Level.TEAM: "author.level_team",
    Level.PERSON: "author.level_person",
}
VISIBILITIES: Mapping[str, str] = {Visibility.OPEN: "author.visible_open", Visibility.TEAM: "author.visible_team"}
KINDS: Mapping[str, str] = {
    Kind.CHANGE: "author.kind_change",
    Kind.MAINTAIN: "author.kind_maintain",
    Kind.MILESTONE: "author.kind_milestone",
    Kind.BASELINE: "author.kind_baseline",
}


def action_of(field: Field) -> str:
    return f"author_{field.value}"


def block_of(field: Field, subject: Subject) -> str:
    return f"{field.value}:{subject.mark}"


def words(
    text: Text, sheet: Sheet, field: Field, *, optional: bool = False, hint: str = "", longest: int = 80,
    multiline: bool = False,
) -> InputBlock:  # fmt: skip
    """A line to type, or several."""
    element = PlainTextInputElement(
        initial_value=sheet.typed.get(field, "")[:longest] or None, max_length=longest, multiline=multiline or None
    )
    return _input(text, sheet, field, element, optional=optional, hint=hint)


def owner(text: Text, sheet: Sheet) -> InputBlock:
    return _input(text, sheet, Field.OWNER, UserSelectElement(initial_user=sheet.typed.get(Field.OWNER) or None))


def listed(text: Text, sheet: Sheet, field: Field, *, optional: bool = False, hint: str = "") -> InputBlock:
    """A list of the sheet's, to search in where it is too long to show."""
    choices = sheet.lists[field]
    chosen = next((choice for choice in choices if choice.value == sheet.typed.get(field)), None)
    initial = option(chosen) if chosen else None
    placeholder = PlainTextObject(text=text("form.choose"))
    element: Any
    if len(choices) > MOST_OPTIONS:
        element = ExternalDataSelectElement(placeholder=placeholder, initial_option=initial, min_query_length=0)
    else:
        element = StaticSelectElement(
            placeholder=placeholder, options=[option(choice) for choice in choices], initial_option=initial
        )
    return _input(text, sheet, field, element, optional=optional, hint=hint)


def fixed(text: Text, sheet: Sheet, field: Field, names: Mapping[str, str], *, dispatch: bool = False) -> InputBlock:
    """A list that is the same for everybody: values with the ids of their texts."""
    choices = tuple(Choice(value, text(name)) for value, name in names.items())
    return _input(text, sheet, field, _select(text, sheet.typed, field, choices), dispatch=dispatch)


def offered(text: Text, sheet: Sheet, field: Field, choices: Choices, hint: str = "") -> InputBlock:
    """A list that fills other fields in as soon as something is chosen."""
    element = _select(text, sheet.typed, field, choices)
    return _input(text, sheet, field, element, optional=True, dispatch=True, hint=hint)


def tick(text: Text, sheet: Sheet, field: Field, name: str) -> InputBlock:
    """One box; `name` is the id of the text beside it."""
    yes = Option(value=YES, text=PlainTextObject(text=text(name)))
    ticked = [yes] if sheet.typed.get(field) == YES else None
    return _input(text, sheet, field, CheckboxesElement(options=[yes], initial_options=ticked), optional=True)


def _select(text: Text, typed: Typed, field: Field, choices: Choices) -> StaticSelectElement:
    options = [option(choice) for choice in choices]
    chosen = next((one for one in options if one.value == typed.get(field)), None)
    return StaticSelectElement(
        placeholder=PlainTextObject(text=text("form.choose")), options=options, initial_option=chosen
    )


def _input(
    text: Text, sheet: Sheet, field: Field, element: Any, *, optional: bool = False, dispatch: bool = False,
    hint: str = "",
) -> InputBlock:  # fmt: skip
    element.action_id = action_of(field)
    return InputBlock(
        block_id=block_of(field, sheet.subject),
        label=PlainTextObject(text=text(LABELS[field])),
        element=element,
        optional=optional,
        dispatch_action=dispatch or None,
        hint=PlainTextObject(text=hint) if hint else None,
    )
