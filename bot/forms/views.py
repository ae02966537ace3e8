"""The modal that asks for all due key results, a few a page, and the reader of what was typed into it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ContextBlock,
    DividerBlock,
    InputBlock,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.checkins.flow import Answer
from bot.checkins.prompt import Asked, Prompt
from bot.phrases.kpis import describe
from bot.phrases.values import checked, unit_name
from bot.rules.confidence import HIGHEST, LOWEST, is_valid
from bot.rules.progress import Measure, Milestone
from bot.text import Text, escape
from bot.text.numbers import read_number

FORM = "checkin_form"
VALUE, DONE, CONFIDENCE, NOTE, BLOCKER, THANKS = "value", "done", "confidence", "note", "blocker", "thanks"
PER_PAGE = 6
LONGEST_NOTE = 3000
LONGEST_OPTION = 75
Typed = dict[str, Any]


def page(prompt: Prompt, form_id: int, asked: Sequence[Asked], drafts: Mapping[int, Typed], *, last: bool) -> View:
    """One page of the modal; the last one saves, and asks once whom to thank."""
    text = prompt.caller.text
    return View(
        type="modal",
        callback_id=FORM,
        private_metadata=str(form_id),
        notify_on_close=True,
        title=PlainTextObject(text=text("form.title")),
        submit=PlainTextObject(text=text("form.save" if last else "form.next")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=[
            *(block for item in asked for block in _questions(text, item, drafts.get(item.key_result.id, {}))),
            *([_thanks(text, asked, drafts)] if last else []),
        ],
    )


def notice(text: Text, sentences: Sequence[str]) -> View:
    """A modal that only tells something; its sentences are mrkdwn."""
    return View(
        type="modal",
        title=PlainTextObject(text=text("form.title")),
        close=PlainTextObject(text=text("form.close")),
        blocks=[SectionBlock(text=MarkdownTextObject(text=sentence)) for sentence in sentences],
    )


def _questions(text: Text, asked: Asked, draft: Typed) -> Iterator[Block]:
    key_result = asked.key_result.id
    yield SectionBlock(text=MarkdownTextObject(text=f"*{escape(asked.key_result.title)}*"))
    if known := _known(text, asked):
        yield ContextBlock(elements=[MarkdownTextObject(text=known)])
    typed = draft or _stored(asked)
    if isinstance(asked.measure, Milestone):
        yield _input(text("form.done"), DONE, key_result, _steps(asked, typed))
    else:
        yield _input(
            text("form.value"), VALUE, key_result,
            NumberInputElement(is_decimal_allowed=True, initial_value=typed.get(VALUE) or None),
            hint=unit_name(text, asked.key_result.unit),
        )  # fmt: skip
    yield _input(text("form.confidence"), CONFIDENCE, key_result, _confidence(text, typed))
    for name, label in ((NOTE, "form.note"), (BLOCKER, "form.blocker")):
        field = PlainTextInputElement(initial_value=typed.get(name) or None, multiline=True, max_length=LONGEST_NOTE)
        yield _input(text(label), name, key_result, field)
    yield DividerBlock()


def _known(text: Text, asked: Asked) -> str:
    lines = []
    if asked.last is not None:
        said = checked(text, asked.measure, asked.steps, asked.key_result.unit, asked.last)
        lines.append(text("prompt.last", said=said, day=text.short_day(asked.last.as_of.date())))
    if asked.reading is not None:
        lines.append(describe(text, asked.reading))
    return "\n".join(lines)


def _stored(asked: Asked) -> Typed:
    """What the fields show first: this round's answer, else the KPI now, else the last value and confidence."""
    row = asked.shown
    value = asked.kpi_value if asked.answer is None and asked.kpi_value is not None else row and row.value
    return {
        VALUE: None if value is None else f"{value:.10g}",
        DONE: [str(step) for step in row.done] if row else [],
        CONFIDENCE: None if row is None or row.confidence is None else str(row.confidence),
        NOTE: asked.answer.note if asked.answer else None,
        BLOCKER: asked.answer.blocker if asked.answer else None,
    }


def _input(label: str, name: str, key_result: int, element: Any, hint: str = "") -> InputBlock:
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
        str(step.number): Option(value=str(step.number), text=PlainTextObject(text=step.title[:LONGEST_OPTION]))
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


def _thanks(text: Text, asked: Sequence[Asked], drafts: Mapping[int, Typed]) -> InputBlock:
    thanked = next((draft[THANKS] for draft in drafts.values() if draft.get(THANKS)), None)
    return _input(text("form.thanks"), THANKS, asked[-1].key_result.id, UserSelectElement(initial_user=thanked))


@dataclass(frozen=True)
class Reading:
    """What a page holds: answers to store, what was typed by key result, mistakes by block id."""

    answers: tuple[Answer, ...] = ()
    typed: Mapping[int, Typed] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def typed_in(view: Mapping[str, Any]) -> dict[int, Typed]:
    """The raw values of a submitted or closed view, by key result id and field."""
    found: dict[int, Typed] = {}
    for block_id, actions in (view.get("state") or {}).get("values", {}).items():
        name, _, key_result = block_id.partition(":")
        if key_result.isdecimal() and name in actions:
            found.setdefault(int(key_result), {})[name] = _raw(actions[name])
    return found


def _raw(state: Mapping[str, Any]) -> Any:
    if "selected_options" in state:
        return [option["value"] for option in state["selected_options"] or []]
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    return state.get("selected_user") if "selected_user" in state else state.get("value")


def read_checkin(text: Text, typed: Mapping[int, Typed], measures: Mapping[int, Measure]) -> Reading:
    """Typed answers, or a sentence for each field that cannot be read. A key result that is not in `measures`
    is read as a number: whether it is still asked for, the flow says."""
    errors: dict[str, str] = {}
    answers = [
        _answer(text, key_result, fields, measures.get(key_result), errors) for key_result, fields in typed.items()
    ]
    return Reading(tuple(answer for answer in answers if answer), typed, errors)


def _answer(
    text: Text, key_result: int, typed: Typed, measure: Measure | None, errors: dict[str, str]
) -> Answer | None:
    steps = tuple(sorted(int(number) for number in typed.get(DONE) or []))
    milestone = isinstance(measure, Milestone)
    value = float(len(steps)) if milestone else read_number(str(typed.get(VALUE) or ""))
    confidence = _level(typed.get(CONFIDENCE))
    if not (steps or typed.get(VALUE) or typed.get(CONFIDENCE)):
        return None
    if value is None:
        message = "form.not_a_number" if typed.get(VALUE) else "form.value_missing"
        errors[f"{VALUE}:{key_result}"] = text(message)
    if confidence is None:
        message = "form.confidence_range" if typed.get(CONFIDENCE) else "form.confidence_missing"
        errors[f"{CONFIDENCE}:{key_result}"] = text(message)
    if value is None or confidence is None:
        return None
    return Answer(
        key_result, value, confidence, steps,
        note=(typed.get(NOTE) or "").strip(), blocker=(typed.get(BLOCKER) or "").strip(),
        thanks_to=typed.get(THANKS),
    )  # fmt: skip


def _level(typed: Any) -> int | None:
    return int(typed) if str(typed or "").isdecimal() and is_valid(int(typed)) else None
