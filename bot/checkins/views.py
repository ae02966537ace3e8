"""The modal that asks for all due key results, a few a page, and the reader of what was typed into it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
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

from bot.checkins.flow import Answer, Page, Saved, Typed
from bot.phrases.kpis import describe
from bot.phrases.notice import notice
from bot.phrases.values import checked, unit_name
from bot.prompts.flow import Asked, Prompt
from bot.rules.confidence import HIGHEST, LOWEST, is_valid
from bot.rules.progress import MOST_STEPS, Measure, Milestone
from bot.text import Text, escape
from bot.text.numbers import read_number

FORM = "checkin_form"
VALUE, DONE, CONFIDENCE, NOTE, BLOCKER, THANKS = "value", "done", "confidence", "note", "blocker", "thanks"
LONGEST_NOTE = 3000
ROW_ID = re.compile(r"[1-9]\d{0,8}", re.ASCII)
LONGEST_OPTION = 75


def page(page: Page, now: datetime) -> View:
    """One page of the modal; the last one saves, and asks once whom to thank."""
    text = page.prompt.caller.text
    return View(
        type="modal",
        callback_id=FORM,
        private_metadata=str(page.form.id),
        notify_on_close=True,
        title=PlainTextObject(text=text("form.title")),
        submit=PlainTextObject(text=text("form.save" if page.last else "form.next")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=[
            *_lateness(text, page.prompt, now),
            *(block for item in page.asked for block in _questions(text, item, page.drafts)),
            *([_thanks(text, page)] if page.last else []),
        ],
    )


def _lateness(text: Text, prompt: Prompt, now: datetime) -> list[Block]:
    if now < prompt.due_at:
        return []
    sentence = text("form.late", day=text.day(prompt.rounds[0].day))
    return [ContextBlock(elements=[MarkdownTextObject(text=sentence)])]


def nothing_filled(page: Page) -> dict[str, str]:
    """The error of an empty form, at its first field."""
    first = page.asked[0]
    name = DONE if isinstance(first.measure, Milestone) else VALUE
    return {f"{name}:{first.key_result.id}": page.prompt.caller.text("form.nothing_filled")}


def outcome(text: Text, saved: Saved) -> View | None:
    """What to tell after saving: nothing, unless something could not be counted."""
    if not saved.refused:
        return None
    return notice(
        text, [text("form.closed_meanwhile"), *(_uncounted(text, title, said) for title, said in saved.refused)]
    )


def _uncounted(text: Text, title: str, answer: Answer) -> str:
    words = " · ".join(escape(part) for part in (answer.note, answer.blocker) if part)
    said = text("phrase.value_confidence", value=text.number(answer.value), confidence=answer.confidence)
    return "\n".join(filter(None, [f"*{escape(title)}*", said, words]))


def _questions(text: Text, asked: Asked, drafts: Mapping[int, Typed]) -> Iterator[Block]:
    key_result = asked.key_result.id
    yield SectionBlock(text=MarkdownTextObject(text=f"*{escape(asked.key_result.title)}*"))
    if known := _known(text, asked):
        yield ContextBlock(elements=[MarkdownTextObject(text=known)])
    typed = drafts.get(key_result) or _stored(asked)
    if isinstance(asked.measure, Milestone):
        yield _input(text("form.done"), DONE, key_result, _steps(asked, typed))
    else:
        yield _input(
            text("form.value"), VALUE, key_result,
            NumberInputElement(is_decimal_allowed=True, initial_value=_number(typed.get(VALUE))),
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
    value = row.value if row else None
    if asked.answer is None and asked.kpi_value is not None:
        value = asked.kpi_value
    return {
        VALUE: None if value is None else _plain(value),
        DONE: [str(step) for step in row.done] if row else [],
        CONFIDENCE: None if row is None or row.confidence is None else str(row.confidence),
        NOTE: asked.answer.note if asked.answer else None,
        BLOCKER: row.blocker if row else None,  # what was blocking still is, until somebody says otherwise
    }


def _number(typed: str | None) -> str | None:
    """What a number field may begin with; Slack refuses a form whose draft holds words or a decimal comma there."""
    value = read_number(typed or "")
    return None if value is None else _plain(value)


def _plain(value: float) -> str:
    """Without an exponent, which a number field does not take."""
    return f"{value:.10f}".rstrip("0").rstrip(".")


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


def _thanks(text: Text, page: Page) -> InputBlock:
    thanked = next((draft[THANKS] for draft in page.drafts.values() if draft.get(THANKS)), None)
    return _input(text("form.thanks"), THANKS, page.asked[-1].key_result.id, UserSelectElement(initial_user=thanked))


@dataclass(frozen=True)
class Read:
    """What a page says: answers to store, or a sentence for each mistake by block id."""

    answers: tuple[Answer, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)


def typed_in(view: Mapping[str, Any]) -> dict[int, Typed]:
    """The raw values of a submitted or closed view, by key result id and field."""
    found: dict[int, Typed] = {}
    for block_id, actions in (view.get("state") or {}).get("values", {}).items():
        name, _, key_result = block_id.partition(":")
        if row_id(key_result) and name in actions:
            found.setdefault(row_id(key_result), {})[name] = _raw(actions[name])
    return found


def row_id(sent: str) -> int:
    """The row id that a client sends back; 0, which no row has, for anything else."""
    return int(sent) if ROW_ID.fullmatch(sent) else 0


def _raw(state: Mapping[str, Any]) -> Any:
    if "selected_options" in state:
        return [option["value"] for option in state["selected_options"] or []]
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    return state.get("selected_user") if "selected_user" in state else state.get("value")


def read_checkin(text: Text, typed: Mapping[int, Typed], measures: Mapping[int, Measure]) -> Read:
    """Typed answers, or a sentence for each field that cannot be read. Of a key result that is not in `measures`
    only what can be read counts: it was closed meanwhile, and its fields cannot be mended."""
    errors: dict[str, str] = {}
    read = (_answer(text, key, fields, measures.get(key), errors) for key, fields in typed.items())
    answers = [answer for answer in read if answer]
    thanked = next((fields[THANKS] for fields in typed.values() if fields.get(THANKS)), None)
    if thanked and answers:
        answers[-1] = replace(answers[-1], thanks_to=thanked)
    return Read(tuple(answers), errors)


def _answer(
    text: Text, key_result: int, typed: Typed, measure: Measure | None, errors: dict[str, str]
) -> Answer | None:
    steps = _done(typed, measure)
    value = float(len(steps)) if DONE in typed else read_number(str(typed.get(VALUE) or ""))
    confidence = _level(typed.get(CONFIDENCE))
    if not (steps or typed.get(VALUE) or typed.get(CONFIDENCE)):
        return None
    if value is None and measure is not None:
        errors[f"{VALUE}:{key_result}"] = text("form.not_a_number" if typed.get(VALUE) else "form.value_missing")
    if confidence is None and measure is not None:
        message = "form.confidence_range" if typed.get(CONFIDENCE) else "form.confidence_missing"
        errors[f"{CONFIDENCE}:{key_result}"] = text(message)
    if value is None or confidence is None:
        return None
    return Answer(
        key_result, value, confidence, steps,
        note=_words(typed.get(NOTE)), blocker=_words(typed.get(BLOCKER)),
    )  # fmt: skip


def _done(typed: Typed, measure: Measure | None) -> tuple[int, ...]:
    most = len(measure.weights) if isinstance(measure, Milestone) else MOST_STEPS
    return tuple(step for step in range(1, most + 1) if str(step) in (typed.get(DONE) or []))


def _words(typed: str | None) -> str:
    return (typed or "").strip()[:LONGEST_NOTE]


def _level(typed: Any) -> int | None:
    return int(typed) if str(typed or "").isdecimal() and is_valid(int(typed)) else None
