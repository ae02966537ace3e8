"""What every command stands at: the settings, the database, the workspace, and one way to answer."""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import typer
from sqlalchemy.exc import OperationalError

from bot.errors import UserError
from bot.settings import Settings, Unfit
from bot.text import Text, speak
from storage.db import Database
from storage.models import Workspace
from storage.people import find_workspaces, new_workspace
from storage.schema import Newer, upgrade

OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Desk:
    settings: Settings
    database: Database
    text: Text

    def workspace(self, slack_id: str | None = None) -> Workspace:
        """The workspace of a command: the named one, else the only one stored, else an unnamed new one.

        Raises UserError where the name is unknown or several are stored.
        """
        with self.database.write() as session:
            found = find_workspaces(session, slack_id)
            if len(found) == 1:
                return found[0]
            if slack_id:
                raise UserError("cli.unknown_workspace", workspace=slack_id)
            if found:
                raise UserError("cli.several_workspaces", workspaces=", ".join(row.slack_id for row in found))
            return new_workspace(session, self.settings.okrbot_language, self.settings.okrbot_timezone)


@contextmanager
def explaining() -> Iterator[tuple[Settings, Text]]:
    """Settings and texts for a command; what a person can mend becomes its sentence on stderr and exit code 1."""
    text = speak(os.environ.get("OKRBOT_LANGUAGE", ""))
    try:
        settings = Settings.read()
        text = speak(settings.okrbot_language)
        yield settings, text
    except UserError as problem:
        besides = problem.besides if isinstance(problem, Unfit) else ()
        for one in (problem, *besides):
            complain(text(one.message, **one.values))
        raise typer.Exit(1) from problem
    except OperationalError as unreachable:
        complain(text("settings.database_unreachable", reason=str(unreachable.orig).splitlines()[0]))
        raise typer.Exit(1) from unreachable
    except Newer as later:
        complain(text("settings.database_newer", schema=later.revision))
        raise typer.Exit(1) from later


@contextmanager
def desk() -> Iterator[Desk]:
    """The database opened for one command."""
    with explaining() as (settings, text):
        database = Database(settings.url)
        try:
            upgrade(database.engine)
            yield Desk(settings, database, text)
        finally:
            database.close()


def harmless(words: str) -> str:
    """Without what a terminal would obey, in what people have written."""
    return OBEYED.sub(" ", words)


def say(sentence: str) -> None:
    sys.stdout.write(harmless(sentence) + "\n")
    sys.stdout.flush()  # a command that goes on running would keep it to itself where stdout is no terminal


def complain(sentence: str) -> None:
    sys.stderr.write(harmless(sentence) + "\n")


def say_json(document: dict[str, Any]) -> None:
    """One JSON document on stdout, letters as they are."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
