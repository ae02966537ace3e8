"""What each of Slack's answers means, and those that are none of Slack's."""

from collections.abc import Mapping

import pytest
from aiohttp import ClientConnectorError, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.outgoing import NotYet
from bot.delivery.refusals import Meaning, closes_to_us, code_of, meaning_of, method_of, retry_after

TABLE = {
    Meaning.WAIT: ["ratelimited", "rate_limited"],
    Meaning.UNSURE: ["internal_error", "fatal_error", "service_unavailable", "request_timeout"],
    Meaning.PAUSE: ["token_revoked", "token_expired", "account_inactive", "invalid_auth", "not_authed"],
    Meaning.PARK: ["not_in_channel", "is_archived", "channel_not_found", "restricted_action", "missing_scope", "new"],
    Meaning.SKIP: ["user_disabled", "user_not_found", "cannot_dm_bot", "messages_tab_disabled"],
    Meaning.PLAIN: ["msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format"],
}


def refusal(error: str, status: int = 200, headers: Mapping[str, str] | None = None, **said: str) -> SlackApiError:
    data = {"ok": False, "error": error, **said}
    answer = AsyncSlackResponse(
        client=None, http_verb="POST", api_url="https://slack.com/api/chat.postMessage", req_args={},
        data=data, headers=dict(headers or {}), status_code=status,
    )  # fmt: skip
    return SlackApiError(error, answer)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(("meaning", "error"), [(meaning, error) for meaning in TABLE for error in TABLE[meaning]])
def test_it_knows_what_an_error_means(meaning: Meaning, error: str) -> None:
    assert meaning_of(refusal(error)) is meaning
    assert code_of(refusal(error)) == error


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_it_is_unsure_after_an_answer_of_a_broken_server(status: int) -> None:
    assert meaning_of(refusal("not_in_channel", status)) is Meaning.UNSURE


def test_it_waits_after_a_429_whatever_it_says() -> None:
    limited = refusal("something", 429, {"retry-after": "12"})
    assert (meaning_of(limited), retry_after(limited)) == (Meaning.WAIT, 12)


def test_it_waits_a_little_where_slack_says_not_how_long() -> None:
    assert retry_after(refusal("ratelimited", 429)) == 5
    assert retry_after(NotYet()) == 5


def test_it_is_unsure_where_no_answer_came() -> None:
    for lost in (TimeoutError(), ConnectionResetError(), ServerDisconnectedError()):
        assert meaning_of(lost) is Meaning.UNSURE
        assert code_of(lost) == type(lost).__name__


def test_it_is_unsure_where_something_else_answered_in_place_of_slack() -> None:
    assert meaning_of(refusal("")) is Meaning.UNSURE
    nonsense = SlackApiError("no JSON", {"ok": False})  # type: ignore[no-untyped-call]
    assert meaning_of(nonsense) is Meaning.UNSURE


def test_it_knows_that_nothing_was_sent_where_slack_was_never_reached() -> None:
    key = ConnectionKey("slack.com", 443, True, True, None, None, None)
    unreached = ClientConnectorError(key, OSError("no route"))
    assert (meaning_of(unreached), retry_after(unreached), method_of(unreached)) == (Meaning.WAIT, None, "")


def test_it_waits_for_what_is_under_way() -> None:
    assert meaning_of(NotYet()) is Meaning.WAIT


def test_it_names_the_scope_and_the_method() -> None:
    refused = refusal("missing_scope", needed="files:write")
    assert (code_of(refused), method_of(refused)) == ("missing_scope: files:write", "chat.postMessage")


def test_it_counts_every_kind_of_restriction_as_closed_to_us() -> None:
    assert closes_to_us("restricted_action_read_only_channel")
    assert closes_to_us("channel_not_found")
    assert not closes_to_us("missing_scope: chat:write")
