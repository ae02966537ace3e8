"""The forms for an objective, a key result and an initiative."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    DividerBlock,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.authoring.elements import KINDS, LABELS, LEVELS, VISIBILITIES, fixed, listed, offered, owner, tick, words
from bot.authoring.sheets import Field, Form, KeyResultSheet, Meanwhile, ObjectiveSheet, Sheet
from bot.authoring.templates import BY_ID, TEMPLATES
from bot.forms.sheet import Choice
from bot.phrases.blocks import button, context, section
from bot.phrases.people import name_of
from bot.phrases.values import unit_name
from bot.text import Text, cut, escape
from storage.kinds import Kind, Level

ARCHIVE, RESTORE, INSIDE = "author_archive", "author_restore", "author_inside"
LONGEST_TITLE = 255
LONGEST_STEPS = 3000
LONGEST_SHOWN = 120
PERSON = re.compile(r"[UW][A-Z0-9]{2,31}")


def form(text: Text, sheet: Sheet) -> View:
    """The form that a sheet is filled into."""
    match sheet:
        case ObjectiveSheet():
            return _objective(text, sheet)
        case KeyResultSheet():
            return _key_result(text, sheet)
        case _:
            return _initiative(text, sheet)


def with_template(text: Text, sheet: Sheet, template: str) -> Sheet:
    """The form with a template chosen, whose title goes where nothing else was typed."""
    before, chosen = BY_ID.get(sheet.subject.template), BY_ID.get(template)
    typed = sheet.typed.get(Field.TITLE, "")
    title = typed if typed and not (before and typed == text(before.name)) else text(chosen.name) if chosen else ""
    return replace(
        sheet,
        subject=replace(sheet.subject, template=chosen.id if chosen else ""),
        typed={**sheet.typed, Field.TITLE: title, Field.TEMPLATE: chosen.id if chosen else ""},
    )


def _objective(text: Text, sheet: ObjectiveSheet) -> View:
    new = not sheet.subject.objective
    levels = {level: name for level, name in LEVELS.items() if sheet.company or level is not Level.COMPANY}
    title = text("author.new_objective") if new else text("author.edit_objective", number=sheet.number)
    blocks: list[Block] = [
        *_notes(text, sheet),
        *(_templates(text, sheet) if new else ()),
        words(text, sheet, Field.TITLE, hint=text("author.title_hint"), longest=LONGEST_TITLE),
        fixed(text, sheet, Field.LEVEL, levels),
        listed(text, sheet, Field.TEAM, hint=text("author.team_hint")),
        listed(text, sheet, Field.CYCLE),
        owner(text, sheet),
    ]
    if sheet.lists[Field.PARENT]:
        blocks.append(listed(text, sheet, Field.PARENT, optional=True, hint=text("author.parent_hint")))
    blocks += [
        fixed(text, sheet, Field.VISIBILITY, VISIBILITIES),
        words(text, sheet, Field.WEIGHT, optional=True, hint=text("author.weight_hint")),
        tick(text, sheet, Field.ROLLUP, "author.rollup_yes"),
    ]
    if not new:
        blocks += [DividerBlock(), _buttons(text, sheet, [_button(text, INSIDE, "author.inside")])]
    return _view(text, sheet, title, blocks)


def _templates(text: Text, sheet: Sheet) -> Iterator[Block]:
    choices = tuple(Choice(template.id, text(template.name)) for template in TEMPLATES)
    yield offered(text, sheet, Field.TEMPLATE, choices, text("author.template_hint"))
    if sheet.subject.template in BY_ID:
        yield context(text(BY_ID[sheet.subject.template].why))


def _key_result(text: Text, sheet: KeyResultSheet) -> View:
    if sheet.sample:
        steps = text(sheet.sample.steps) if sheet.sample.steps else ""
        sheet = replace(sheet, typed={**sheet.typed, Field.TITLE: text(sheet.sample.name), Field.STEPS: steps})
    number = sheet.number
    title = text("author.edit_key_result", number=number) if number else text("author.new_key_result")
    blocks: list[Block] = [
        context(text("author.of_objective", objective=escape(cut(sheet.objective, LONGEST_SHOWN)))),
        *_notes(text, sheet),
        *([context(text("author.sample"))] if sheet.sample else []),
        *([context(text.count("author.answers", sheet.answers))] if sheet.answers else []),
        words(text, sheet, Field.TITLE, hint=text("author.key_result_hint"), longest=LONGEST_TITLE),
        owner(text, sheet),
        fixed(text, sheet, Field.KIND, KINDS, dispatch=True),
        *_measure(text, sheet),
        words(text, sheet, Field.WEIGHT, optional=True, hint=text("author.weight_hint")),
    ]
    if number:
        blocks += [DividerBlock(), _buttons(text, sheet)]
    return _view(text, sheet, title, blocks)


def _measure(text: Text, sheet: Sheet) -> Iterator[Block]:
    """What the kind that is chosen asks for. Numbers may come with a decimal comma, so their fields take words."""
    kind = sheet.typed.get(Field.KIND)
    if kind == Kind.MILESTONE:
        yield words(
            text, sheet, Field.STEPS, hint=text("author.steps_hint"), longest=LONGEST_STEPS,
            multiline=True,
        )  # fmt: skip
        return
    unit = unit_name(text, sheet.typed.get(Field.UNIT, ""))
    told = replace(sheet, typed={**sheet.typed, Field.UNIT: unit})
    yield words(text, told, Field.UNIT, optional=True, hint=text("author.unit_hint"), longest=40)
    if kind == Kind.MAINTAIN:
        yield words(text, sheet, Field.LOW, optional=True, hint=text("author.low_hint"))
        yield words(text, sheet, Field.HIGH, optional=True, hint=text("author.high_hint"))
    else:
        change = kind != Kind.BASELINE
        yield words(text, sheet, Field.START, optional=True, hint=text("author.start_hint") if change else "")
        if change:
            yield words(text, sheet, Field.TARGET, hint=text("author.target_hint"))
    if sheet.lists[Field.KPI]:
        yield listed(text, sheet, Field.KPI, optional=True, hint=text("author.kpi_hint"))


def _initiative(text: Text, sheet: Sheet) -> View:
    new = not sheet.subject.row
    blocks: list[Block] = [
        *_notes(text, sheet),
        words(text, sheet, Field.TITLE, hint=text("author.initiative_hint"), longest=LONGEST_TITLE),
        owner(text, sheet),
        listed(text, sheet, Field.PLACE),
    ]
    if not new:
        blocks += [tick(text, sheet, Field.DONE, "author.done_yes"), DividerBlock(), _buttons(text, sheet)]
    return _view(text, sheet, text("author.new_initiative" if new else "author.edit_initiative"), blocks)


def _view(text: Text, sheet: Sheet, title: str, blocks: Sequence[Block]) -> View:
    return View(
        type="modal",
        callback_id=sheet.form,
        private_metadata=sheet.subject.written(),
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=text("form.save")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=blocks,
    )


def _notes(text: Text, sheet: Sheet) -> Iterator[Block]:
    """What one has to know before typing."""
    if sheet.changed:
        by = name_of(sheet.by) if sheet.by else text("author.somebody")
        lines = [text("author.changed", by=by), *(_yours(text, sheet, one) for one in sheet.changed)]
        yield section("\n".join(lines))
    if sheet.archived:
        yield context(text("author.archived"))
    if sheet.left:
        yield context(text("author.owner_left", owner=name_of(sheet.left)))


def _yours(text: Text, sheet: Sheet, one: Meanwhile) -> str:
    names: dict[str, str] = {**LEVELS, **VISIBILITIES, **KINDS}
    labels = {choice.value: choice.label for choice in sheet.lists.get(one.field, ())}
    if one.field is Field.OWNER and PERSON.fullmatch(one.yours):
        shown = f"<@{one.yours}>"
    elif one.field in (Field.LEVEL, Field.VISIBILITY, Field.KIND) and one.yours in names:
        shown = text(names[one.yours])
    else:
        shown = escape(cut(labels.get(one.yours, one.yours) or "—", LONGEST_SHOWN))
    return text("author.yours", field=text(LABELS[one.field]), yours=shown)


def _buttons(text: Text, sheet: Sheet, more: Sequence[ButtonElement] = ()) -> ActionsBlock:
    if sheet.archived:
        return ActionsBlock(elements=[*more, _button(text, RESTORE, "author.restore")])
    what = {
        Form.OBJECTIVE: "author.archive_objective",
        Form.KEY_RESULT: "author.archive_key_result",
        Form.INITIATIVE: "author.archive_initiative",
    }
    confirm = ConfirmObject(
        title=PlainTextObject(text=text("author.archive_title")),
        text=PlainTextObject(text=text(what[sheet.form])),
        confirm=PlainTextObject(text=text("author.archive")),
        deny=PlainTextObject(text=text("form.cancel")),
    )
    return ActionsBlock(elements=[*more, _button(text, ARCHIVE, "author.archive", confirm)])


def _button(text: Text, action_id: str, name: str, confirm: ConfirmObject | None = None) -> ButtonElement:
    return button(action_id, text(name), confirm=confirm)
