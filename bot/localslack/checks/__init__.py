"""Refuses what Slack refuses: blocks and views against tables of rules."""

from collections.abc import Mapping, Sequence

from bot.localslack.checks import surfaces
from bot.localslack.checks.objects import FOUND
from bot.localslack.errors import Json, Refusal
from bot.localslack.files import File


def check_message(blocks: Sequence[Json], files: Mapping[str, File], *, charts: bool = True) -> None:
    """Raises invalid_blocks, for charts where the workspace has none, and invalid_attachments for a second table."""
    allowed = surfaces.MESSAGE_BLOCKS if charts else surfaces.MESSAGE_BLOCKS_WITHOUT_CHARTS
    problems = list(allowed(blocks, "/blocks")) or [
        *surfaces.repeated_ids(blocks, "/blocks"),
        *surfaces.unready_files(blocks, files, "/blocks"),
        *surfaces.totals(blocks),
    ]
    if problems:
        raise Refusal("invalid_blocks", problems)
    if sum(block["type"] == "table" for block in blocks) > 1:
        raise Refusal("invalid_attachments", ["[ERROR] only_one_table_allowed [json-pointer:/blocks]"])


def check_options(answer: Json) -> None:
    """What the app answers a person who types in an external select. Raises invalid_options."""
    problems = list(FOUND(answer, ""))
    if problems:
        raise Refusal("invalid_options", problems)


def check_view(view: Json, kind: str, files: Mapping[str, File]) -> None:
    """Raises invalid_arguments; `kind` is the surface the view is meant for, modal or home."""
    problems = list(surfaces.VIEWS[kind](view, "/view")) or [
        *surfaces.repeated_ids(view["blocks"], "/view/blocks"),
        *surfaces.unready_files(view["blocks"], files, "/view/blocks"),
    ]
    if problems:
        raise Refusal("invalid_arguments", problems)
