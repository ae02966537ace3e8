import json
import urllib.request
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.localslack.server import LocalSlack
from tests.localslack.conftest import NOW

DIVIDER = [{"type": "divider"}]


def error_of(call: Any, **args: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    answer: dict[str, Any] = caught.value.response.data
    return answer


def test_it_posts_to_a_person_by_user_id(slack: LocalSlack, client: WebClient) -> None:
    answer = client.chat_postMessage(channel="U0ANNA", text="hello")
    assert answer["channel"] == slack.dm_of("U0ANNA").id
    assert [message.text for message in slack.person("U0ANNA").dm] == ["hello"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NONE", "channel_not_found"),
        ("C0SECRET", "channel_not_found"),
        ("C0OPEN", "not_in_channel"),
        ("C0OLD", "is_archived"),
        ("U0OLGA", "user_disabled"),
        ("U0OKRBOT", "cannot_dm_bot"),
        ("USLACKBOT", "cannot_dm_bot"),
    ],
)
def test_it_refuses_to_post_where_the_bot_may_not(client: WebClient, channel: str, error: str) -> None:
    assert error_of(client.chat_postMessage, channel=channel, text="x")["error"] == error


def test_it_answers_wrong_blocks_in_slacks_shape(client: WebClient) -> None:
    wrong = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    assert error_of(client.chat_postMessage, channel="C0TEAM", text="x", blocks=wrong) == {
        "ok": False,
        "error": "invalid_blocks",
        "response_metadata": {
            "messages": ["[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"]
        },
    }


def test_it_reads_blocks_from_a_form_too(slack: LocalSlack, client: WebClient) -> None:
    client.api_call("chat.postMessage", data={"channel": "C0TEAM", "text": "x", "blocks": json.dumps(DIVIDER)})
    assert slack.messages("C0TEAM")[0].blocks[0]["type"] == "divider"
    assert slack.ledger[-1].args["blocks"] == DIVIDER


def test_it_refuses_blocks_that_are_no_json(client: WebClient) -> None:
    args = {"channel": "C0TEAM", "text": "x", "blocks": "[{"}
    with pytest.raises(SlackApiError, match="invalid_blocks_format"):
        client.api_call("chat.postMessage", json=args)


def test_it_names_blocks_and_elements_that_have_no_name(slack: LocalSlack, client: WebClient) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    client.chat_postMessage(channel="C0TEAM", text="x", blocks=[{"type": "actions", "elements": [button]}])
    block = slack.messages("C0TEAM")[0].blocks[0]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]


def test_it_wants_something_to_say(client: WebClient) -> None:
    args = {"channel": "C0TEAM", "text": ""}
    with pytest.raises(SlackApiError, match="no_text"):
        client.api_call("chat.postMessage", json=args)


