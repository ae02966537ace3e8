"""Who is let in at /slack/events: Slack, with the app's Signing Secret, within five minutes."""

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.localslack import payloads
from bot.localslack.http import JSON, Requests
from bot.web.signature import MOST_SKEW, is_signed, sign
from tests.scenarios.asking import answers
from tests.scenarios.conftest import Company
from tests.web.asking import EVENTS, Site

SECRET, BODY = "8f742231b10e8888abcd99yyyzzz85a5", b"token=xyz&text=94070"
CHALLENGE = {"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}


def headers(**changed: str) -> dict[str, str]:
    now = str(int(time.time()))
    found = {"x-slack-request-timestamp": now, "x-slack-signature": sign(SECRET, now, BODY)}
    return found | {name.replace("_", "-"): value for name, value in changed.items()}


def test_it_signs_as_slack_does() -> None:
    """The example of Slack's documentation."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
        b"channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&"
        b"response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&"
        b"trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    told = sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)
    assert told == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


def test_it_knows_what_slacks_own_code_signs() -> None:
    now = str(int(time.time()))
    theirs = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=BODY)
    assert is_signed(SECRET, headers(x_slack_signature=str(theirs), x_slack_request_timestamp=now), BODY)


@pytest.mark.parametrize("skew", [-(MOST_SKEW - 5), 0, MOST_SKEW - 5])
def test_it_lets_clocks_differ_by_five_minutes(skew: int) -> None:
    then = str(int(time.time()) + skew)
    given = headers(x_slack_request_timestamp=then, x_slack_signature=sign(SECRET, then, BODY))
    assert is_signed(SECRET, given, BODY)


@pytest.mark.parametrize("skew", [-(MOST_SKEW + 5), MOST_SKEW + 5, -(10**9), 10**9])
def test_it_refuses_what_was_signed_long_ago_or_will_be(skew: int) -> None:
    then = str(int(time.time()) + skew)
    given = headers(x_slack_request_timestamp=then, x_slack_signature=sign(SECRET, then, BODY))
    assert not is_signed(SECRET, given, BODY)


ODD = ["", "0", "v0=", "v1=" + "0" * 64, "v0=" + "0" * 64, "v0=é", "ÿ" * 64, "x" * 10_000]
TIMES = ["", " ", "-1", "1e9", "１７", "NaN", "9" * 5000, "1531420618.5", "\xff"]


@pytest.mark.parametrize("signature", ODD)
def test_it_refuses_a_signature_that_is_none_without_stumbling(signature: str) -> None:
    assert not is_signed(SECRET, headers(x_slack_signature=signature), BODY)


@pytest.mark.parametrize("timestamp", TIMES)
def test_it_refuses_a_time_that_is_none_without_stumbling(timestamp: str) -> None:
    assert not is_signed(SECRET, headers(x_slack_request_timestamp=timestamp), BODY)


def test_it_refuses_another_body_another_secret_and_another_time() -> None:
    given = headers()
    assert is_signed(SECRET, given, BODY)
    assert not is_signed(SECRET, given, BODY + b" ")
    assert not is_signed(SECRET + "x", given, BODY)
    later = str(int(given["x-slack-request-timestamp"]) + 1)
    assert not is_signed(SECRET, given | {"x-slack-request-timestamp": later}, BODY)


@pytest.fixture
def command(company: Company) -> dict[str, str]:
    """A command as Anna types it, that nobody has sent yet."""
    slack = company.slack
    return payloads.command(slack, slack.people["U0ANNA"], slack.dm_of("U0ANNA"), "/okr", "help")


def unsigned(site: Site, body: bytes) -> dict[str, dict[str, str]]:
    """Ways to lack a signature, by name."""
    good, other = site.requests.signed(body), Requests(site.requests.url, "another-secret").signed(body)
    old = str(int(time.time()) - MOST_SKEW - 60)
    aged = {"X-Slack-Request-Timestamp": old, "X-Slack-Signature": sign(site.requests.secret, old, body)}
    without = {name: value for name, value in good.items() if name != "X-Slack-Signature"}
    return {"none": {}, "of another app": other, "old": aged, "time only": without, "empty": dict.fromkeys(good, "")}


def test_it_refuses_all_that_is_not_signed_and_does_nothing(
    company: Company, site: Site, command: dict[str, str]
) -> None:
    body = urlencode(command).encode()
    before = company.bot.context.pulse.socket_age
    for way, given in unsigned(site, body).items():
        told = site.ask("POST", EVENTS, body, {"Content-Type": "application/x-www-form-urlencoded", **given})
        assert (told.status, told.no_retry) == (401, True), way
        assert "not signed by Slack" in told.text, way
    assert answers(company.slack, company.anna) == []
    assert company.bot.context.pulse.socket_age > before
    assert site.command(command).status == 200
    company.slack.wait(lambda: answers(company.slack, company.anna))


def test_it_says_slacks_challenge_back_when_it_is_signed(site: Site) -> None:
    assert json.loads(site.event(CHALLENGE).text) == {"challenge": CHALLENGE["challenge"]}
    told = site.ask("POST", EVENTS, json.dumps(CHALLENGE).encode(), {"Content-Type": JSON})
    assert (told.status, CHALLENGE["challenge"] in told.text) == (401, False)


def test_it_lets_slack_look_at_its_certificate(site: Site) -> None:
    told = site.post(b"ssl_check=1&token=xyz")
    assert (told.status, told.text) == (200, "")


MALFORMED: list[tuple[bytes, str]] = [
    (b"", "application/json"),
    (b"{", "application/json"),
    (b"[]", "application/json"),
    (b"null", "application/json"),
    (b'"text"', "application/json"),
    (b"\xff\xfe", "application/json"),
    (b"[" * 200_000, "application/json"),
    (b"", "application/x-www-form-urlencoded"),
    (b"payload=", "application/x-www-form-urlencoded"),
    (b"payload={", "application/x-www-form-urlencoded"),
    (b"payload=[]", "application/x-www-form-urlencoded"),
    (b"payload=%5B" * 50, "application/x-www-form-urlencoded"),
    (b"a=b&" * 200, "application/x-www-form-urlencoded"),
    (b"ssl_check=2", "application/x-www-form-urlencoded"),
    (b"\xff\xfe=1", "text/plain"),
    (b"hello", "multipart/form-data"),
]


def test_it_refuses_for_good_what_cannot_be_read(site: Site) -> None:
    for body, content_type in MALFORMED:
        told = site.post(body, content_type)
        assert (told.status, told.no_retry) == (400, True), (body[:20], content_type)
        assert "Traceback" not in told.text
    assert site.get("/healthz").status in (200, 503)


DEEP: dict[str, Any] = {"type": "event_callback", "team_id": "T1", "event_id": "E1"}


def test_it_acks_what_is_nested_deeper_than_anything_of_slacks(site: Site) -> None:
    body = json.dumps(DEEP)[:-1].encode() + b', "event": ' + b'{"a": ' * 400 + b"1" + b"}" * 401
    assert site.post(body, JSON).status in (200, 400)


def test_it_reads_no_more_than_slack_may_send(site: Site) -> None:
    much = b"x" * (1024**2 + 1)
    assert site.post(much).status == 413

    def streamed() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 65536

    assert site.ask("POST", EVENTS, streamed(), site.signed(b"")).status == 413  # in chunks, with no length told
    assert site.post(b"a=" + b"x" * (1024**2 - 2)).status == 400
