from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.localslack.server import LocalSlack
from tests.localslack.conftest import NOW
from tests.localslack.limits import actions, button


@pytest.fixture
def hook(slack: LocalSlack) -> WebhookClient:
    """Where an answer to a slash command of Anna's in #team goes."""
    return WebhookClient(f"{slack.base_url}response/{slack.replies.issue('C0TEAM', 'U0ANNA')}")


def test_it_takes_five_answers(slack: LocalSlack, hook: WebhookClient) -> None:
    answers = [hook.send(text=str(number)) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body
    assert len(slack.person("U0ANNA").ephemerals("C0TEAM")) == 5


def test_it_takes_answers_for_thirty_minutes(slack: LocalSlack, hook: WebhookClient) -> None:
    slack.clock.move_to(NOW + timedelta(minutes=30))
    assert hook.send(text="just in time").status_code == 200
    slack.clock.move_to(NOW + timedelta(minutes=30, seconds=1))
    assert "expired_url" in hook.send(text="too late").body


def test_it_shows_an_answer_to_everybody_on_request(slack: LocalSlack, hook: WebhookClient) -> None:
    hook.send(text="for all", response_type="in_channel")
    assert [message.text for message in slack.messages("C0TEAM")] == ["for all"]


def test_it_refuses_wrong_blocks(hook: WebhookClient) -> None:
    answer = hook.send(text="x", blocks=[{"type": "header"}])
    assert answer.status_code == 404
    assert "invalid_blocks" in answer.body


@pytest.fixture
def replying(slack: LocalSlack, app: App, client: WebClient) -> Callable[..., None]:
    """Clicks Anna's button in #team, and answers through the response_url."""

    def reply(**answer: Any) -> None:
        @app.action("go")
        def go(ack: Ack, respond: Respond) -> None:
            ack()
            respond(**answer)

        client.chat_postMessage(channel="C0TEAM", text="Original", blocks=[actions(button())])
        anna = slack.person("U0ANNA")
        anna.click(anna.read("C0TEAM")[-1], "Go")

    return reply


def test_it_answers_a_response_url_to_the_person_alone(slack: LocalSlack, replying: Callable[..., None]) -> None:
    replying(text="Only you", replace_original=False)
    assert [one.text for one in slack.person("U0ANNA").ephemerals("C0TEAM")] == ["Only you"]
    assert [one.text for one in slack.messages("C0TEAM")] == ["Original"]


def test_it_replaces_the_original(slack: LocalSlack, replying: Callable[..., None]) -> None:
    replying(text="Replaced", replace_original=True)
    assert [one.text for one in slack.messages("C0TEAM")] == ["Replaced"]


def test_it_deletes_the_original(slack: LocalSlack, replying: Callable[..., None]) -> None:
    replying(delete_original=True)
    assert slack.messages("C0TEAM") == []
