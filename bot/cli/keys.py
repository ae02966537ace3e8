"""okrbot keys ..."""

import typer

app = typer.Typer(help="The keys that stored tokens are encrypted with.", no_args_is_help=True)


@app.command()
def new() -> None:
    """A new key for OKRBOT_SECRET_KEY."""
    from bot.cli.desk import say
    from bot.keys import new_key

    say(new_key())


@app.command()
def rotate() -> None:
    """Encrypts all that is stored anew with the first key of OKRBOT_SECRET_KEY."""
    from bot.cli.desk import desk, say
    from bot.keys import Keys
    from storage.sealed import reseal

    with desk() as found:
        keys = Keys(found.settings.okrbot_secret_key)
        with found.database.write() as session:
            count = reseal(session, keys.reseal)
        say(found.text.count("keys.rotated", count))
