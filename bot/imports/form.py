"""The modal that settles how a file is to be read, and its reader."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.imports.asked import LONGEST_NAME, WRITTEN
from bot.imports.drop import Dropped, another_kind
from bot.imports.names import FIELD_NAMES, KIND_NAMES, ORDER_NAMES
from bot.imports.told import Told
from bot.imports.views import shortened
from bot.phrases.blocks import section
from bot.text import Text, cut
from storage.imports.columns import NUMBERED
from storage.imports.kinds import KINDS
from storage.imports.times import DateOrder
from storage.kinds import ImportKind

FORM = "file_form"
KIND, NAME, SCALE, ORDER, COLUMN = "kind", "name", "scale", "order", "column"
SCALES = ("0-10", "1-10", "1-7", "1-5", "0-5", "1-4", "1-3", "0-100")
ORDERS = (DateOrder.DMY, DateOrder.MDY, DateOrder.YMD)
FOUND_OUT = ("score", "time")
LONGEST_OPTION = 75
LONGEST_WRITTEN = 1000
LONGEST_HINT = 1000
WORDS: Mapping[str, tuple[str, str]] = {
    "missing": ("files.form.missing", "files.form.missing_hint"),
    "labels": ("files.form.labels", "files.form.labels_hint"),
    "sheet": ("files.form.sheet", "files.form.sheet_hint"),
    "question": ("files.form.question", "files.form.question_hint"),
    "complete": ("files.form.complete", "files.form.complete_hint"),
    "encoding": ("files.form.encoding", "files.form.encoding_hint"),
}
"""The label and the hint of what is typed."""
ABOUT: Mapping[str, tuple[str, ...]] = {
    "sheet": ("imports.several_sheets", "imports.no_such_sheet", "imports.no_sheets"),
    "question": ("imports.which_question", "imports.which_question_column", "imports.no_such_question"),
    "complete": ("imports.which_status", "imports.no_status_column"),
    "encoding": ("imports.undecodable", "imports.unknown_encoding"),
}


@dataclass(frozen=True)
class Known:
    """What may be chosen from: the surveys there are, the KPIs whose values are sent in."""

    surveys: Sequence[str]
    kpis: Sequence[str]


def form(found: Dropped, known: Known) -> View:
    """Asks for everything that can be chosen; what is known already is filled in."""
    text, said = found.caller.text, found.told
    return View(
        type="modal",
        callback_id=FORM,
        private_metadata=str(found.row.id),
        title=PlainTextObject(text=text("files.form.title")),
        submit=PlainTextObject(text=text("files.form.submit")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=[
            section(f"*{shortened(found.row.name, 100)}*"),
            _select(KIND, text("files.form.kind"), _kinds(text), said.kind, text("form.choose"), optional=False),
            *_name(text, found, known),
            *_columns(text, found),
            *_readings(text, found),
        ],
    )


def read_form(text: Text, found: Dropped, view: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What was chosen, or a sentence for each field that is not filled in as it must be. Where another kind of file
    is chosen, the rest was about the old one."""
    typed = {block: _value(actions[block]) for block, actions in view["state"]["values"].items() if block in actions}
    kind = typed.get(KIND) or found.told.kind
    if kind != found.told.kind:
        return another_kind(kind), {}
    if NAME in typed and not (typed[NAME] or "").strip():
        return {}, {NAME: text("files.form.no_name")}
    chosen = {
        "kind": kind,
        "name": (typed.get(NAME) or "").strip()[:LONGEST_NAME],
        "scale": typed.get(SCALE) or "",
        "date_order": typed.get(ORDER) or "",
        **{name: (typed.get(name, found.asked.written.get(name)) or "").strip() for name in WRITTEN},
        "columns": dict(_chosen_columns(found, typed)),
    }
    return chosen, {}


def _value(state: Mapping[str, Any]) -> str | None:
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    return state.get("value")


