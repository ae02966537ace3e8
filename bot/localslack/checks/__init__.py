"""Refuses what Slack refuses: blocks and views against tables of rules."""

from collections.abc import Mapping, Sequence

from bot.localslack.errors import Json
from bot.localslack.files import File


def check_message(blocks: Sequence[Json], files: Mapping[str, File]) -> None:
    pass


def check_view(view: Json, kind: str, files: Mapping[str, File]) -> None:
    pass