def test_it_cuts_text_after_forty_thousand_characters(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postMessage(channel="C0TEAM", text="x" * 40_001)
    assert len(slack.messages("C0TEAM")[0].text) == 40_000


def test_it_drops_old_blocks_on_a_text_only_update(slack: LocalSlack, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0TEAM", text="old", blocks=DIVIDER)["ts"]
    client.chat_update(channel="C0TEAM", ts=ts, text="new")
    message = slack.messages("C0TEAM")[0]
    assert (message.ts, message.text, list(message.blocks)) == (ts, "new", [])
    assert message.edited_ts is not None


def test_it_refuses_an_update_of_more_than_four_thousand_characters(client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0TEAM", text="old")["ts"]
    client.chat_update(channel="C0TEAM", ts=ts, text="x" * 4000)
    assert error_of(client.chat_update, channel="C0TEAM", ts=ts, text="x" * 4001)["error"] == "msg_too_long"


def test_it_lets_the_bot_touch_its_own_messages_only(slack: LocalSlack, client: WebClient) -> None:
    said = slack.person("U0ANNA").say("mine", channel="C0TEAM")
    target = {"channel": "C0TEAM", "ts": said.ts}
    assert error_of(client.chat_update, **target, text="x")["error"] == "cant_update_message"
    assert error_of(client.chat_delete, **target)["error"] == "cant_delete_message"


def test_it_deletes_a_message_once(slack: LocalSlack, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0TEAM", text="x")["ts"]
    client.chat_delete(channel="C0TEAM", ts=ts)
    assert slack.messages("C0TEAM") == []
    assert error_of(client.chat_delete, channel="C0TEAM", ts=ts)["error"] == "message_not_found"


def test_it_shows_an_ephemeral_message_to_one_person_and_to_no_history(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C0TEAM", user="U0ANNA", text="psst")
    assert [message.text for message in slack.person("U0ANNA").ephemerals("C0TEAM")] == ["psst"]
    assert slack.person("U0BORIS").read("C0TEAM") == []
    assert client.conversations_history(channel="C0TEAM")["messages"] == []


def test_it_finds_an_ephemeral_message_for_no_update(client: WebClient) -> None:
    ts = client.chat_postEphemeral(channel="C0TEAM", user="U0ANNA", text="psst")["message_ts"]
    assert error_of(client.chat_update, channel="C0TEAM", ts=ts, text="x")["error"] == "message_not_found"


def test_it_gives_metadata_only_when_asked(client: WebClient) -> None:
    metadata = {"event_type": "prompt", "event_payload": {"key": "k1"}}
    client.chat_postMessage(channel="U0ANNA", text="x", metadata=metadata)
    channel = client.conversations_open(users="U0ANNA")["channel"]["id"]
    assert "metadata" not in client.conversations_history(channel=channel)["messages"][0]
    asked = client.conversations_history(channel=channel, include_all_metadata=True)
    assert asked["messages"][0]["metadata"] == metadata


def test_it_refuses_metadata_without_a_payload(client: WebClient) -> None:
    args = {"channel": "C0TEAM", "text": "x", "metadata": {"event_type": "prompt"}}
    assert error_of(client.chat_postMessage, **args)["error"] == "invalid_metadata_format"


def test_it_keeps_threads_apart_from_the_history(slack: LocalSlack, client: WebClient) -> None:
    root = client.chat_postMessage(channel="C0TEAM", text="root")["ts"]
    reply = client.chat_postMessage(channel="C0TEAM", text="reply", thread_ts=root)["ts"]
    client.chat_postMessage(channel="C0TEAM", text="deeper", thread_ts=reply)
    history = client.conversations_history(channel="C0TEAM")["messages"]
    assert [(one["text"], one["reply_count"]) for one in history] == [("root", 2)]
    replies = client.conversations_replies(channel="C0TEAM", ts=root)["messages"]
    assert [one["text"] for one in replies] == ["root", "reply", "deeper"]
    assert [one.text for one in slack.person("U0ANNA").thread("C0TEAM", root)] == ["reply", "deeper"]


def test_it_gives_history_newest_first_between_two_moments(slack: LocalSlack, client: WebClient) -> None:
    stamps = []
    for text in ("one", "two", "three"):
        stamps.append(client.chat_postMessage(channel="C0TEAM", text=text)["ts"])
        slack.clock.move_to(slack.clock.now() + timedelta(minutes=1))
    later = client.conversations_history(channel="C0TEAM", oldest=stamps[0])["messages"]
    assert [one["text"] for one in later] == ["three", "two"]
    window = client.conversations_history(channel="C0TEAM", oldest=stamps[0], latest=stamps[1], inclusive=True)
    assert [one["text"] for one in window["messages"]] == ["two", "one"]


def test_it_turns_the_pages_of_a_history(client: WebClient) -> None:
    for number in range(3):
        client.chat_postMessage(channel="C0TEAM", text=str(number))
    pages = [
        [one["text"] for one in page["messages"]] for page in client.conversations_history(channel="C0TEAM", limit=2)
    ]
    assert pages == [["2", "1"], ["0"]]


def test_it_stamps_messages_uniquely_even_when_the_clock_goes_back(slack: LocalSlack, client: WebClient) -> None:
    first = client.chat_postMessage(channel="C0TEAM", text="x")["ts"]
    slack.clock.move_to(NOW - timedelta(hours=1))
    second = client.chat_postMessage(channel="C0TEAM", text="x")["ts"]
    assert first == f"{NOW.timestamp():.6f}"
    assert float(second) > float(first)


def test_it_needs_the_scope_to_read_a_direct_message(slack: LocalSlack, client: WebClient) -> None:
    slack.scopes = slack.scopes - {"im:history"}
    answer = error_of(client.conversations_history, channel=slack.dm_of("U0ANNA").id)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "im:history")


def raw_call(slack: LocalSlack, method: str, token: str | None) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(f"{slack.api_url}{method}", data=b"", headers=headers)  # noqa: S310 - loopback
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return json.load(answer)


def test_it_checks_tokens(slack: LocalSlack) -> None:
    assert raw_call(slack, "users.list", None)["error"] == "not_authed"
    assert raw_call(slack, "users.list", "xoxb-wrong")["error"] == "invalid_auth"
    assert raw_call(slack, "users.list", slack.app_token)["error"] == "not_allowed_token_type"
    assert raw_call(slack, "apps.connections.open", slack.bot_token)["error"] == "not_allowed_token_type"
    assert raw_call(slack, "users.list", slack.bot_token)["ok"]


@pytest.mark.parametrize(("body", "error"), [(b"{", "invalid_json"), (b"[]", "json_not_object")])
def test_it_refuses_a_body_that_is_no_json_object(slack: LocalSlack, body: bytes, error: str) -> None:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{slack.api_url}auth.test", data=body, headers=headers)  # noqa: S310 - loopback
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        assert json.load(answer)["error"] == error


def test_it_knows_no_other_methods(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        client.api_call("chat.shout")


def test_it_writes_every_call_into_the_ledger(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postMessage(channel="C0TEAM", text="x")
    call = slack.ledger[-1]
    assert (call.method, call.args["text"], call.response["ok"], call.at) == ("chat.postMessage", "x", True, NOW)
