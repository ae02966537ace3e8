"""/healthz and /metrics, as a machine asks for them."""

import json
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bot.context import Context
from bot.errors import UserError
from bot.health.alive import LONGEST_BETWEEN_TICKS, LONGEST_SILENCE
from bot.health.pulse import Pulse
from bot.health.server import pages, serving
from storage.db import Database
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Delivery
from storage.people import find_workspaces
from tests.health.conftest import Stopwatch
from tests.scenarios.asking import ask
from tests.scenarios.conftest import CHANNEL, Company

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SAMPLE = re.compile(r"^(\w+)(?:{(.*)})? (.+)$", re.MULTILINE)


@pytest.fixture
def port(company: Company) -> Iterator[int]:
    with serving("127.0.0.1", 0, pages(company.bot.context, company.bot.metrics.registry)) as taken:
        yield taken


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def samples(port: int) -> dict[str, float]:
    """Values by name and labels."""
    status, told = get(port, "/metrics")
    assert status == 200
    return {f"{name}{{{labels}}}" if labels else name: float(n) for name, labels, n in SAMPLE.findall(told)}


@ON_SQLITE
def test_it_says_that_it_is_alive(company: Company, port: int) -> None:
    company.bot.tick()
    status, told = get(port, "/healthz")
    document = json.loads(told)
    assert (status, document["ok"], document["wrong"]) == (200, True, [])
    assert 0 <= document["tick_age"] < 60
    assert 0 <= document["socket_age"] < 60


@ON_SQLITE
def test_it_knows_no_other_page(port: int) -> None:
    assert get(port, "/")[0] == 404
    assert get(port, "/metrics/../etc")[0] == 404


def test_it_tells_what_waits_and_what_was_refused(company: Company, port: int) -> None:
    company.at(10)
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        rows = [
            (DeliveryKind.DIGEST, DeliveryState.PARKED, timedelta(hours=1), "missing_scope: groups:read"),
            (DeliveryKind.DIGEST, DeliveryState.PARKED, timedelta(hours=2), "missing_scope: im:write"),
            (DeliveryKind.NOTICE, DeliveryState.SKIPPED, timedelta(hours=2), "what <somebody> wrote"),
            (DeliveryKind.DIGEST, DeliveryState.PENDING, timedelta(minutes=7), ""),
            (DeliveryKind.PROMPT, DeliveryState.PENDING, timedelta(minutes=-5), ""),
            (DeliveryKind.PROMPT, DeliveryState.EXPIRED, timedelta(days=8), "ratelimited"),
        ]
        for kind, state, age, error in rows:
            session.add(
                Delivery(
                    workspace_id=workspace.id, kind=kind, key=f"{kind}-{state}-{age}", target=CHANNEL, state=state,
                    due=company.clock() - age, error=error,
                )
            )  # fmt: skip
    told = samples(port)
    deliveries = {name: n for name, n in told.items() if name.startswith("okrbot_deliver")}
    assert deliveries == {
        'okrbot_deliveries{kind="digest",state="parked"}': 2,
        'okrbot_deliveries{kind="digest",state="pending"}': 1,
        'okrbot_deliveries{kind="notice",state="skipped"}': 1,
        'okrbot_deliveries{kind="prompt",state="pending"}': 1,
        'okrbot_deliveries{kind="prompt",state="sent"}': 2,
        'okrbot_delivery_errors{code="missing_scope"}': 2,
        'okrbot_delivery_errors{code="other"}': 1,
    }
    assert told["okrbot_oldest_waiting_seconds"] == 7 * 60
    assert told["okrbot_database_up"] == 1


@ON_SQLITE
def test_it_counts_and_times_what_slack_sends_by_handler(company: Company, port: int) -> None:
    company.at(10)
    company.answer(company.anna, {"Value": "48", "Confidence (0-10)": "7"})
    ask(company.slack, company.anna, "show 1.1")
    ask(company.slack, company.anna, "secret words")
    company.anna.say("hello there")
    company.slack.wait(lambda: 'okrbot_handler_seconds_count{handler="event message",part="ack"}' in samples(port))
    told = samples(port)
    counts = {name: n for name, n in told.items() if name.startswith("okrbot_handler_seconds_count")}
    assert {
        'okrbot_handler_seconds_count{handler="/okr show",part="ack"}': 1.0,
        'okrbot_handler_seconds_count{handler="/okr unknown",part="ack"}': 1.0,
        'okrbot_handler_seconds_count{handler="action checkin_open",part="ack"}': 1.0,
    }.items() <= counts.items()
    assert any("view_submission" in name for name in counts)
    assert counts['okrbot_handler_seconds_count{handler="event message",part="ack"}'] >= 1  # the bot's own come too
    assert told['okrbot_handler_seconds_bucket{handler="/okr show",le="3.0",part="ack"}'] == 1
    assert 0 < told['okrbot_handler_seconds_sum{handler="/okr show",part="ack"}'] < 3
    assert told['okrbot_handler_seconds_count{handler="/okr show",part="answer"}'] == 1
    assert 0 < told['okrbot_handler_seconds_sum{handler="/okr show",part="answer"}'] < 3


