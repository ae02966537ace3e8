"""The local Slack over HTTP: it signs, waits three seconds, and sends an event again until it is taken."""

import json
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.localslack import socket
from bot.localslack.http import FORM, JSON
from bot.localslack.server import LocalSlack

Headers = list[tuple[str, str]]
Answer = tuple[str, Headers, bytes]
TAKEN: Answer = ("200 OK", [("Content-Type", "text/plain")], b"")


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *_args: Any) -> None: ...


class App:
    """Somebody's app: keeps what it is sent, and answers as it is told."""

    def __init__(self) -> None:
        self.sent: list[tuple[dict[str, str], bytes]] = []
        self.answer: Callable[[], Answer] = lambda: TAKEN

    def __call__(self, environ: dict[str, Any], start: Callable[[str, Headers], object]) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        if b"url_verification" in body:
            start("200 OK", [("Content-Type", JSON)])
            return [json.dumps({"challenge": json.loads(body)["challenge"]}).encode()]
        names = {"HTTP_X_SLACK_SIGNATURE", "HTTP_X_SLACK_REQUEST_TIMESTAMP", "CONTENT_TYPE"}
        names |= {name for name in environ if name.startswith("HTTP_X_SLACK_RETRY")}
        kept = {name.removeprefix("HTTP_").replace("_", "-").lower(): environ[name] for name in names}
        self.sent.append((kept, body))
        status, headers, told = self.answer()
        start(status, headers)
        return [told]


@pytest.fixture
def theirs(slack: LocalSlack) -> Iterator[App]:
    app = App()
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        slack.deliver_to(f"http://127.0.0.1:{server.server_port}/slack/events")
        yield app
        server.shutdown()


def test_it_signs_what_it_sends_as_slack_does(slack: LocalSlack, theirs: App) -> None:
    assert slack.person("U0ANNA").slash("/okr", "show 1.1 & more").arrived
    slack.person("U0ANNA").open_home()
    slack.wait(lambda: len(theirs.sent) == 2)
    for headers, body in theirs.sent:
        assert SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)
    (command, form), (event, told) = theirs.sent
    assert (command["content-type"], event["content-type"]) == (FORM, JSON)
    assert parse_qs(form.decode())["text"] == ["show 1.1 &amp; more"]
    assert json.loads(told)["event"]["type"] == "app_home_opened"
    assert "x-slack-retry-num" not in event


def test_it_shows_what_the_app_answers(slack: LocalSlack, theirs: App) -> None:
    anna = slack.person("U0ANNA")
    theirs.answer = lambda: ("200 OK", [("Content-Type", JSON)], b'{"text": "*from JSON*"}')
    anna.slash("/okr")
    theirs.answer = lambda: ("200 OK", [("Content-Type", "text/plain")], b"in plain words")
    anna.slash("/okr")
    assert [message.text for message in anna.dm[-2:]] == ["*from JSON*", "in plain words"]


def test_it_takes_nothing_but_a_200_in_time(slack: LocalSlack, theirs: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "ACK_SECONDS", 0.2)
    anna = slack.person("U0ANNA")
    theirs.answer = lambda: ("500 Internal Server Error", [], b"")
    assert "dispatch_failed" in str(anna.slash("/okr").problem)
    theirs.answer = lambda: ("302 Found", [("Location", "/elsewhere")], b"")
    assert "dispatch_failed" in str(anna.slash("/okr").problem)

    def slow() -> Answer:
        slack.wait(lambda: finished)
        return TAKEN

    finished: list[bool] = []
    theirs.answer = slow
    assert "operation_timeout" in str(anna.slash("/okr").problem)
    finished.append(True)


def test_it_sends_an_event_again_and_says_why(slack: LocalSlack, theirs: App) -> None:
    slack.retry_pauses = (0, 0, 0)
    answers = iter([("503 Service Unavailable", [], b""), ("500 Oops", [], b""), TAKEN])
    theirs.answer = lambda: next(answers)
    slack.person("U0ANNA").open_home()
    slack.wait(lambda: len(theirs.sent) == 3)
    tries = [(one.get("x-slack-retry-num"), one.get("x-slack-retry-reason")) for one, _ in theirs.sent]
    assert tries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({json.loads(body)["event_id"] for _, body in theirs.sent}) == 1


def test_it_does_not_come_again_where_the_app_says_so(slack: LocalSlack, theirs: App) -> None:
    slack.retry_pauses = (0, 0, 0)
    theirs.answer = lambda: ("500 Oops", [("X-Slack-No-Retry", "1")], b"")
    slack.person("U0ANNA").open_home()
    slack.wait(lambda: theirs.sent)
    slack.person("U0ANNA").slash("/okr")
    assert [headers["content-type"] for headers, _ in theirs.sent] == [JSON, FORM]


def test_it_takes_no_address_that_does_not_say_the_challenge_back(slack: LocalSlack) -> None:
    with pytest.raises(ValueError, match="challenge"):
        slack.deliver_to(f"{slack.base_url}api/api.test")
