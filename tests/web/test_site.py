"""The pages around Slack's, and what is said to those who come by mistake."""

import json

import pytest

from bot.web import slack as slack_events
from tests.scenarios.conftest import Company
from tests.web.asking import EVENTS, Site


def test_it_is_alive_without_a_socket(company: Company, site: Site) -> None:
    company.bot.tick()
    told = site.get("/healthz")
    document = json.loads(told.text)
    assert (told.status, document["ok"], document["wrong"]) == (200, True, [])
    assert "socket_age" not in document
    company.bot.context.pulse.leaving = True
    told = site.get("/healthz")
    assert (told.status, json.loads(told.text)["wrong"]) == (503, ["leaving"])


def test_it_counts_what_slack_sends_again_and_names_nobody(company: Company, site: Site) -> None:
    company.at(10)
    company.answer(company.anna, {"Value": "48", "Confidence (0-10)": "7", "Note": "panel"})
    event = {"type": "event_callback", "team_id": company.slack.team_id, "event_id": "Ev1", "event": {"type": "x"}}
    again = {"X_Slack_Retry_Num": "2", "X_Slack_Retry_Reason": "http_timeout"}
    assert site.event(event, **again).status == 200
    assert site.event(event, X_Slack_Retry_Num="1", X_Slack_Retry_Reason="<U0ANNA>").status == 200
    assert site.event(event, X_Slack_Retry_Num="much").status == 200
    told = site.get("/metrics").text
    assert 'okrbot_slack_retries_total{reason="http_timeout"} 1.0' in told
    assert 'okrbot_slack_retries_total{reason="other"} 1.0' in told
    assert 'okrbot_handler_seconds_count{handler="action checkin_open",part="ack"} 1.0' in told
    assert "okrbot_socket_age_seconds" not in told
    assert "okrbot_request_age_seconds" in told
    for word in ("U0ANNA", "Anna", "panel", company.slack.team_id, "xox", company.slack.signing_secret):
        assert word not in told


def test_it_tells_its_numbers_to_nobody_who_comes_through_the_proxy(site: Site) -> None:
    for header in ("X_Forwarded_For", "Forwarded"):
        told = site.get("/metrics", **{header: "203.0.113.7"})
        assert (told.status, "okrbot_" in told.text) == (403, False)
    assert site.get("/healthz", X_Forwarded_For="203.0.113.7").status in (200, 503)


@pytest.mark.parametrize(
    ("language", "method", "path", "status", "words"),
    [
        ("en", "GET", "/", 404, "There is nothing here."),
        ("en", "GET", "/slack/events/", 404, "There is nothing here."),
        ("en", "GET", "/docs", 404, "There is nothing here."),
        ("en", "GET", "/openapi.json", 404, "There is nothing here."),
        ("en", "GET", EVENTS, 405, "takes only: POST."),
        ("en", "DELETE", "/healthz", 405, "takes only:"),
        ("en", "POST", "/metrics", 405, "takes only:"),
        ("en", "POST", EVENTS, 401, "not signed by Slack"),
    ],
)
def test_it_answers_mistakes_with_a_sentence(site: Site, method: str, path: str, status: int, words: str) -> None:
    told = site.ask(method, path)
    assert told.status == status
    assert words in told.text
    assert told.text.count("\n") == 1
    assert told.headers["content-type"].startswith("text/plain")
    assert (told.headers["x-content-type-options"], told.headers["cache-control"]) == ("nosniff", "no-store")
    assert "server" not in told.headers


def test_it_hides_what_went_wrong_inside(site: Site, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_kind: str, _payload: object, *_more: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(slack_events, "read", broken)
    told = site.command({"command": "/okr"})
    assert told.status == 500
    assert "finds it in the log as" in told.text
    assert "secret" not in told.text
    assert not told.no_retry
    assert company.bot.context.pulse.socket_age < 60


@pytest.mark.parametrize("path", ["nothing", "digests/two%0Alines"])
def test_it_leaves_the_interface_for_programs_its_own_mistakes(site: Site, path: str) -> None:
    told = site.get(f"/api/v1/{path}")
    assert told.headers["content-type"] == "application/problem+json"
