"""What a person wants done with a file: the words beside it, and what was chosen in the form since."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.imports.scores import Scale
from storage.imports.table import Layout
from storage.imports.times import DateOrder
from storage.kinds import ImportKind

KIND_WORDS = {
    ImportKind.SURVEYS: r"surveys?|опрос\w*|анкет\w*",
    ImportKind.TICKETS: r"tickets?|тикет\w*|заявк\w*|обращени\w*",
    ImportKind.CUSTOMERS: r"customers?|клиент\w*",
    ImportKind.ORDERS: r"orders?|заказ\w*|покупк\w*",
    ImportKind.REVIEWS: r"reviews?|отзыв\w*",
    ImportKind.VALUES: r"values?|kpi|значени\w*|показател\w*",
}
KINDS = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in KIND_WORDS.items()}
SCALE_WORDS = re.compile(r"\b(?:scale|шкал\w*)\b[\s:]*(\d+\s*[-–—]\s*\d+)", re.IGNORECASE)
SCALE = re.compile(r"\s*(\d{1,3})\s*[-–—]\s*(\d{1,3})\s*")
ORDER_WORDS = re.compile(r"\b(dmy|mdy|ymd)\b", re.IGNORECASE)
WRITTEN = ("missing", "labels", "sheet", "question", "complete", "encoding")
"""What is typed: words of no answer, scores of words, the sheet, the question, words of who finished, the encoding."""
NAMED = (ImportKind.SURVEYS, ImportKind.VALUES)
AROUND = " \t\r\n:,.;\"'«»“”„`*_"
LONGEST_NAME = 80


@dataclass(frozen=True)
class Asked:
    """What is asked for; none or empty means: find out. `name` is the survey's or the KPI's, `columns` are by field,
    an empty one for a field that the file does not have, `written` is what was typed for the names of WRITTEN."""

    kind: ImportKind | None = None
    name: str = ""
    scale: Scale | None = None
    date_order: DateOrder | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def layout(self) -> Layout:
        return Layout(encoding=self.written.get("encoding") or None, sheet=self.written.get("sheet") or None)


def read_words(words: str) -> Asked:
    """`survey: relationship scale 1-5`, `tickets`, `values nps_media`, and the same in Russian."""
    said = html.unescape(words)
    scale, order = SCALE_WORDS.search(said), ORDER_WORDS.search(said)
    rest = ORDER_WORDS.sub(" ", SCALE_WORDS.sub(" ", said))
    kind, place = _first_kind(rest)
    name = _name(rest[place:], kind) if kind and kind in NAMED else ""
    return Asked(
        kind, name,
        read_scale(scale[1]) if scale else None,
        DateOrder(order[1].lower()) if order else None,
    )  # fmt: skip


def read_scale(written: str) -> Scale | None:
    """A scale such as 0-10; none where it is none."""
    found = SCALE.fullmatch(written)
    low, high = (int(found[1]), int(found[2])) if found else (0, 0)
    return Scale(low, high) if low < high else None


def with_choices(asked: Asked, choices: Mapping[str, Any]) -> Asked:
    """What was chosen later counts, and where it was for another kind, nothing of the words but that."""
    kind = ImportKind(choices["kind"]) if choices.get("kind") else asked.kind
    before = asked if kind is asked.kind or asked.kind is None else Asked()
    scale, order = choices.get("scale"), choices.get("date_order")
    return Asked(
        kind,
        choices.get("name") or before.name,
        read_scale(scale) if scale else before.scale,
        DateOrder(order) if order else before.date_order,
        {**before.columns, **choices.get("columns", {})},
        {name: choices.get(name) or "" for name in WRITTEN},
    )


def _name(words: str, kind: ImportKind) -> str:
    """What follows the kind, which may be said in two words, as in `значения показателя media`."""
    name = " ".join(words.split()).strip(AROUND)
    if again := KINDS[kind].match(name):
        name = name[again.end() :].strip(AROUND)
    return name[:LONGEST_NAME]


def _first_kind(words: str) -> tuple[ImportKind | None, int]:
    """The kind that is named first, and where its word ends."""
    found = [(match.start(), match.end(), kind) for kind, word in KINDS.items() if (match := word.search(words))]
    _, end, kind = min(found, default=(0, 0, None))
    return kind, end
