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
    command = command_of(word)
    near = None if command else next(iter(difflib.get_close_matches(word.lower(), WORDS, 1)), None)
    return Typed(command, word, rest.strip(), near)


def command_of(typed: str) -> Command | None:
    """The command alone; none where the word is unknown."""
    word = typed.strip().partition(" ")[0]
    return WORDS.get(word.lower()) if word else Command.MINE
