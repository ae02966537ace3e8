"""The hours to be reminded at, offered and confirmed, for the person's eyes only."""

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.delivery.outgoing import Post
from bot.later.flow import Offer
from bot.phrases.blocks import button, said
from bot.phrases.notice import notice
from bot.phrases.waiting import reminder_ahead
from bot.prompts.flow import Prompt
from bot.rules.calendar import Later
from bot.text import Text

LABELS = {Later.HOUR: "later.hour", Later.AFTERNOON: "later.afternoon", Later.TOMORROW: "later.tomorrow"}
CHOICES = {f"later_{choice}": choice for choice in Later}


def offer(offer: Offer) -> Post:
    text = offer.prompt.caller.text
    question = text("later.question")
    return said(question, _buttons(text, offer))


def confirmed(prompt: Prompt) -> Post:
    words = reminder_ahead(prompt.caller.text, prompt)
    return said(words)


def confirmed_in_modal(prompt: Prompt) -> View:
    """In place of the offer, where that was asked for in Home."""
    text = prompt.caller.text
    return notice(text, [reminder_ahead(text, prompt)], "answer.title")


def _buttons(text: Text, offer: Offer) -> list[ButtonElement]:
    return [
        button(action, text(LABELS[choice]), str(offer.prompt.id))
        for action, choice in CHOICES.items()
        if choice in offer.choices
    ]
