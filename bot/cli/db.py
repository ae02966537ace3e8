"""okrbot db ..."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storage.db import Database
    from storage.facts import Survey

app = typer.Typer(help="The database itself.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Bring the tables up to this version's; nothing to do where they are already."""
    from bot.cli.desk import desk, say

    with desk() as found:
        say(found.text("db.current"))


@app.command()
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Build anew what is wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
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
