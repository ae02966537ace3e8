from typing import Any

import pytest
from slack_sdk import WebClient

from bot.localslack.server import LocalSlack
from tests.localslack.limits import BLOCK_LIMITS, VIEW_LIMITS, actions, button, entry, modal, plain, section
from tests.localslack.typescript import NO_NODE, Captured, Surface, captured, compile_payloads, has_node

pytestmark = [pytest.mark.node, pytest.mark.skipif(not has_node(), reason=NO_NODE)]


def message(name: str, *blocks: Any) -> Captured:
    return Captured(name, Surface.MESSAGE, list(blocks))


def test_it_takes_everything_the_local_slack_takes_at_its_limits() -> None:
    blocks = [message(limit.name, limit.build(limit.most)) for limit in BLOCK_LIMITS]
    views = [Captured(limit.name, Surface.MODAL, limit.build(limit.most)) for limit in VIEW_LIMITS]
    assert compile_payloads([*blocks, *views]) == []


def test_it_names_every_payload_that_slacks_types_refuse() -> None:
    wrong = [
        message("right", section(text=plain("x"))),
        message("unknown block", {"type": "carousell"}),
        message("unknown field", {"type": "divider", "colour": "red"}),
        message("number as bound", entry({"type": "number_input", "is_decimal_allowed": True, "min_value": 0})),
        message("markdown in a header", {"type": "header", "text": {"type": "mrkdwn", "text": "x"}}),
        message("loud button", actions(button(style="loud"))),
        message("no alt text", {"type": "image", "image_url": "https://a.b/c.png"}),
        Captured("unknown block in a view", Surface.MODAL, modal({"type": "carousell"})),
        Captured("title in a home tab", Surface.HOME, {"type": "home", "title": plain("x"), "blocks": []}),
    ]
    errors = compile_payloads(wrong)
    assert {error.partition(":")[0] for error in errors} == {one.name for one in wrong} - {"right"}


def test_it_captures_what_was_sent(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postMessage(channel="C0TEAM", text="x", blocks=[section(text=plain("x"))])
    client.views_open(trigger_id=slack.triggers.issue("U0ANNA"), view=modal())
    sent = list(captured(slack.ledger))
    assert [one.surface for one in sent] == [Surface.MESSAGE, Surface.MODAL]
    assert compile_payloads(sent) == []
