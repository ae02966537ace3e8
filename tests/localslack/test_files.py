from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.localslack.server import LocalSlack

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def image(file_id: str) -> list[dict[str, Any]]:
    return [{"type": "image", "alt_text": "a chart", "slack_file": {"id": file_id}}]


def upload(client: WebClient, content: bytes = PNG, **args: Any) -> str:
    file_id: str = client.files_upload_v2(filename="chart.png", file=content, title="Chart", **args)["file"]["id"]
    return file_id


def test_it_knows_the_type_of_a_file_only_after_a_while(slack: LocalSlack, client: WebClient) -> None:
    file_id = upload(client)
    assert client.files_info(file=file_id)["file"]["mimetype"] == ""
    slack.wait(lambda: client.files_info(file=file_id)["file"]["mimetype"] == "image/png")


def test_it_refuses_an_image_block_before_the_file_is_processed(slack: LocalSlack, client: WebClient) -> None:
    slack.file_delay = 30
    file_id = upload(client)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0TEAM", text="x", blocks=image(file_id))
    assert caught.value.response["error"] == "invalid_blocks"
    messages = caught.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"]


def test_it_takes_an_image_block_after_that(slack: LocalSlack, client: WebClient) -> None:
    file_id = upload(client)
    slack.wait(lambda: slack.files[file_id].mimetype)
    assert client.chat_postMessage(channel="C0TEAM", text="x", blocks=image(file_id))["ok"]


def test_it_takes_no_other_bytes_for_a_picture(slack: LocalSlack, client: WebClient) -> None:
    file_id = upload(client, b"these are words")
    slack.wait(lambda: slack.files[file_id].mimetype)
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        client.chat_postMessage(channel="C0TEAM", text="x", blocks=image(file_id))


def test_it_posts_the_file_where_it_is_shared(slack: LocalSlack, client: WebClient) -> None:
    file_id = upload(client, channel="C0TEAM", initial_comment="the week")
    assert slack.messages("C0TEAM") == []
    slack.wait(lambda: slack.messages("C0TEAM"))
    message = slack.messages("C0TEAM")[0]
    assert (message.text, message.files) == ("the week", (file_id,))


def test_it_lets_a_later_message_overtake_the_file(slack: LocalSlack, client: WebClient) -> None:
    upload(client, channel="C0TEAM", initial_comment="file")
    client.chat_postMessage(channel="C0TEAM", text="message")
    slack.wait(lambda: len(slack.messages("C0TEAM")) == 2)
    assert [message.text for message in slack.messages("C0TEAM")] == ["message", "file"]


def test_it_shares_no_file_where_the_bot_is_no_member(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_in_channel"):
        upload(client, channel="C0OPEN")


def test_it_completes_an_upload_once(client: WebClient) -> None:
    file_id = upload(client)
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_completeUploadExternal(files=[{"id": file_id}])


def test_it_wants_a_length_and_a_short_alternative_text(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        client.files_getUploadURLExternal(filename="a.png", length=0)
    client.files_getUploadURLExternal(filename="a.png", length=1, alt_txt="x" * 1000)
    with pytest.raises(SlackApiError, match="alt_txt_too_large"):
        client.files_getUploadURLExternal(filename="a.png", length=1, alt_txt="x" * 1001)
