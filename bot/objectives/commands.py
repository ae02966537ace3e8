"""The words of /okr, in both languages."""

import difflib
import html
from dataclasses import dataclass
from enum import StrEnum


class Command(StrEnum):
    MINE = "mine"
    SHOW = "show"
    KPI = "kpi"
    DOCTOR = "doctor"
    HELP = "help"


WORDS = {
    "show": Command.SHOW,
    "покажи": Command.SHOW,
    "показать": Command.SHOW,
    "kpi": Command.KPI,
    "показатель": Command.KPI,
    "показатели": Command.KPI,
    "doctor": Command.DOCTOR,
    "проверка": Command.DOCTOR,
    "help": Command.HELP,
    "помощь": Command.HELP,
    "справка": Command.HELP,
}


@dataclass(frozen=True)
class Typed:
    """`command` is none where the word is unknown; `near` is the known word most like it."""

    command: Command | None
    word: str = ""
    rest: str = ""
    near: str | None = None


def read_command(typed: str) -> Typed:
    """`typed` as Slack sends it, with & < > escaped."""
    word, _, rest = html.unescape(typed).strip().partition(" ")
    if not word:
        return Typed(Command.MINE)
    known = word.lower()
    near = next(iter(difflib.get_close_matches(known, WORDS, 1)), None)
    return Typed(WORDS.get(known), word, rest.strip(), near)
