"""A modal that only tells something."""

from collections.abc import Sequence

from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View

from bot.phrases.blocks import section
from bot.text import Text


def notice(text: Text, sentences: Sequence[str], title: str = "form.title") -> View:
    """A modal that only tells something; its sentences are mrkdwn, its title is a text's id."""
    return View(
        type="modal",
        title=PlainTextObject(text=text(title)),
        close=PlainTextObject(text=text("form.close")),
        blocks=[section(sentence) for sentence in sentences],
    )
