"""The modal that asks for all due key results, a few a page."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    PlainTextObject,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.checkins.flow import Answer, Saved
from bot.checkins.pages import DONE, THANKS, VALUE, Page, Typed
from bot.checkins.questions import ALONE, FORM, field, questions, shown_first
from bot.forms import many
from bot.phrases.blocks import context
from bot.phrases.notice import notice
from bot.phrases.values import checked
from bot.prompts.asked import Asked
from bot.prompts.flow import Prompt
from bot.rules.progress import Milestone
from bot.text import Text, escape

MOST_LISTED = 40


def page(page: Page, now: datetime) -> View:
    """One page of the modal; the last one saves, and asks once whom to thank."""
    text = page.prompt.caller.text
    return View(
        type="modal",
        callback_id=ALONE if page.alone else FORM,
        private_metadata=str(page.form.id),
        notify_on_close=True,
        title=PlainTextObject(text=text("form.title")),
        submit=PlainTextObject(text=text("form.save" if page.last else "form.next")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=[
            *_lateness(text, page.prompt, now),
            *(block for item in page.asked for block in questions(text, item, page.drafts)),
            *([_thanks(text, page)] if page.last else []),
        ],
    )


def _lateness(text: Text, prompt: Prompt, now: datetime) -> list[Block]:
    if not prompt.late(now):
        return []
    sentence = text("form.late", day=text.day(prompt.rounds[0].day))
    return [context(sentence)]


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
    said = checked(text, asked.measure, asked.key_result.unit, row) if row else ""
    return f"*{asked.id} {escape(asked.key_result.title)}*\n{said}"


def _uncounted(text: Text, title: str, answer: Answer) -> str:
    words = " · ".join(escape(part) for part in (answer.note, answer.blocker) if part)
    said = text("phrase.value_confidence", value=text.number(answer.value), confidence=answer.confidence)
    return "\n".join(filter(None, [f"*{escape(title)}*", said, words]))


def _thanks(text: Text, page: Page) -> InputBlock:
    thanked = next((draft[THANKS] for draft in page.drafts.values() if THANKS in draft), page.thanked)
    return field(text("form.thanks"), THANKS, page.asked[-1].key_result.id, UserSelectElement(initial_user=thanked))


def changed(page: Page, typed: Mapping[int, Typed]) -> dict[int, Typed]:
    """What was typed, without what the fields showed before: of a form only looked at there is no draft."""
    before = {asked.key_result.id: shown_first(asked, page.drafts) for asked in page.asked}
    return many.changed(typed, {key: {THANKS: page.thanked, **before.get(key, {})} for key in typed})
