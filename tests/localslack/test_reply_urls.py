from datetime import timedelta

import pytest
from slack_sdk.webhook import WebhookClient

from bot.localslack.server import LocalSlack
from tests.localslack.conftest import NOW


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
