"""okrbot doctor"""

from typing import TYPE_CHECKING

import typer

from bot.cli.options import Json

if TYPE_CHECKING:
    from bot.health.finding import Finding
    from bot.settings import Settings


def doctor(as_json: Json = False) -> None:
    """Is all well? Settings, database, tokens, scopes, channels, deliveries. Exit code 1 where something is wrong."""
    import os

    from bot.cli.desk import say, say_json
    from bot.errors import UserError
    from bot.health.doctor import unreadable
    from bot.health.finding import all_well
    from bot.health.views import as_document, lines
    from bot.settings import Settings
    from bot.text import speak

    language, zone = os.environ.get("OKRBOT_LANGUAGE", ""), "UTC"
    try:
        settings = Settings.read()
        language, zone = settings.okrbot_language, settings.okrbot_timezone
        findings = _examined(settings)
    except UserError as problem:
        findings = list(unreadable(problem))
    text = speak(language)
    if as_json:
        say_json(as_document(text, findings, zone))
    else:
        say("\n".join(lines(text, findings, zone)))
    if not all_well(findings):
        raise typer.Exit(1)


def _examined(settings: "Settings") -> "list[Finding]":
    from datetime import UTC, datetime

    from bot.client import web_client
    from bot.health.doctor import examine
    from storage.db import Database

    database = Database(settings.url)
    try:
        return list(examine(database, settings, web_client(settings), datetime.now(UTC)))
    finally:
        database.close()
