"""The modals that make a message a blocker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    InputBlock,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.actions import CHECK_IN_NOW, EDIT, row_id
from bot.blockers.flow import LONGEST, Added
from bot.checkins.pages import Page
from bot.checkins.questions import ALONE, questions
from bot.phrases.blocks import context, section
from bot.phrases.values import checked
from bot.prompts.asked import Asked
from bot.text import Text, cut, escape

FORM = "blocker_form"
KEY_RESULT, WORDS = "key_result", "words"
MOST_OPTIONS, LONGEST_OPTION, LONGEST_SAID = 100, 75, 600


@dataclass(frozen=True)
class Typed:
    key_result_id: int
    words: str


def form(text: Text, choices: Sequence[Asked], words: str) -> View:
    """Which key result, and what blocks it: `words` to begin with."""
    return View(
        type="modal",
        callback_id=FORM,
        title=PlainTextObject(text=text("blocker.title")),
        submit=PlainTextObject(text=text("form.save")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=[
            InputBlock(
                block_id=KEY_RESULT, label=PlainTextObject(text=text("blocker.key_result")),
                element=_select(text, choices[:MOST_OPTIONS]), hint=_left(text, len(choices) - MOST_OPTIONS),
            ),
            InputBlock(
                block_id=WORDS, label=PlainTextObject(text=text("form.blocker")),
                element=PlainTextInputElement(
                    action_id=WORDS, multiline=True, initial_value=words or None, max_length=LONGEST
                ),
            ),
        ],
    )  # fmt: skip


def read(view: Mapping[str, Any]) -> Typed:
    values = (view.get("state") or {}).get("values", {})
    chosen = values.get(KEY_RESULT, {}).get(KEY_RESULT, {}).get("selected_option") or {}
    words = values.get(WORDS, {}).get(WORDS, {}).get("value") or ""
    return Typed(row_id(str(chosen.get("value") or "")), words.strip()[:LONGEST])


def nothing_said(text: Text) -> dict[str, str]:
    return {WORDS: text("blocker.nothing_said")}


def how_it_stands(page: Page) -> View:
    """The second page, where nothing was ever said of the key result: with value and confidence."""
    text = page.prompt.caller.text
    return View(
        type="modal",
        callback_id=ALONE,
        private_metadata=str(page.form.id),
        notify_on_close=True,
        title=PlainTextObject(text=text("blocker.title")),
        submit=PlainTextObject(text=text("form.save")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=[
            context(text("blocker.how_it_stands")),
            *questions(text, page.asked[0], page.drafts),
        ],
    )


def added(found: Added) -> View:
    """What is stored now, and the way to change it."""
    text, asked = found.caller.text, found.asked
    said = checked(text, asked.measure, asked.key_result.unit, found.checkin)
    blocker = found.checkin.blocker
    lines = [
        text("receipt.saved"),
        f"*{asked.id} {escape(asked.key_result.title)}*",
        said,
        text("receipt.blocker", words=escape(cut(blocker, LONGEST_SAID))),
    ]
    return View(
        type="modal",
        title=PlainTextObject(text=text("blocker.title")),
        close=PlainTextObject(text=text("form.close")),
        blocks=[
            section("\n".join(lines)),
            ActionsBlock(elements=[_edit(text, found)]),
        ],
    )


def _edit(text: Text, found: Added) -> ButtonElement:
    label = PlainTextObject(text=text("button.edit"))
    if found.prompt_id is not None:
        return ButtonElement(action_id=EDIT, text=label, value=str(found.prompt_id))
    return ButtonElement(action_id=CHECK_IN_NOW, text=label, value=str(found.asked.key_result.id))


def _select(text: Text, choices: Sequence[Asked]) -> StaticSelectElement:
    groups = groupby(choices, key=lambda item: item.objective.id)
    listed = [list(items) for _, items in groups]
    return StaticSelectElement(
        action_id=KEY_RESULT,
        placeholder=PlainTextObject(text=text("form.choose")),
        option_groups=[
            OptionGroup(
                label=PlainTextObject(
                    text=cut(f"{items[0].objective.number} {items[0].objective.title}", LONGEST_OPTION)
                ),
                options=[_option(item) for item in items],
            )
            for items in listed
        ],
        initial_option=_option(choices[0]) if len(choices) == 1 else None,
    )


def _option(asked: Asked) -> Option:
    words = cut(f"{asked.id} {asked.key_result.title}", LONGEST_OPTION)
    return Option(value=str(asked.key_result.id), text=PlainTextObject(text=words))


def _left(text: Text, left: int) -> PlainTextObject | None:
    return PlainTextObject(text=text.count("prompt.more", left)) if left > 0 else None
