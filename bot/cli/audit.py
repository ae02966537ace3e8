"""okrbot audit ..."""

from typing import Annotated

import typer

from bot.cli.options import Json, Workspace

app = typer.Typer(help="Who did what.", no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Who did what."""


@app.command("list")
def list_(
    since: Annotated[str | None, typer.Option(help="Only from this day on: 2026-11-27.")] = None,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """The audit log, oldest first."""
    from bot.cli.desk import desk, say, say_json
    from bot.privacy.report import begin_of, log_document, log_lines
    from storage.audit import noted

    with desk() as found:
        place = found.workspace(workspace)
        with found.database.read() as session:
            rows = noted(session, place.id, begin_of(since) if since else None)
        if as_json:
            say_json(log_document(rows))
        else:
            say("\n".join(log_lines(found.text, rows)))
