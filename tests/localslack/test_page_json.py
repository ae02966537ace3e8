"""What the page is served: the JSON side, without a browser."""

import json
import urllib.request
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.localslack.server import LocalSlack
from bot.localslack.workspace import ClockMove
from tests.localslack.conftest import NOW
from tests.localslack.limits import actions, button, entry, modal


def fetch(slack: LocalSlack, path: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(f"{slack.page_url}local/{path}", data) as answer:  # noqa: S310 - loopback
        return json.load(answer)


def test_it_shows_a_person_their_own_conversations_only(slack: LocalSlack) -> None:
    state = fetch(slack, "state?as=U0BORIS")
    assert [one["id"] for one in state["conversations"]] == [slack.dm_of("U0BORIS").id, "C0TEAM"]
    assert state["clock"] == NOW.isoformat()
    assert {"id": "U0VERA", "guest": True}.items() <= state["people"][2].items()


def test_it_has_a_home_for_a_bot_that_hears_of_its_opening(slack: LocalSlack) -> None:
    assert fetch(slack, "state?as=U0ANNA")["home_tab"] is True
    slack.bot_events = frozenset({"message.im"})
    assert fetch(slack, "state?as=U0ANNA")["home_tab"] is False


def test_it_shows_messages_with_what_only_this_person_sees(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postMessage(channel="C0TEAM", text="for all")
    client.chat_postEphemeral(channel="C0TEAM", user="U0ANNA", text="for Anna")
    anna = fetch(slack, "conversation/C0TEAM?as=U0ANNA")["messages"]
    assert [(one["text"], one["ephemeral"]) for one in anna] == [("for all", False), ("for Anna", True)]
    assert len(fetch(slack, "conversation/C0TEAM?as=U0BORIS")["messages"]) == 1


def test_it_shows_the_modal_with_what_was_entered(slack: LocalSlack, client: WebClient) -> None:
    view = modal(entry({"type": "plain_text_input"}, block_id="note"))
    client.views_open(trigger_id=slack.triggers.issue("U0ANNA"), view=view)
    slack.person("U0ANNA").fill({"Label": "typed"})
    shown = fetch(slack, "views?as=U0ANNA")
    assert (shown["depth"], shown["errors"], shown["home"]) == (1, {}, None)
    assert shown["values"]["note"]["a"]["value"] == "typed"


def test_it_lets_the_page_do_what_the_driver_does(slack: LocalSlack) -> None:
    assert fetch(slack, "act", {"as": "U0ANNA", "do": "say", "channel": "C0TEAM", "text": "hello"}) == {"ok": True}
    assert [message.text for message in slack.messages("C0TEAM")] == ["hello"]


def test_it_makes_a_mention_of_a_name_behind_an_at_sign(slack: LocalSlack) -> None:
    said = {"as": "U0ANNA", "do": "say", "channel": "C0TEAM", "text": "thanks @Anna Lind, @nobody and a@Anna Lind"}
    assert fetch(slack, "act", said) == {"ok": True}
    assert slack.messages("C0TEAM")[-1].text == "thanks <@U0ANNA>, @nobody and a@Anna Lind"


def test_it_keeps_what_was_typed_when_a_button_of_the_form_is_clicked(slack: LocalSlack, client: WebClient) -> None:
    view = modal(entry({"type": "plain_text_input"}, block_id="note"), {**actions(button()), "block_id": "more"})
    view_id = client.views_open(trigger_id=slack.triggers.issue("U0ANNA"), view=view)["view"]["id"]
    typed = {"note": {"a": {"type": "plain_text_input", "value": "typed"}}}
    click = {"do": "click_view", "view_id": view_id, "block_id": "more", "action_id": "go", "values": typed}
    fetch(slack, "act", {"as": "U0ANNA", **click})
    assert slack.person("U0ANNA").values == typed


def test_it_says_in_a_sentence_what_went_wrong(slack: LocalSlack) -> None:
    answer = fetch(slack, "act", {"as": "U0ANNA", "do": "slash", "channel": "C0TEAM", "text": "/okr"})
    assert answer == {"ok": False, "message": '/okr failed with the error "dispatch_failed"'}


def test_it_moves_the_clock_by_the_moves_it_was_given(slack: LocalSlack) -> None:
    later = NOW + timedelta(days=7)
    slack.clock_moves = [
        ClockMove("next", "To the next check-in", lambda _now: later),
        ClockMove("never", "To nothing", lambda _now: None),
    ]
    moves = fetch(slack, "state?as=U0ANNA")["moves"]
    assert [(move["id"], move["enabled"]) for move in moves] == [("next", True), ("never", False)]
    assert fetch(slack, "clock", {"move": "next"}) == {"ok": True, "clock": later.isoformat()}
    assert not fetch(slack, "clock", {"move": "never"})["ok"]


def test_it_serves_nothing_from_beside_the_page(slack: LocalSlack) -> None:
    with pytest.raises(OSError, match="404"):
        urllib.request.urlopen(f"{slack.page_url}page/..%2Fserver.py")  # noqa: S310
