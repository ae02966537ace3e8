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
    **{command.value: command for command in Command if command is not Command.MINE},
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


def asks_for(*commands: Command) -> Callable[[Mapping[str, Any]], bool]:
    """What Bolt matches a payload of /okr with: a feature takes its own words, and is registered before the rest."""

    def matches(body: Mapping[str, Any]) -> bool:
        return command_of(str(body.get("text") or "")) in commands

    return matches
