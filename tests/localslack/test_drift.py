"""The stand-in's limits beside those of slackblocks and slack_sdk: whoever moves first is noticed here."""

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slackblocks import _limits as slackblocks
from slackblocks._surfaces import _BLOCK_TYPES_BY_SURFACE as SURFACES

from bot.localslack.checks import check_message, check_view
from bot.localslack.checks.blocks import BLOCKS
from bot.localslack.checks.objects import OPTION_VALUE
from bot.localslack.errors import Refusal
from tests.localslack.limits import BLOCK_LIMITS, VIEW_LIMITS, Json, Limit, plain

# What slack_sdk 3.47 lets through although Slack does not.
SDK_IS_LAX = {
    "section field",
    "option text",
    "radio options",
    "checkboxes options",
    "plain_text_input max_length",
    "table rows",
    "table columns",
    "external_id",
}


@pytest.mark.parametrize("limit", [one for one in (*BLOCK_LIMITS, *VIEW_LIMITS) if one.constant], ids=str)
def test_it_agrees_with_slackblocks(limit: Limit) -> None:
    assert getattr(slackblocks, str(limit.constant)) == limit.most


def test_it_agrees_with_slackblocks_on_the_size_of_a_message() -> None:
    assert slackblocks.MESSAGE_BLOCKS_MAX_ITEMS == 50
    assert slackblocks.MESSAGE_DATA_VISUALIZATIONS_MAX_ITEMS == 2
    assert slackblocks.MARKDOWN_TOTAL_TEXT_MAX_LENGTH == 12_000


def test_it_is_stricter_than_slackblocks_on_the_value_of_an_option() -> None:
    assert OPTION_VALUE == 75 < slackblocks.OPTION_VALUE_MAX_LENGTH


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_it_allows_on_no_surface_what_slackblocks_refuses_there(surface: str) -> None:
    assert {name for name in BLOCKS if _allowed(surface, name)} <= SURFACES[surface]  # type: ignore[index]


def _allowed(surface: str, name: str) -> bool:
    """Whether the surface knows the block at all; the block itself is empty and so refused for other reasons."""
    block: Json = {"type": name}
    try:
        if surface == "message":
            check_message([block], {})
        else:
            view: Json = {"type": surface, "blocks": [block]}
            check_view({**view, "title": plain("x")} if surface == "modal" else view, surface, {})
    except Refusal as refusal:
        return not any("unsupported type" in message for message in refusal.messages)
    return True


def _sdk_takes(limit: Limit, size: int) -> bool:
    built = limit.build(size)
    model = View(**built) if "blocks" in built else Block.parse(built)
    try:
        assert model is not None
        model.to_dict()
    except SlackObjectFormationError:
        return False
    return True


KNOWN_TO_SDK = [one for one in (*BLOCK_LIMITS, *VIEW_LIMITS) if not one.name.startswith("chart")]


@pytest.mark.parametrize("limit", KNOWN_TO_SDK, ids=str)
def test_slack_sdk_takes_what_is_at_the_limit(limit: Limit) -> None:
    assert _sdk_takes(limit, limit.most)


@pytest.mark.parametrize("limit", [one for one in KNOWN_TO_SDK if one.name != "option value"], ids=str)
def test_slack_sdk_refuses_beyond_the_limit_unless_it_is_known_to_be_lax(limit: Limit) -> None:
    assert _sdk_takes(limit, limit.most + 1) is (limit.name in SDK_IS_LAX)
