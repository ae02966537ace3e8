from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.localslack.server import LocalSlack
from bot.localslack.web import Answer, Dropped, Effect


def test_it_holds_posts_to_one_a_second_in_each_channel(slack: LocalSlack, client: WebClient) -> None:
    slack.rate_limits = True
    client.chat_postMessage(channel="C0TEAM", text="one")
    client.chat_postMessage(channel="U0ANNA", text="elsewhere")
    with pytest.raises(SlackApiError, match="ratelimited") as caught:
        client.chat_postMessage(channel="C0TEAM", text="two")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    slack.clock.move_to(slack.clock.now() + timedelta(seconds=1))
    assert client.chat_postMessage(channel="C0TEAM", text="two")["ok"]


def test_it_holds_a_method_to_its_tier(slack: LocalSlack, client: WebClient) -> None:
    slack.rate_limits = True
    for _ in range(20):
        client.users_list()
    with pytest.raises(SlackApiError) as caught:
        client.users_list()
    assert caught.value.response.headers["Retry-After"] == "60"
    assert client.users_info(user="U0ANNA")["ok"]


def test_it_limits_nothing_unless_asked(client: WebClient) -> None:
    assert all(client.users_list()["ok"] for _ in range(25))


def test_it_can_lose_an_answer_after_the_effect(slack: LocalSlack, client: WebClient) -> None:
    async def lost(_method: str, _args: object, effect: Effect) -> Answer:
        effect()
        raise Dropped

    slack.web.interposed = lost
    client.retry_handlers = []
    with pytest.raises(ConnectionError):
        client.chat_postMessage(channel="C0TEAM", text="x")
    assert len(slack.messages("C0TEAM")) == 1


def test_it_can_fail_before_the_effect(slack: LocalSlack, client: WebClient) -> None:
    async def failed(_method: str, _args: object, _effect: Effect) -> Answer:
        return Answer({"ok": False, "error": "internal_error"}, status=500)

    slack.web.interposed = failed
    with pytest.raises(SlackApiError, match="internal_error"):
        client.chat_postMessage(channel="C0TEAM", text="x")
    assert slack.messages("C0TEAM") == []