def _chosen_columns(found: Dropped, typed: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Emptied means that the file has no such column; left empty, that it is to be found out."""
    for field in found.told.fields:
        block = f"{COLUMN}:{field}"
        if block in typed and (typed[block] or found.told.chosen.get(field)):
            yield field, typed[block] or ""


def _name(text: Text, found: Dropped, known: Known) -> Iterator[Block]:
    said = found.told
    if said.kind == ImportKind.VALUES and known.kpis:
        kpis = [(name, name) for name in known.kpis]
        yield _select(NAME, text("files.form.kpi"), kpis, said.name, text("form.choose"), optional=False)
    if said.kind == ImportKind.SURVEYS:
        hint = text("files.form.surveys", surveys=", ".join(known.surveys)[:1000]) if known.surveys else None
        initial = said.name or PurePath(found.row.name).stem[:LONGEST_NAME]
        field = PlainTextInputElement(action_id=NAME, initial_value=initial or None, max_length=LONGEST_NAME)
        yield _input(text("files.form.survey"), NAME, field, optional=False, hint=hint)


def _columns(text: Text, found: Dropped) -> Iterator[Block]:
    said = found.told
    options = [(f"#{place}", name) for place, name in enumerate(said.header, start=1)]
    needed = _needed(said.kind)
    for field in said.fields:
        chosen = str(said.chosen.get(field) or "")
        value = chosen if NUMBERED.fullmatch(chosen) else next((key for key, name in options if name == chosen), "")
        label = text("files.form.column", field=text(FIELD_NAMES[field]))
        empty = text("files.form.find_out" if field in FOUND_OUT else "files.form.none")
        yield _select(f"{COLUMN}:{field}", label, options, value, empty, optional=field not in needed)


def _needed(kind: str) -> set[str]:
    if kind == ImportKind.SURVEYS or not kind:
        return set()
    return {field.name for field in KINDS[ImportKind(kind)].fields if field.needed}


def _readings(text: Text, found: Dropped) -> Iterator[Block]:
    said, find_out = found.told, text("files.form.find_out")
    if said.kind == ImportKind.SURVEYS:
        scales = [(scale, scale) for scale in SCALES]
        scale = str(said.chosen.get("scale") or found.asked.scale)
        yield _select(SCALE, text("files.form.scale"), scales, scale, find_out)
    orders = [(order.value, text(ORDER_NAMES[order])) for order in ORDERS]
    chosen = str(said.chosen.get("date_order") or found.asked.date_order)
    yield _select(ORDER, text("files.form.order"), orders, chosen, find_out)
    for name in _to_write(found):
        label, hint = WORDS[name]
        field = PlainTextInputElement(
            action_id=name, initial_value=found.asked.written.get(name) or None, max_length=LONGEST_WRITTEN
        )
        yield _input(text(label), name, field, hint=text(hint, **_listed(said)))


def _to_write(found: Dropped) -> Iterator[str]:
    """What may be typed: the rare ones where there is a doubt about them, or they were typed before."""
    said = found.told
    survey = said.kind == ImportKind.SURVEYS
    usual = {"missing": bool(said.kind), "labels": survey, "complete": survey and bool(said.chosen.get("status"))}
    for name in WRITTEN:
        asked = name in ABOUT and said.doubt in ABOUT[name]
        if usual.get(name) or asked or found.asked.written.get(name):
            yield name


def _listed(said: Told) -> dict[str, str]:
    """What the file offers, as the sentence about the doubt names it."""
    return {name: str(said.values.get(name) or "…")[:LONGEST_HINT] for name in ("sheets", "questions", "words")}


def _kinds(text: Text) -> list[tuple[str, str]]:
    return [(kind.value, text(name)) for kind, name in KIND_NAMES.items()]


def _select(
    name: str, label: str, options: Sequence[tuple[str, str]], value: str, empty: str, *, optional: bool = True
) -> InputBlock:
    """`empty` stands where nothing is chosen."""
    offered = [
        Option(value=key[:LONGEST_OPTION], text=PlainTextObject(text=_short(shown), emoji=False))
        for key, shown in options
    ]
    chosen = next((option for option in offered if option.value == value), None)
    field = StaticSelectElement(
        action_id=name, options=offered, initial_option=chosen, placeholder=PlainTextObject(text=empty)
    )
    return _input(label, name, field, optional=optional)


def _short(shown: str) -> str:
    return cut(" ".join(shown.split()), LONGEST_OPTION)


def _input(label: str, name: str, field: Any, *, optional: bool = True, hint: str | None = None) -> InputBlock:
    return InputBlock(
        block_id=name, label=PlainTextObject(text=label), element=field, optional=optional,
        hint=PlainTextObject(text=hint) if hint else None,
    )  # fmt: skip
