"""okrbot tokens ..."""

from typing import Annotated

import typer

from bot.cli.options import Json, Workspace

app = typer.Typer(help="Tokens with which other programs read the API.", no_args_is_help=True)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What it is for.")],
    private: Annotated[bool, typer.Option("--private", help="It sees what is private to teams, too.")] = False,
    expires: Annotated[int | None, typer.Option(metavar="DAYS", min=1, max=3650, help="Good for so long.")] = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Make a token. It is shown once."""
    from datetime import UTC, datetime

    from bot.api import tokens
    from bot.cli.desk import desk, say, say_json

    now = datetime.now(UTC)
    with desk() as found:
        place = found.workspace(workspace)
        with found.database.write() as session:
            row, token = tokens.create(session, place.id, name, now, private=private, days=expires)
        if as_json:
            say_json({**tokens.document(row, now), "token": token})
        else:
            say(found.text("tokens.created", id=row.id, name=row.name))
            say(token)


@app.command("list")
def list_(as_json: Json = False, workspace: Workspace = None) -> None:
    """The tokens there are and were; what they are is nowhere kept."""
    from datetime import UTC, datetime

    from bot.api import tokens
    from bot.cli.desk import desk, say, say_json

    with desk() as found:
        place = found.workspace(workspace)
        with found.database.read() as session:
            rows = tokens.documents(session, place.id, datetime.now(UTC))
        if as_json:
            say_json({"tokens": rows})
        else:
            say("\n".join(tokens.lines(found.text, rows)))


@app.command()
def revoke(
    token_id: Annotated[int, typer.Argument(metavar="ID", help="Its number in the list.")],
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """From now on it opens nothing."""
    from datetime import UTC, datetime

    from bot.api import tokens
    from bot.cli.desk import desk, say, say_json

    now = datetime.now(UTC)
    with desk() as found:
        place = found.workspace(workspace)
        with found.database.write() as session:
            row = tokens.revoke(session, place.id, token_id, now)
        if as_json:
            say_json(tokens.document(row, now))
        else:
            say(found.text("tokens.revoked", id=row.id, name=row.name))
