"""The modal that asks for all due key results, a few a page."""

from collections.abc import Iterator, Mapping, Sequence
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

from bot.checkins.flow import Answer, Saved
from bot.checkins.pages import Page, Typed
from bot.phrases.kpis import describe
from bot.phrases.notice import notice
from bot.phrases.values import checked, unit_name
from bot.prompts.asked import Asked
from bot.prompts.flow import Prompt
from bot.rules.confidence import HIGHEST, LOWEST
from bot.rules.progress import Milestone
from bot.text import Text, escape
from bot.text.numbers import read_number
from storage.kinds import Surface

FORM = "checkin_form"
VALUE, DONE, CONFIDENCE, NOTE, BLOCKER, THANKS = "value", "done", "confidence", "note", "blocker", "thanks"
LONGEST_NOTE = 3000
LONGEST_OPTION = 75
MOST_LISTED = 40


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
    if not prompt.late(now):
        return []
    sentence = text("form.late", day=text.day(prompt.rounds[0].day))
    return [ContextBlock(elements=[MarkdownTextObject(text=sentence)])]


def nothing_filled(page: Page) -> dict[str, str]:
    """The error of an empty form, at its first field."""
    first = page.asked[0]
    name = DONE if isinstance(first.measure, Milestone) else VALUE
    return {f"{name}:{first.key_result.id}": page.prompt.caller.text("form.nothing_filled")}


def already_saved(page: Page) -> View:
    text = page.prompt.caller.text
    return notice(text, [text("checkin.already_saved" if page.prompt.delivery else "checkin.already_saved_unasked")])


def outcome(text: Text, saved: Saved, stored: Sequence[Asked] = ()) -> View | None:
    """What to tell after saving: what was `stored` without a receipt, and what could not be counted."""
    told = [text("receipt.saved"), *(_stored_now(text, item) for item in stored[:MOST_LISTED])] if stored else []
    if left := len(stored[MOST_LISTED:]):
        told.append(text.count("prompt.more", left))
    if saved.refused:
        told += [text("form.closed_meanwhile"), *(_uncounted(text, title, said) for title, said in saved.refused)]
    return notice(text, told) if told else None


def _stored_now(text: Text, asked: Asked) -> str:
    row = asked.shown
    said = checked(text, asked.measure, asked.steps, asked.key_result.unit, row) if row else ""
    return f"*{asked.id} {escape(asked.key_result.title)}*\n{said}"


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
    if asked.last and asked.last_day:
        said = checked(text, asked.measure, asked.steps, asked.key_result.unit, asked.last)
        lines.append(text("prompt.last", said=said, day=text.short_day(asked.last_day)))
    if asked.reading is not None:
        lines.append(describe(text, asked.reading))
    return "\n".join(lines)


def _stored(asked: Asked) -> Typed:
    """What the fields showed first: this round's answer, else the KPI, else the last value and confidence."""
    row = asked.shown
    value = row.value if row else None
    if asked.answer is None:
        value = asked.seen.get(Surface.FORM, value)
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
    thanked = next((draft[THANKS] for draft in page.drafts.values() if THANKS in draft), page.thanked)
    return _input(text("form.thanks"), THANKS, page.asked[-1].key_result.id, UserSelectElement(initial_user=thanked))


def changed(page: Page, typed: Mapping[int, Typed]) -> dict[int, Typed]:
    """What was typed, without what the fields showed before: of a form only looked at there is no draft."""
    before = {asked.key_result.id: page.drafts.get(asked.key_result.id) or _stored(asked) for asked in page.asked}
    return {
        key: fields for key, fields in typed.items() if not _same(fields, {THANKS: page.thanked, **before.get(key, {})})
    }


def _same(a: Typed, b: Typed) -> bool:
    return all((a[name] or None) == (b.get(name) or None) for name in a)
