"""`okrbot run` and `okrbot doctor` in HTTP mode, as the operator starts them."""

import signal
import socket

import pytest

from bot.errors import UserError
from bot.localslack.server import LocalSlack
from bot.settings import Settings
from bot.web.server import address, bound
from tests.health.test_run import free_port
from tests.health.test_server import get
from tests.scenarios.test_run import Okrbot, okrbot, said, slack, until_started

__all__ = ["okrbot", "slack"]
LONG_SECONDS = 90
"""For three processes to load everything, beside other tests."""
SECRET = {"SLACK_SIGNING_SECRET": LocalSlack.signing_secret, "SLACK_APP_TOKEN": None}


def counted(port: int) -> str:
    """The numbers; nothing while nobody answers yet."""
    try:
        return get(port, "/metrics")[1]
    except OSError:
        return ""


def test_it_listens_and_finishes_what_is_under_way(okrbot: Okrbot, slack: LocalSlack) -> None:
    port = free_port()
    process = okrbot("run", PORT=str(port), OKRBOT_DRAIN_SECONDS="1", **SECRET)
    told = until_started(process, "It answers Slack's requests")
    assert f"http://127.0.0.1:{port}/slack/events" in told
    slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
    anna = slack.person("U0ANNA")
    assert anna.slash("/okr").arrived
    slack.wait(lambda: anna.dm)
    assert get(port, "/healthz")[0] == 200
    process.send_signal(signal.SIGTERM)
    slack.wait(lambda: get(port, "/healthz")[0] == 503)
    assert anna.slash("/okr", "help").arrived  # until the load balancer has seen it
    slack.wait(lambda: len(anna.dm) == 2)
    complaint = said(process)
    assert process.returncode == 0
    assert "Traceback" not in complaint


def test_it_answers_in_several_processes_that_count_together(okrbot: Okrbot, slack: LocalSlack) -> None:
    port = free_port()
    process = okrbot("run", PORT=str(port), OKRBOT_WORKERS="2", **SECRET)
    try:
        until_started(process, "It answers Slack's requests")
        slack.wait(lambda: "okrbot_tick_seconds_count 2.0" in counted(port), LONG_SECONDS)  # one tick each
        slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
        anna = slack.person("U0ANNA")
        for count in range(1, 5):
            assert anna.slash("/okr").arrived
            slack.wait(lambda count=count: len(anna.dm) == count)  # type: ignore[misc]
        slack.wait(lambda: 'handler="/okr mine",part="ack"} 4.0' in counted(port))
    finally:
        process.send_signal(signal.SIGTERM)  # which the others hear of
    complaint = said(process)
    assert process.returncode == 0
    assert "Traceback" not in complaint


REFUSALS = [
    pytest.param({"SLACK_BOT_TOKEN": None}, ["SLACK_BOT_TOKEN"], id="no token"),
    pytest.param({"SLACK_SIGNING_SECRET": "short"}, ["SLACK_SIGNING_SECRET"], id="malformed secret"),
    pytest.param(
        {"SLACK_CLIENT_ID": "1.2", "SLACK_SIGNING_SECRET": None},
        ["SLACK_SIGNING_SECRET, SLACK_CLIENT_SECRET, OKRBOT_SECRET_KEY", "SLACK_BOT_TOKEN and SLACK_CLIENT_ID"],
        id="half of many workspaces",
    ),
    pytest.param(
        {
            "OKRBOT_TRUSTED_PROXIES": "proxy",
            "OKRBOT_URL": "okrs.example.com",
            "OKRBOT_WORKERS": "0",
            "SLACK_BOT_TOKEN": None,
        },
        ["OKRBOT_TRUSTED_PROXIES", "OKRBOT_URL", "OKRBOT_WORKERS", "SLACK_BOT_TOKEN"],
        id="malformed and missing",
    ),
]


@pytest.mark.parametrize(("settings", "named"), REFUSALS)
def test_it_names_all_that_is_wrong_at_once(okrbot: Okrbot, settings: dict[str, str | None], named: list[str]) -> None:
    process = okrbot("run", **{**SECRET, **settings})
    complaint = said(process)
    assert process.returncode == 1, complaint
    assert all(name in complaint for name in named), complaint
    assert "Traceback" not in complaint


def test_it_refuses_several_processes_over_one_socket(okrbot: Okrbot) -> None:
    process = okrbot("run", OKRBOT_WORKERS="2")
    assert "SLACK_APP_TOKEN and OKRBOT_WORKERS" in said(process)
    assert process.returncode == 1


@pytest.mark.parametrize("host", ["203.0.113.7", "127.0.0.1"])
def test_it_says_that_the_address_cannot_be_had(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=r"web\.port_taken") as refused:
            bound(Settings(_env_file=None, okrbot_host=host, port=port))
    assert (refused.value.values["host"], refused.value.values["port"]) == (host, port)


def test_it_listens_on_all_addresses_where_it_is_told_to() -> None:
    with bound(Settings(_env_file=None, okrbot_host="0.0.0.0", port=0)) as taken:  # noqa: S104
        assert address(taken) == f"http://0.0.0.0:{taken.getsockname()[1]}"
