"""Pictures in words: files go to no one person's eyes alone."""

from collections.abc import Iterable

from slack_sdk.models.blocks import Block

from bot.phrases.blocks import section
from bot.text import Text, escape


def in_words(text: Text, told: Iterable[str]) -> list[Block]:
    return [section(text("preview.picture", words=escape(words))) for words in told]
