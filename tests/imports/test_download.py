"""Fetching a file of Slack's: only with the token, only from Slack, only so large, and gone afterwards."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.errors import UserError
from bot.imports.download import fetched
from bot.localslack.clock import Clock
from bot.localslack.errors import Json
from bot.localslack.server import LocalSlack
from bot.localslack.web import Answer, Effect

CSV = b"id,nps\n1,9\n"
PLENTY = 1 << 20


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(Clock(datetime(2026, 11, 27, tzinfo=UTC))) as local:
        local.add_person("U0ANNA", "Anna")
        yield local


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def sent(slack: LocalSlack, content: bytes = CSV, name: str = "may.csv") -> str:
    return slack.person("U0ANNA").upload(name, content).files[0]


def told(slack: LocalSlack, **file: Any) -> None:
    """From now on files.info says something else of a file."""

    async def said(method: str, _args: Json, effect: Effect) -> Answer:
        answer = effect()
        if method == "files.info" and answer.body["ok"]:
            answer.body["file"].update(file)
        return answer

    slack.web.interposed = said


def refusal(client: WebClient, file_id: str, most: int = PLENTY) -> str:
    with pytest.raises(UserError) as caught, fetched(client, file_id, most):
        pass
    return caught.value.message


class _Elsewhere(WebClient):
    """Reads of files at one place and fetches them at another, or with another token."""

    def __init__(self, here: WebClient, files: WebClient) -> None:
        super().__init__(here.token, base_url=here.base_url, retry_handlers=[])
        self._files = files

    def files_info(self, **args: Any) -> Any:
        return self._files.files_info(**args)


def test_it_fetches_a_file_and_removes_it_afterwards(slack: LocalSlack, client: WebClient) -> None:
    with fetched(client, sent(slack), PLENTY) as (name, path):
        assert (name, path.read_bytes()) == ("may.csv", CSV)
    assert not path.parent.exists()


def test_it_removes_the_file_where_something_fails(slack: LocalSlack, client: WebClient) -> None:
    kept: list[Path] = []
    with pytest.raises(ZeroDivisionError), fetched(client, sent(slack), PLENTY) as (_, path):
        kept.append(path)
        raise ZeroDivisionError
    assert not kept[0].parent.exists()


def test_it_fetches_no_file_that_is_said_to_be_too_large(slack: LocalSlack, client: WebClient) -> None:
    assert refusal(client, sent(slack), len(CSV) - 1) == "imports.too_large"
    with fetched(client, sent(slack), len(CSV)):
        pass


def test_it_stops_at_the_limit_whatever_size_slack_says(slack: LocalSlack, client: WebClient) -> None:
    told(slack, size=1)
    assert refusal(client, sent(slack, b"x" * 3 * PLENTY), PLENTY) == "imports.too_large"


def test_it_takes_the_page_to_sign_in_for_no_file(slack: LocalSlack, client: WebClient) -> None:
    stale = WebClient("xoxb-stale", base_url=client.base_url, retry_handlers=[])
    assert refusal(_Elsewhere(stale, client), sent(slack)) == "files.signed_out"


def test_it_takes_no_web_page_for_a_table(slack: LocalSlack, client: WebClient) -> None:
    for name in ("report.xls", "report.html"):
        file_id = sent(slack, b"\n <HTML><body><table></table></body></html>", name)
        assert refusal(client, file_id) == "files.web_page"


def test_it_names_the_missing_scope(slack: LocalSlack, client: WebClient) -> None:
    file_id = sent(slack)
    slack.scopes -= {"files:read"}
    assert refusal(client, file_id) == "files.no_scope"


def test_it_says_that_a_file_is_gone(client: WebClient) -> None:
    assert refusal(client, "F0NONE") == "files.gone"


@pytest.mark.parametrize(
    "url", ["", "http://127.0.0.1:1/x", "file:///etc/passwd", "http://evil.example/x", "http://127.0.0.1.evil.example/"]
)
def test_it_shows_the_token_to_nobody_but_slack(slack: LocalSlack, client: WebClient, url: str) -> None:
    file_id = sent(slack)
    told(slack, url_private_download=url, url_private=url)
    assert refusal(client, file_id) == "files.not_in_slack"


@contextmanager
def redirecting(target: str) -> Iterator[http.server.HTTPServer]:
    """A server that sends everybody on."""

    class Redirect(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Says nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Redirect) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_it_follows_no_redirect_off_slack(slack: LocalSlack, client: WebClient) -> None:
    file_id = sent(slack)
    with redirecting("http://evil.example/") as server:
        away = WebClient(client.token, base_url=f"http://127.0.0.1:{server.server_port}/api/", retry_handlers=[])
        told(slack, url_private_download=f"http://127.0.0.1:{server.server_port}/file")
        with pytest.raises(UserError) as caught, fetched(_Elsewhere(away, client), file_id, PLENTY):
            pass
    assert caught.value.message == "files.not_in_slack"
