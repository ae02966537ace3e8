"""What one answer says, cut into the parts that mean something and the words between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.replies import vocabulary as said


class Kind(StrEnum):
    CONFIDENCE = "confidence"
    CONFIDENCE_UNREAD = "confidence_unread"
    OUT_OF = "out_of"
    DONE = "done"
    STEPS = "steps"
    SAME = "same"
    NUMBER = "number"
    BLOCKER = "blocker"
    CLEAR = "clear"
    NOTE = "note"
    THANKS = "thanks"
    FILLER = "filler"
    BREAK = "break"
    SEPARATOR = "separator"
    WORD = "word"
    END = "end"


@dataclass(frozen=True)
class Token:
    kind: Kind
    found: re.Match[str] | None
    start: int
    end: int

    def get(self, group: str) -> str:
        """What one part of it says, empty where it has none."""
        assert self.found is not None  # noqa: S101 - only the end has none
        return (self.found.groupdict().get(group) or "").strip()


WORDS: tuple[tuple[Kind, str], ...] = (
    (Kind.BREAK, r"\n|;"),
    (Kind.CONFIDENCE, said.CONFIDENCE),
    (Kind.CONFIDENCE, said.CONFIDENCE_AFTER),
    (Kind.CONFIDENCE_UNREAD, said.CONFIDENCE_UNREAD),
    (Kind.OUT_OF, said.OUT_OF),
    (Kind.CLEAR, said.CLEAR),
    (Kind.BLOCKER, said.BLOCKER),
    (Kind.NOTE, said.NOTE),
    (Kind.THANKS, said.THANKS),
    (Kind.SAME, said.SAME),
)
STEP_WORDS = ((Kind.DONE, said.DONE), (Kind.STEPS, said.STEPS))
LAST = (
    (Kind.FILLER, said.FILLER),
    (Kind.SEPARATOR, r"(?:->|[,.:=|!\u2192\u2013\u2014-]+)(?=\s|$)|[,:=|\u2192]"),
    (Kind.WORD, r"<[^<>\s]*>|[^\s,;]+"),
)


def tokens(words: str, unit: str, *, steps: bool) -> Iterator[Token]:
    """Of an answer for a key result with a unit, or with `steps`; the last one is the end."""
    even, place, patterns = folded(words), 0, _patterns(unit, steps)
    while place < len(words):
        if words[place] != "\n" and words[place].isspace():
            place += 1
            continue
        kind, found = next(
            (kind, match) for kind, pattern in patterns if (match := pattern.match(even, place)) and match.end() > place
        )
        yield Token(kind, found, place, found.end())
        place = found.end()
    yield Token(Kind.END, None, len(words), len(words))


def folded(words: str) -> str:
    """The same, letter for letter, with е for ё."""
    return words.replace("ё", "е").replace("Ё", "Е")


@cache
def _patterns(unit: str, steps: bool) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    named = [*WORDS[:1], *(STEP_WORDS if steps else ()), *WORDS[1:]]
    start = [(kind, said.pattern(source)) for kind, source in named]
    end = [(kind, said.pattern(source)) for kind, source in LAST]
    return (*start, (Kind.NUMBER, said.number_in(unit)), *end)
