"""The hours to be reminded at, offered and confirmed, for the person's eyes only."""

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, MarkdownTextObject, PlainTextObject, SectionBlock

from bot.delivery.outgoing import Post
from bot.later.flow import Offer
from bot.phrases.waiting import reminder_ahead
from bot.prompts.flow import Prompt
from bot.rules.calendar import Later
from bot.text import Text

LABELS = {Later.HOUR: "later.hour", Later.AFTERNOON: "later.afternoon", Later.TOMORROW: "later.tomorrow"}
CHOICES = {f"later_{choice}": choice for choice in Later}


def offer(offer: Offer) -> Post:
    text = offer.prompt.caller.text
    question = text("later.question")
    return Post(question, [_section(question), ActionsBlock(elements=_buttons(text, offer))])


def confirmed(prompt: Prompt) -> Post:
    words = reminder_ahead(prompt.caller.text, prompt)
    return Post(words, [_section(words)])


def _buttons(text: Text, offer: Offer) -> list[ButtonElement]:
    return [
        ButtonElement(action_id=action, text=PlainTextObject(text=text(LABELS[choice])), value=str(offer.prompt.id))
        for action, choice in CHOICES.items()
        if choice in offer.choices
    ]


def _section(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words))
