"""okrbot deliveries ..."""

from typing import Annotated

import typer

from bot.cli.options import Json, Workspace

app = typer.Typer(help="What the bot owes, sent and could not send.", no_args_is_help=True)


@app.callback()
def deliveries() -> None:
    """What the bot owes, sent and could not send."""


@app.command("list")
def list_(
    state: Annotated[
        str | None, typer.Option(help="pending, sending, sent, unsure, expired, parked or skipped.")
    ] = None,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Deliveries, oldest first."""
    from bot.cli.desk import desk, say, say_json
    from bot.delivery.log import as_document, lines, state_named
    from storage.deliveries import deliveries_of

    with desk() as found:
        wanted = state_named(state) if state else None
        place = found.workspace(workspace)
        with found.database.read() as session:
            rows = deliveries_of(session, place.id, wanted)
        if as_json:
            say_json(as_document(rows))
        else:
            say("\n".join(lines(found.text, rows)))
