"""People and channels are looked up in the local Slack by Slack's own client."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from bot.errors import UserError
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.objectives.plans.directory import look_up, slack, team_of_token


@pytest.fixture
def local() -> Iterator[LocalSlack]:
    with LocalSlack(Clock(datetime(2026, 11, 27, tzinfo=UTC))) as found:
        found.add_person("U0ANNA", "Anna", email="anna@example.com", tz="Europe/Berlin", locale="ru-RU")
        found.add_person("U0VERA", "Vera", guest=True)
        found.add_channel("C0TEAM", "team", members=["U0ANNA"])
        found.add_channel("C0HIDDEN", "hidden", members=["U0ANNA"], private=True, bot_member=False)
        yield found


@pytest.fixture
def client(local: LocalSlack) -> WebClient:
    return slack(local.bot_token, local.api_url)


def test_it_finds_people_by_id_and_by_e_mail(client: WebClient) -> None:
    found = look_up(client, ["U0VERA", "anna@example.com"], []).people
    assert found["U0VERA"].guest
    anna = found["anna@example.com"]
    assert (anna.slack_id, anna.name, anna.timezone, anna.language) == ("U0ANNA", "Anna", "Europe/Berlin", "ru")


def test_it_leaves_out_whom_slack_does_not_know_and_bots(local: LocalSlack, client: WebClient) -> None:
    assert look_up(client, ["U0NOBODY", "no@example.com", local.bot_user_id], []).people == {}


def test_it_finds_channels_by_id_and_by_name_where_the_bot_may_look(client: WebClient) -> None:
    found = look_up(client, [], ["C0TEAM", "#team", "#hidden", "C0HIDDEN", "#none", "C0NONE"]).channels
    assert found == {"C0TEAM": "C0TEAM", "#team": "C0TEAM"}


def test_it_names_the_scope_that_is_missing(local: LocalSlack, client: WebClient) -> None:
    local.scopes = local.scopes - {"users:read.email"}
    with pytest.raises(UserError) as refused:
        look_up(client, ["anna@example.com"], [])
    assert refused.value.values == {"scope": "users:read.email"}


def test_it_says_that_slack_refuses_the_token(local: LocalSlack) -> None:
    with pytest.raises(UserError, match=r"plan\.slack_refused"):
        team_of_token(slack("xoxb-wrong", local.api_url))


def test_it_says_that_slack_cannot_be_reached() -> None:
    with pytest.raises(UserError, match=r"plan\.slack_unreachable"):
        team_of_token(slack("xoxb-any", "http://127.0.0.1:9/api/"))
