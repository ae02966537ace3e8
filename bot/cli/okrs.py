"""okrbot okrs ..."""

import typer

app = typer.Typer(help="Objectives and key results.", no_args_is_help=True)
