"""Twenty people press a button at the same instant, and Slack is slow to open their forms: every click is acked."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import Ack as Acking
from slack_bolt import App
from slack_sdk import WebClient

from bot.actions import CHECK_IN, NO_CHANGE
from bot.localslack import socket
from bot.localslack.clock import Clock
from bot.localslack.driver import Driver
from bot.localslack.errors import Json
from bot.localslack.server import LocalSlack
from bot.localslack.socket import Ack
from bot.localslack.web import Answer, Effect
from bot.settings import Mode
from tests.localslack.conftest import connect, hang_up
from tests.scenarios import conftest
from tests.scenarios.conftest import FRIDAY, Company

company, language = conftest.company, conftest.language
Record = Callable[[str, object], None]
CROWD = [f"U0CROWD{number:02d}" for number in range(20)]
SLOW_SECONDS = 0.3
PLAN = f"""
teams: [{{name: Crowd, lead: U0ANNA, members: [{", ".join(CROWD)}], timezone: Europe/Moscow}}]
objectives:
  - title: Everybody has one
    team: Crowd
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
""" + "\n".join(f"      - {{title: Of {one}, owner: {one}, start: 0, target: 9}}" for one in CROWD)
BUTTON = [
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": CHECK_IN, "value": "1", "text": {"type": "plain_text", "text": "x"}}
        ],
    }
]


def all_click(crowd: Sequence[Driver], action: str) -> list[Ack]:
    """Everybody presses the same button of their newest message."""
    with ThreadPoolExecutor(len(crowd)) as pool:
        return list(pool.map(lambda person: person.click(person.dm[-1], action), crowd))


def late(acks: Sequence[Ack]) -> int:
    return sum(not ack.arrived for ack in acks)


async def slow(method: str, _args: Json, effect: Effect) -> Answer:
    if method == "views.open":
        await asyncio.sleep(SLOW_SECONDS)
    return effect()


WAYS = [("sqlite", Mode.SOCKET), ("postgresql", Mode.SOCKET), ("postgresql", Mode.HTTP)]


@pytest.mark.parametrize("action", [CHECK_IN, NO_CHANGE])
@pytest.mark.parametrize(("database_url", "mode"), WAYS, indirect=["database_url"])
def test_it_acks_twenty_clicks_at_once(company: Company, action: str, record_property: Record) -> None:
    for person in CROWD:
        company.slack.add_person(person, person, tz="Europe/Moscow", locale="en-US")
    company.plan(PLAN)
    company.at(10)
    company.slack.web.interposed = slow
    crowd = [company.slack.person(one) for one in CROWD]
    acks = all_click(crowd, action)
    record_property(
        "counted",
        [f"clicks at one instant, {company.bot.context.settings.mode}", {"clicks": len(acks), "late": late(acks)}],
    )
    assert late(acks) == 0


def test_it_finds_the_clicks_that_stock_bolt_leaves(monkeypatch: pytest.MonkeyPatch, record_property: Record) -> None:
    """The control: the work before the ack, as its documentation shows it; Slack's patience scaled as the work is."""
    monkeypatch.setattr(socket, "ACK_SECONDS", 3 * SLOW_SECONDS)
    with LocalSlack(Clock(FRIDAY)) as slack:
        for person in CROWD:
            slack.add_person(person, person)
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        stock = App(client=client)
        stock.action(CHECK_IN)(work_then_ack)
        handler = connect(slack, stock)
        for person in CROWD:
            client.chat_postMessage(channel=person, text="x", blocks=BUTTON)
        acks = all_click([slack.person(one) for one in CROWD], CHECK_IN)
        hang_up(slack, handler)
    record_property("counted", ["clicks at one instant, stock Bolt", {"clicks": len(acks), "late": late(acks)}])
    assert late(acks)


def work_then_ack(ack: Acking) -> None:
    time.sleep(SLOW_SECONDS)
    ack()
