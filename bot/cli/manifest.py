"""okrbot manifest"""

from typing import Annotated

import typer


def manifest(
    url: Annotated[str, typer.Option(metavar="https://...", help="Where Slack reaches the bot over HTTP.")] = "",
) -> None:
    """The manifest to make the Slack app from: for Socket Mode, or with --url for HTTP."""
    import re
    import sys

    import yaml

    from bot.cli.desk import explaining
    from bot.errors import UserError
    from bot.manifest import manifest as described

    with explaining():
        address = url.rstrip("/")
        if url and not re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]*)?", address):
            raise UserError("manifest.not_https", url=url)
        head = '# The Slack app: create it at https://api.slack.com/apps, "From an app manifest".\n'
        sys.stdout.write(head + yaml.safe_dump(described(address), sort_keys=False, allow_unicode=True, width=120))
