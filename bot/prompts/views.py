"""What a check-in looks like in the direct message: prompt, reminder, receipt."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
)

from bot.actions import AWAY, AWAY_OVER, CHECK_IN, EDIT, LATER, NO_CHANGE
from bot.delivery.outgoing import Post
from bot.phrases.blocks import button, context, section
from bot.phrases.kpis import describe
from bot.phrases.values import checked
from bot.phrases.waiting import reminder_ahead
from bot.prompts.asked import Asked
from bot.prompts.flow import Prompt
from bot.text import Text, cut, escape
from storage.models import Away

Button = tuple[str, str, str | None]
OPEN_BUTTONS: list[Button] = [
    (CHECK_IN, "button.check_in", "primary"),
    (NO_CHANGE, "button.no_change", None),
    (LATER, "button.later", None),
    (AWAY, "button.away", None),
]
DONE_BUTTONS: list[Button] = [(EDIT, "button.edit", None)]
MOST_LISTED = 40
LONGEST_SAID = 300


def prompt(prompt: Prompt, now: datetime) -> Post:
    """What is due, with the last values, the KPIs as they stand, and the buttons."""
    text = prompt.caller.text
    blocks = [
        HeaderBlock(text=_title(text, prompt)),
        section(_lead(text, prompt, now)),
        *_later(text, prompt, now),
        *(section(_due(text, asked)) for asked in prompt.asked[:MOST_LISTED]),
        *_more(text, prompt.asked),
        _buttons(text, prompt, OPEN_BUTTONS),
    ]
    return Post(text=text.count("prompt.notice", len(prompt.asked), due=_due_at(text, prompt)), blocks=blocks)


def reminder(prompt: Prompt, now: datetime) -> Post:
    text = prompt.caller.text
    message = "reminder.late" if prompt.late(now) else "reminder.sentence"
    sentence = text.count(message, len(prompt.open), due=_due_at(text, prompt))
    buttons = _buttons(text, prompt, OPEN_BUTTONS[:1])
    return Post(text=sentence, blocks=[section(sentence), buttons])


def away(prompt: Prompt, days: Away) -> Post:
    """The prompt of somebody who is away."""
    text = prompt.caller.text
    words = text("prompt.away", day=text.day(days.last))
    back = button(AWAY_OVER, text("button.back"), str(days.id))
    blocks = [HeaderBlock(text=_title(text, prompt)), section(words), ActionsBlock(elements=[back])]
    return Post(text=words, blocks=blocks)


def receipt(prompt: Prompt, now: datetime) -> Post:
    """The prompt once something is answered: what is stored, what is still open, and the way to change it."""
    text = prompt.caller.text
    buttons = OPEN_BUTTONS if prompt.open else DONE_BUTTONS
    blocks = [
        HeaderBlock(text=_title(text, prompt)),
        section(_thanks(text, prompt)),
        *_later(text, prompt, now),
        *(section(_answer(text, asked)) for asked in prompt.asked[:MOST_LISTED]),
        *_more(text, prompt.asked),
        _buttons(text, prompt, buttons),
    ]
    return Post(text=_thanks(text, prompt), blocks=blocks)


def _title(text: Text, prompt: Prompt) -> str:
    return text("prompt.title", day=text.day(prompt.rounds[0].day))


def _lead(text: Text, prompt: Prompt, now: datetime) -> str:
    teams = ", ".join(escape(team) for team in prompt.teams)
    due = _due_at(text, prompt)
    if now >= prompt.due_at:
        return text("prompt.late", teams=teams, due=due)
    return text("prompt.final" if prompt.final else "prompt.lead", teams=teams, due=due)


def _later(text: Text, prompt: Prompt, now: datetime) -> list[Block]:
    """That a reminder is still ahead."""
    if not prompt.open or prompt.later_at is None or prompt.later_at <= now:
        return []
    return [context(reminder_ahead(text, prompt))]


def _due_at(text: Text, prompt: Prompt) -> str:
    return text.moment(prompt.due_at, prompt.caller.zone)


def _due(text: Text, asked: Asked) -> str:
    return "\n".join([_name(asked), *_known(text, asked)])


def _known(text: Text, asked: Asked) -> Iterator[str]:
    if asked.last_day is None:
        yield text("prompt.never")
    else:
        yield text("prompt.last", said=_said(text, asked), day=text.short_day(asked.last_day))
    if asked.reading is not None:
        yield describe(text, asked.reading)


def _answer(text: Text, asked: Asked) -> str:
    if asked.answer is None:
        return "\n".join([_name(asked), text("receipt.open")])
    words = [
        text(message, words=escape(cut(said, LONGEST_SAID)))
        for message, said in (("receipt.note", asked.answer.note), ("receipt.blocker", asked.answer.blocker))
        if said
    ]
    return "\n".join([_name(asked), _said(text, asked), *words])


def _name(asked: Asked) -> str:
    return f"*{asked.id} {escape(asked.key_result.title)}*"


def _said(text: Text, asked: Asked) -> str:
    row = asked.shown
    assert row is not None  # noqa: S101 - callers have looked
    return checked(text, asked.measure, asked.key_result.unit, row)


def _thanks(text: Text, prompt: Prompt) -> str:
    answered = len(prompt.asked) - len(prompt.open)
    if prompt.open:
        return text("receipt.partly", answered=answered, asked=len(prompt.asked))
    late = any(asked.answer and asked.answer.late for asked in prompt.asked)
    return text("receipt.late" if late else "receipt.saved")


def _more(text: Text, asked: Sequence[Asked]) -> list[Block]:
    left = len(asked) - MOST_LISTED
    words = MarkdownTextObject(text=text.count("prompt.more", left))
    return [ContextBlock(elements=[words])] if left > 0 else []


def _buttons(text: Text, prompt: Prompt, buttons: list[Button]) -> ActionsBlock:
    return ActionsBlock(
        elements=[
            ButtonElement(action_id=action, text=PlainTextObject(text=text(label)), value=str(prompt.id), style=style)
            for action, label, style in buttons
        ]
    )
