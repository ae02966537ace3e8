"""Options that commands share."""

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Workspace = Annotated[str | None, typer.Option(metavar="T", help="The Slack id, if several are stored.")]
