"""okrbot manifest"""

from typing import Annotated, Any

import typer

HEAD = '# The Slack app: create it at https://api.slack.com/apps, "From an app manifest".'


def manifest(
    url: Annotated[str, typer.Option(metavar="https://...", help="Where Slack reaches the bot over HTTP.")] = "",
) -> None:
    """The manifest to make the Slack app from: for Socket Mode, or with --url for HTTP."""
    import re
    import sys

    from bot.cli.desk import explaining
    from bot.errors import UserError
    from bot.manifest import manifest as described

    with explaining():
        address = url.rstrip("/")
        if url and not re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]*)?", address):
            raise UserError("manifest.not_https", url=url)
        sys.stdout.write(_written(described(address)))


def _written(described: dict[str, Any]) -> str:
    """As YAML to paste at Slack, each scope with its reason."""
    import yaml

    from bot.manifest import SCOPES

    lines = yaml.safe_dump(described, sort_keys=False, allow_unicode=True, width=120)
    for scope, reason in SCOPES.items():
        lines = lines.replace(f"- {scope}\n", f"- {scope}  # {reason}\n")
    return f"{HEAD}\n{lines}"
