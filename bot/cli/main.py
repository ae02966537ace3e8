"""Puts the command groups together; wrong use exits with 2, a refusal with 1."""

import typer

from bot.cli import okrs

app = typer.Typer(
    name="okrbot",
    help="Weekly OKR check-ins in Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(okrs.app, name="okrs")


def main() -> None:
    app()
