"""Where a field stands in what is sent: `data.answers.0.number`, or `answers[field.ref=nps].number`."""

import math
import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.errors import UserError

KEY = r"[^.\[\]=]+"
STEP = re.compile(rf"({KEY})|\[({KEY}(?:\.{KEY})*)=([^\]]+)\]")
LONGEST = 200


class Nothing(Enum):
    """Why there is no value: nobody answered the question, or what is sent has no such place."""

    UNANSWERED = "unanswered"
    ABSENT = "absent"
    SEVERAL = "several"


@dataclass(frozen=True)
class Where:
    """The element of a list in which a place holds a value."""

    place: tuple["str | Where", ...]
    value: str


Place = tuple[str | Where, ...]


def place_of(written: str) -> Place:
    """UserError for what is no place."""
    found: list[str | Where] = []
    at = 0
    while at < len(written) <= LONGEST:
        step = STEP.match(written, at)
        if step is None:
            break
        found.append(step[1] or Where(tuple(step[2].split(".")), step[3]))
        at = step.end()
        if at == len(written):
            return tuple(found)
        if written[at] == "." and at + 1 < len(written):
            at += 1
        elif written[at] != "[":
            break
    raise UserError("hooks.bad_place", place=written[:LONGEST])


def value_at(document: Any, place: Place) -> Any:
    """The value there, or one of Nothing. An element that a list does not have is a question that was not answered."""
    for step in place:
        match document, step:
            case dict(), str():
                document = document.get(step, Nothing.ABSENT)
            case list(), str() if step.isascii() and step.isdecimal():
                document = document[int(step)] if int(step[:9]) < len(document) else Nothing.UNANSWERED
            case list(), Where():
                document = _element(document, step)
            case None, _:
                document = Nothing.UNANSWERED
            case _:
                document = Nothing.ABSENT
        if isinstance(document, Nothing):
            return document
    return document


def _element(elements: list[Any], wanted: Where) -> Any:
    found = [one for one in elements if cell_of(value_at(one, wanted.place)) == wanted.value]
    if len(found) > 1:
        return Nothing.SEVERAL
    return found[0] if found else Nothing.UNANSWERED


def cell_of(value: Any) -> str | None:
    """A value as a cell of a table; none for one that is no text and no number."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return value
        case int():
            return str(value)
        case float() if math.isfinite(value):
            return repr(value)
        case _:
            return None
