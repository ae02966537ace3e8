"""okrbot checkins ..."""

from typing import Annotated

import typer

from bot.cli.options import Json, Workspace

app = typer.Typer(help="What people answered.", no_args_is_help=True)


@app.callback()
def checkins() -> None:
    """What people answered."""


@app.command("list")
def list_(
    team: Annotated[str | None, typer.Option(help="Only this team's.")] = None,
    since: Annotated[str | None, typer.Option(help="Only from this day on: 2026-11-27.")] = None,
    workspace: Workspace = None,
    as_json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="A table, a row a check-in.")] = False,
) -> None:
    """Check-ins, oldest first."""
    import sys

    from bot.checkins.log import as_document, as_table, lines, logged
    from bot.cli.desk import desk, say, say_json

    with desk() as found:
        place = found.workspace(workspace)
        with found.database.read() as session:
            rows = logged(session, place, team, since)
        if csv:
            sys.stdout.write(as_table(rows))
        elif as_json:
            say_json(as_document(rows))
        else:
            say("\n".join(lines(found.text, rows)))
