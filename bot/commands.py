"""The words of /okr, in both languages."""

import difflib
import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Command(StrEnum):
    MINE = "mine"
    TEAM = "team"
    COMPANY = "company"
    ALL = "all"
    AT_RISK = "at-risk"
    SHOW = "show"
    TREE = "tree"
    CHECKIN = "checkin"
    HISTORY = "history"
    KPI = "kpi"
    DIGEST = "digest"
    AGENDA = "agenda"
    NEW = "new"
    EDIT = "edit"
    CLOSE = "close"
    AWAY = "away"
    SETTINGS = "settings"
    DOCTOR = "doctor"
    EXPORT = "export"
    HELP = "help"


WORDS = {
    **{command.value: command for command in Command},
    "мои": Command.MINE,
    "команда": Command.TEAM,
    "компания": Command.COMPANY,
    "все": Command.ALL,
    "всё": Command.ALL,
    "risk": Command.AT_RISK,
    "risks": Command.AT_RISK,
    "риски": Command.AT_RISK,
    "риск": Command.AT_RISK,
    "покажи": Command.SHOW,
    "показать": Command.SHOW,
    "дерево": Command.TREE,
    "check-in": Command.CHECKIN,
    "чекин": Command.CHECKIN,
    "чек-ин": Command.CHECKIN,
    "история": Command.HISTORY,
    "показатель": Command.KPI,
    "показатели": Command.KPI,
    "дайджест": Command.DIGEST,
    "повестка": Command.AGENDA,
    "создать": Command.NEW,
    "изменить": Command.EDIT,
    "закрыть": Command.CLOSE,
    "отпуск": Command.AWAY,
    "настройки": Command.SETTINGS,
    "проверка": Command.DOCTOR,
    "выгрузка": Command.EXPORT,
    "помощь": Command.HELP,
    "справка": Command.HELP,
}


LATIN, CYRILLIC = "qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"
OTHER_KEYBOARD = str.maketrans(LATIN + CYRILLIC, CYRILLIC + LATIN)
LOOKUPS = frozenset(
    {
        *(Command.MINE, Command.TEAM, Command.COMPANY, Command.ALL, Command.AT_RISK, Command.SHOW, Command.TREE),
        *(Command.HISTORY, Command.KPI, Command.DIGEST, Command.AGENDA, Command.DOCTOR, Command.HELP),
    }
)
"""What only looks something up: a button may ask for it."""
COMPANY_DIGEST = f"{Command.DIGEST} {Command.COMPANY}"


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
    return Typed(command, word, rest.strip(), None if command else _near(word.lower()))


def _near(word: str) -> str | None:
    """The word most like it, or most like what the same keys write on the other keyboard."""
    for tried in (word, word.translate(OTHER_KEYBOARD)):
        if near := difflib.get_close_matches(tried, WORDS, 1):
            return near[0]
    return None


def command_of(typed: str) -> Command | None:
    """The command alone; none where the word is unknown."""
    word = typed.strip().partition(" ")[0]
    return WORDS.get(word.lower()) if word else Command.MINE


def asked(body: Mapping[str, Any]) -> Typed:
    """What a command asks for, or a button that asks the same."""
    return read_command(_words(body))


def asks_for(*commands: Command | None) -> Callable[[Mapping[str, Any]], bool]:
    """What Bolt matches a payload of /okr with, or of LOOK: a feature takes its own words; none is an unknown one."""

    def matches(body: Mapping[str, Any]) -> bool:
        return command_of(_words(body)) in commands

    return matches


def asks_for_company_digest(body: Mapping[str, Any]) -> bool:
    """Whether a digest is asked for, and the company's: the word for company stands alone behind it."""
    typed = asked(body)
    return typed.command is Command.DIGEST and WORDS.get(typed.rest.lower()) is Command.COMPANY


def without_team_word(name: str) -> str:
    """A team may bear the name of something else that can be asked for: "team company" is always the team."""
    word, _, rest = name.partition(" ")
    return rest.strip() if WORDS.get(word.lower()) is Command.TEAM and rest.strip() else name


def asking_for_team(command: Command, name: str) -> str:
    """What to type for a team's, whatever the team is called."""
    is_word = WORDS.get(name.lower()) is Command.COMPANY
    return f"{command} {Command.TEAM} {name}" if is_word else f"{command} {name}"


def word_of(command: Command, language: str) -> str:
    """The word to type for it in a language."""
    words = [word for word, known in WORDS.items() if known is command]
    return next(word for word in words if word.isascii() is not (language == "ru"))


def _words(body: Mapping[str, Any]) -> str:
    if "command" in body:
        return str(body.get("text") or "")
    return str(body["actions"][0].get("value") or "")
