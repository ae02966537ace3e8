"""Files that people send the bot: the event, files.info and the download."""

import urllib.request
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.localslack.errors import ActRefused
from bot.localslack.server import LocalSlack

CSV = b"score,when\n9,2026-11-01\n"
Told = list[dict[str, Any]]


@pytest.fixture
def told(app: App) -> Told:
    """The events about files that the bot gets."""
    events: Told = []
    app.event({"type": "message", "subtype": "file_share"})(lambda event: events.append(event))
    return events


def address(slack: LocalSlack, client: WebClient, **sent: Any) -> str:
    message = slack.person("U0ANNA").upload(**{"name": "May 2026.csv", "content": CSV, **sent})
    found: str = client.files_info(file=message.files[0])["file"]["url_private_download"]
    return found


def get(url: str, token: str = "") -> tuple[str, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the local Slack's own address
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return answer.headers.get_content_type(), answer.read()


def test_it_tells_of_a_file_with_the_words_beside_it(slack: LocalSlack, told: Told) -> None:
    slack.person("U0ANNA").upload("May 2026.csv", CSV, "survey: <b> & more")
    slack.wait(lambda: told)
    event, (file,) = told[0], told[0]["files"]
    assert (event["subtype"], event["channel_type"], event["upload"]) == ("file_share", "im", True)
    assert (event["user"], event["text"]) == ("U0ANNA", "survey: &lt;b&gt; &amp; more")
    assert (file["name"], file["mimetype"], file["filetype"], file["size"]) == ("May 2026.csv", "text/csv", "csv", 24)
    assert (file["mode"], file["pretty_type"], file["file_access"]) == ("snippet", "CSV", "visible")
    assert file["url_private_download"].endswith(f"/files-pri/T0LOCAL-{file['id']}/download/may_2026.csv")


def test_it_tells_of_several_files_in_one_message(slack: LocalSlack, told: Told) -> None:
    slack.person("U0ANNA").upload_all({"a.csv": CSV, "b.xlsx": b"PK"})
    slack.wait(lambda: told)
    assert [(file["name"], file["filetype"], file["mode"]) for file in told[0]["files"]] == [
        ("a.csv", "csv", "snippet"),
        ("b.xlsx", "xlsx", "hosted"),
    ]


def test_it_shows_no_more_of_another_companys_file_than_that_there_is_one(slack: LocalSlack, told: Told) -> None:
    slack.person("U0MAX").upload("a.csv", CSV)
    slack.wait(lambda: told)
    (file,) = told[0]["files"]
    assert file["file_access"] == "check_file_info"
    assert "name" not in file


def test_it_gives_a_file_to_the_bots_token(slack: LocalSlack, client: WebClient) -> None:
    assert get(address(slack, client), slack.bot_token) == ("text/csv", CSV)


@pytest.mark.parametrize("token", ["", "xoxb-of-somebody", "xapp-local-app"])
def test_it_gives_others_a_page_to_sign_in(slack: LocalSlack, client: WebClient, token: str) -> None:
    kind, page = get(address(slack, client), token)
    assert kind == "text/html"
    assert b"Sign in" in page


def test_it_gives_the_bot_no_file_without_the_scope(slack: LocalSlack, client: WebClient) -> None:
    url = address(slack, client)
    slack.scopes -= {"files:read"}
    assert get(url, slack.bot_token)[0] == "text/html"
    with pytest.raises(SlackApiError, match="missing_scope"):
        client.files_info(file="F00000001")


def test_it_shows_the_bot_no_file_of_a_channel_it_is_not_in(slack: LocalSlack, client: WebClient) -> None:
    message = slack.person("U0ANNA").upload_all({"a.csv": CSV}, channel="C0SECRET")
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_info(file=message.files[0])


@pytest.mark.parametrize("files", [{"a.csv": b""}, {}, {f"{n}.csv": CSV for n in range(11)}], ids=["empty", "no", "11"])
def test_it_sends_no_empty_file_and_not_too_many(slack: LocalSlack, files: dict[str, bytes]) -> None:
    with pytest.raises(ActRefused):
        slack.person("U0ANNA").upload_all(files)
    assert slack.person("U0ANNA").dm == []
