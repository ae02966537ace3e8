"""okrbot db ..."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import Json

if TYPE_CHECKING:
    from bot.text import Text
    from storage.backup import Backup
    from storage.db import Database
    from storage.facts import Survey

MILLION = 1_000_000

app = typer.Typer(help="The database itself.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Bring the tables up to this version's; nothing to do where they are already."""
    from bot.cli.desk import desk, say

    with desk() as found:
        say(found.text("db.current"))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the backup.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Write all data to a file, as of one moment, while everybody goes on working. Only its owner can read it."""
    from datetime import UTC, datetime

    from bot.cli.desk import say, say_json
    from storage.backup import back_up

    with _open() as (database, text):
        done = back_up(database.engine, file, datetime.now(UTC), force=force, told=_progress(text))
        size = file.stat().st_size
        if as_json:
            say_json({**_told(file, done), "bytes": size})
        else:
            megabytes = text.number(size / MILLION, 1)
            say(text.count("db.backed_up", done.total, file=file, megabytes=megabytes))


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A backup.")], as_json: Json = False) -> None:
    """Bring a backup into an empty database, SQLite or PostgreSQL, and up to this version's tables."""
    from bot.cli.desk import say, say_json
    from storage.restore import restore

    with _open() as (database, text):
        done = restore(database.engine, file, _progress(text))
        if as_json:
            say_json(_told(file, done))
        else:
            say(text.count("db.restored", done.total, file=file, made_at=done.made_at))


@contextmanager
def _open() -> "Iterator[tuple[Database, Text]]":
    """The database as it is: not brought up to date first."""
    from bot.cli.backup_words import refusal
    from bot.cli.desk import explaining
    from storage.backup_file import Unusable
    from storage.db import Database

    with explaining() as (settings, text):
        database = Database(settings.url)
        try:
            yield database, text
        except Unusable as refused:
            raise refusal(refused) from refused
        finally:
            database.close()


def _progress(text: "Text") -> Callable[[int], None]:
    """Says every million rows that something is going on."""
    from bot.cli.desk import complain

    said = 0

    def tell(rows: int) -> None:
        nonlocal said
        if rows >= said + MILLION:
            said = rows
            complain(text.count("db.rows_done", rows))

    return tell


def _told(file: Path, done: "Backup") -> dict[str, object]:
    return {"file": str(file), "schema": done.schema, "made_at": done.made_at, "rows": done.total, "tables": done.rows}


@app.command()
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Build anew what is wrong.")] = False,
    as_json: Json = False,
) -> None:
    """Compare what KPIs are read from with the answers it was counted from. Exit code 1 where it differs."""
    from bot.cli.desk import desk, say, say_json
    from storage.checked import wrong_surveys

    with desk() as found:
        wrong = wrong_surveys(found.database)
        if repair:
            _repair(found.database, wrong)
        names = [survey.name for survey in wrong]
        if as_json:
            say_json({"wrong": names, "repaired": repair and bool(names)})
        elif names:
            say(found.text("db.repaired" if repair else "db.wrong", surveys=", ".join(names)))
        else:
            say(found.text("db.right"))
    if wrong and not repair:
        raise typer.Exit(1)


def _repair(database: "Database", surveys: "list[Survey]") -> None:
    from bot.imports.words import refusal
    from storage.checked import repair
    from storage.imports.refusal import Refused

    for survey in surveys:
        try:
            repair(database, survey)
        except Refused as refused:
            raise refusal(refused) from refused