@ON_SQLITE
def test_it_times_ticks(company: Company, port: int) -> None:
    company.bot.tick()
    told = samples(port)
    assert told["okrbot_tick_seconds_count"] == 1
    assert 0 <= told["okrbot_tick_age_seconds"] < 60
    assert 0 <= told["okrbot_socket_age_seconds"] < 60


@ON_SQLITE
def test_it_names_nobody(company: Company, port: int) -> None:
    company.at(10)
    company.answer(company.anna, {"Value": "48", "Confidence (0-10)": "7", "Note": "panel"})
    ask(company.slack, company.boris, "show Zanzibar")
    told = get(port, "/metrics")[1]
    for word in ("U0ANNA", "Anna", "U0BORIS", CHANNEL, "panel", "Zanzibar", company.slack.team_id, "xox", "xapp"):
        assert word not in told


@ON_SQLITE
class TestWhenItIsNotAlive:
    @pytest.fixture
    def context(self, company: Company, pulse: Pulse) -> Context:
        own = company.bot.context
        return Context(own.database, own.clock, own.settings, own.wake, pulse)

    @pytest.fixture
    def port(self, context: Context, company: Company) -> Iterator[int]:
        with serving("127.0.0.1", 0, pages(context, company.bot.metrics.registry)) as taken:
            yield taken

    def test_it_names_a_clock_that_stands(self, port: int, pulse: Pulse, stopwatch: Stopwatch) -> None:
        stopwatch.wait(LONGEST_BETWEEN_TICKS + 1)
        pulse.hear()
        status, told = get(port, "/healthz")
        assert (status, json.loads(told)["wrong"]) == (503, ["tick"])

    def test_it_names_a_socket_that_is_silent(self, port: int, pulse: Pulse, stopwatch: Stopwatch) -> None:
        stopwatch.wait(LONGEST_SILENCE + 1)
        pulse.tick()
        status, told = get(port, "/healthz")
        assert (status, json.loads(told)["wrong"]) == (503, ["socket"])
        assert json.loads(told)["socket_age"] == LONGEST_SILENCE + 1


@ON_SQLITE
def test_it_says_that_the_database_is_away(company: Company) -> None:
    own = company.bot.context
    away = Database("postgresql://u:secret@127.0.0.1:9/d")
    context = Context(away, own.clock, own.settings, own.wake)
    metrics = type(company.bot.metrics)(away, own.clock, own.pulse)
    with serving("127.0.0.1", 0, pages(context, metrics.registry)) as port:
        status, told = get(port, "/healthz")
        assert (status, json.loads(told)["wrong"]) == (503, ["database"])
        assert samples(port)["okrbot_database_up"] == 0
    away.close()


@ON_SQLITE
def test_it_does_not_count_a_tick_that_failed(company: Company, pulse: Pulse, stopwatch: Stopwatch) -> None:
    own = company.bot.context
    away = Database("postgresql://u:secret@127.0.0.1:9/d")
    context = Context(away, own.clock, own.settings, own.wake, pulse)
    stopwatch.wait(7)
    replace(company.bot, context=context).tick()
    assert pulse.tick_age == 7
    replace(company.bot, context=replace(context, database=own.database)).tick()
    assert pulse.tick_age == 0
    away.close()


@ON_SQLITE
def test_it_says_that_a_port_is_taken(company: Company) -> None:
    answer = pages(company.bot.context, company.bot.metrics.registry)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=r"health\.port_taken"), serving("127.0.0.1", port, answer):
            pass


@ON_SQLITE
def test_it_gives_the_port_back_at_the_end(company: Company) -> None:
    answer = pages(company.bot.context, company.bot.metrics.registry)
    with serving("127.0.0.1", 0, answer) as port:
        assert get(port, "/healthz")[0] == 200
    with serving("127.0.0.1", port, answer) as again:
        assert again == port
