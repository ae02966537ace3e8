"""A message as plain text, for files and terminals: no marks, no escapes, tables in columns."""

import html
import re
from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ContextBlock, HeaderBlock, SectionBlock, TableBlock

from bot.delivery.outgoing import Picture, Post

MARKED = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])")
NAMED = re.compile(r"<([@#!])([^>|]+)(?:\|[^>]*)?>|<([^>|]+)(?:\|([^>]*))?>")


def plain(mrkdwn: str) -> str:
    """The words alone; a person without a name stays an id."""
    unmarked = MARKED.sub(lambda found: found[1] or found[2], mrkdwn.replace("`", ""))
    return html.unescape(NAMED.sub(_name, unmarked))


def _name(found: re.Match[str]) -> str:
    """@U0ANNA for a mention, a link's words for a link."""
    return f"{found[1]}{found[2]}" if found[1] else found[4] or found[3]


def as_text(post: Post) -> str:
    """The message as it is seen, and what each picture says."""
    seen = [words for block in post.blocks for words in _words(block)]
    return "\n\n".join([*seen, *map(_told, post.pictures)])


def _told(picture: Picture) -> str:
    """What it is called, and its finding, which may begin with that."""
    named = picture.alt.startswith(picture.title.rstrip("…"))
    return picture.alt if named else f"{picture.title}: {picture.alt}"


def _words(block: Block) -> Iterator[str]:
    match block:
        case HeaderBlock(text=words) if words:
            yield words.text
        case SectionBlock(text=words) if words:
            yield plain(words.text)
        case ContextBlock(elements=elements):
            yield "\n".join(plain(one.text) for one in elements if hasattr(one, "text"))
        case TableBlock():
            yield _table([[" ".join(cell["text"].split()) for cell in row] for row in block.to_dict()["rows"]])


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
