"""okrbot person ..."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import Json, Workspace

if TYPE_CHECKING:
    from bot.cli.desk import Desk
    from bot.privacy.forgetting import Forgotten
    from storage.models import Workspace as Place

app = typer.Typer(help="What is stored about a person.", no_args_is_help=True)
Who = Annotated[str, typer.Argument(metavar="ID", help="The person's Slack id: U0123ABCD.")]


@app.command()
def export(
    person: Who,
    out: Annotated[Path | None, typer.Option(help="A file to write into, instead of stdout.")] = None,
    workspace: Workspace = None,
) -> None:
    """Write out all that is stored about a person, as JSON."""
    import sys
    from datetime import UTC, datetime

    from bot.cli.desk import desk, say
    from bot.privacy.flow import as_json, document

    with desk() as found:
        place, now = found.workspace(workspace), datetime.now(UTC)
        with found.database.write() as session:
            told = as_json(document(session, place, person, now))
        if out is None:
            sys.stdout.write(told)
        else:
            _write(out, told)
            say(found.text("privacy.exported", file=out))


def _write(out: Path, told: str) -> None:
    """For nobody else's eyes. UserError where it cannot be written."""
    import os

    from bot.errors import UserError

    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(told)
    except OSError as refused:
        raise UserError("privacy.not_written", file=out, reason=refused.strerror) from refused


@app.command()
def forget(
    person: Who,
    to: Annotated[
        str | None, typer.Option(metavar="ID", help="Who takes over what they own. Without it, the lead of its team.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Erase a person: rows, words and ids. Their numbers stay, as of someone who left. There is no way back."""
    from bot.cli.desk import desk, say, say_json
    from bot.privacy.report import as_document, lines
    from storage.forgetting import scrub

    with desk() as found:
        place = found.workspace(workspace)
        _confirm(found, place, person, yes=yes)
        done = _forget(found, place, person, to)
        clean = scrub(found.database)
        if as_json:
            say_json({**as_document(person, done), "scrubbed": clean})
        else:
            say("\n".join(lines(found.text, person, done, clean=clean)))


def _forget(desk: "Desk", place: "Place", person: str, to: str | None) -> "Forgotten":
    from datetime import UTC, datetime

    from bot.privacy.forgetting import Ask, forget
    from bot.text import speak

    someone = speak(place.language)("privacy.someone")
    with desk.database.write() as session:
        asked = Ask(place, person, to, desk.settings.okrbot_admins, someone)
        return forget(session, asked, datetime.now(UTC))


def _confirm(desk: "Desk", place: "Place", person: str, *, yes: bool) -> None:
    """UserError where nobody can be asked, or who is asked says no."""
    import sys

    from bot.errors import UserError
    from bot.privacy.forgetting import known

    with desk.database.read() as session:
        name = known(session, place, person).name
    if yes:
        return
    if not sys.stdin.isatty():
        raise UserError("privacy.say_yes")
    if not typer.confirm(desk.text("privacy.sure", person=f"{name} ({person})" if name else person), err=True):
        raise UserError("privacy.left_alone")
