import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.localslack.server import LocalSlack


def test_it_tells_who_the_bot_is(slack: LocalSlack, client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["user_id"], answer["team_id"]) == (slack.bot_user_id, slack.team_id)


def test_it_gives_the_zone_and_on_request_the_language(client: WebClient) -> None:
    boris = client.users_info(user="U0BORIS", include_locale=True)["user"]
    assert (boris["tz"], boris["tz_offset"], boris["locale"]) == ("Asia/Almaty", 5 * 3600, "ru-RU")
    assert "locale" not in client.users_info(user="U0BORIS")["user"]


def test_it_marks_guests_and_people_of_other_companies(client: WebClient) -> None:
    assert client.users_info(user="U0VERA")["user"]["is_restricted"]
    max_ = client.users_info(user="U0MAX")["user"]
    assert max_["is_stranger"]
    assert max_["team_id"] == "T0OTHER"


def test_it_takes_zone_and_roles_from_those_who_left(client: WebClient) -> None:
    olga = client.users_info(user="U0OLGA")["user"]
    assert olga["deleted"]
    assert "tz" not in olga
    assert "is_admin" not in olga


def test_it_tells_the_status(slack: LocalSlack, client: WebClient) -> None:
    slack.change_person("U0ANNA", status_text="Vacation", status_emoji=":palm_tree:", status_expiration=1_796_000_000)
    profile = client.users_info(user="U0ANNA")["user"]["profile"]
    status = [profile[f"status_{name}"] for name in ("text", "emoji", "expiration")]
    assert status == ["Vacation", ":palm_tree:", 1_796_000_000]
    profile = client.users_info(user="U0BORIS")["user"]["profile"]
    assert [profile[f"status_{name}"] for name in ("text", "emoji", "expiration")] == ["", "", 0]


def test_it_lists_people_without_strangers(client: WebClient) -> None:
    ids = [one["id"] for page in client.users_list(limit=2) for one in page["members"]]
    assert ids == ["U0OKRBOT", "USLACKBOT", "U0ANNA", "U0BORIS", "U0VERA", "U0OLGA"]


def test_it_says_that_slackbot_is_no_bot(client: WebClient) -> None:
    people = {one["id"]: one["is_bot"] for one in client.users_list()["members"]}
    assert people["U0OKRBOT"]
    assert not people["USLACKBOT"]


def test_it_finds_a_person_by_email(client: WebClient) -> None:
    assert client.users_lookupByEmail(email="Anna@Example.com")["user"]["id"] == "U0ANNA"
    with pytest.raises(SlackApiError, match="users_not_found"):
        client.users_lookupByEmail(email="nobody@example.com")


@pytest.mark.parametrize(("user", "error"), [("U0NONE", "user_not_found"), ("U0OLGA", "user_disabled")])
def test_it_opens_no_direct_message_with(client: WebClient, user: str, error: str) -> None:
    with pytest.raises(SlackApiError, match=error):
        client.conversations_open(users=user)


def test_it_gives_the_same_direct_message_every_time(client: WebClient) -> None:
    first = client.conversations_open(users="U0ANNA")["channel"]["id"]
    assert client.conversations_open(users="U0ANNA")["channel"]["id"] == first
    assert client.conversations_info(channel=first)["channel"]["user"] == "U0ANNA"


def test_it_lists_the_channels_a_bot_may_see(client: WebClient) -> None:
    everything = client.conversations_list(types="public_channel,private_channel", exclude_archived=True)
    assert [one["id"] for one in everything["channels"]] == ["C0TEAM", "C0OPEN"]
    own = client.users_conversations(types="public_channel,private_channel")
    assert [one["id"] for one in own["channels"]] == ["C0TEAM", "C0OLD"]


def test_it_names_the_members_of_a_channel(slack: LocalSlack, client: WebClient) -> None:
    assert client.conversations_members(channel="C0TEAM")["members"] == ["U0ANNA", "U0BORIS", slack.bot_user_id]


def test_it_joins_a_public_channel_with_the_scope_for_it(slack: LocalSlack, client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="missing_scope"):
        client.conversations_join(channel="C0OPEN")
    slack.scopes |= {"channels:join"}
    client.conversations_join(channel="C0OPEN")
    assert client.chat_postMessage(channel="C0OPEN", text="x")["ok"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.conversations_join(channel="C0SECRET")
