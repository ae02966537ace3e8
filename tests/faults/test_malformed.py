"""Thousands of payloads that are broken somewhere: each is acked, and no exception leaves the bot's dispatch."""

import asyncio
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot import guard
from bot.actions import SHOW
from bot.localslack import socket
from bot.localslack.http import Requests
from bot.localslack.socket import Ack, Envelope
from bot.settings import Mode
from bot.web.signature import SIGNATURE, TIMESTAMP, sign
from tests.faults.conftest import LONG
from tests.faults.mutation import mutated
from tests.scenarios import conftest
from tests.scenarios.asking import ask
from tests.scenarios.asking import press as press_answer
from tests.scenarios.conftest import CHANNEL, FRIDAY, Company
from tests.scenarios.files import answer, buttons, nps_file, press, send, wait

company, language = conftest.company, conftest.language
PAYLOADS, CONTROLS = (10_000, 1_000) if LONG else (400, 60)
AT_ONCE, SEED = 10, 7
NEXT_FRIDAY = FRIDAY + timedelta(days=7, minutes=5)
Record = Callable[[str, object], None]
OPTION = {"text": {"type": "plain_text", "text": "History"}, "value": "1"}
PICKED: dict[str, dict[str, Any]] = {
    "overflow": {"selected_option": "History"},
    "datepicker": {"selected_date": "2026-12-01"},
    "timepicker": {"selected_time": "09:30"},
    "users_select": {"selected_user": "U0BORIS"},
    "multi_users_select": {"selected_users": ["U0BORIS"]},
    "conversations_select": {"selected_conversation": CHANNEL},
    "channels_select": {"selected_channel": CHANNEL},
}
PICKERS: dict[str, dict[str, Any]] = {
    **{name: {} for name in PICKED},
    "overflow": {"options": [OPTION]},
    "external_select": {"min_query_length": 0},
}
SAVED = {"Value": "48", "Confidence (0-10)": "7"}
WAYS = [("sqlite", Mode.SOCKET), ("postgresql", Mode.SOCKET), ("postgresql", Mode.HTTP)]


@pytest.fixture
def real(company: Company) -> list[Any]:
    """What Slack sends while people use all that the bot offers."""
    kept: list[Any] = []
    bolt = company.bot.app
    straight = type(bolt).dispatch

    def keeping(req: BoltRequest) -> BoltResponse:
        kept.append(json.loads(json.dumps(req.body)))
        return straight(bolt, req)

    bolt.dispatch = keeping  # type: ignore[method-assign]
    check_in(company)
    look_up(company)
    bring_a_file(company)
    pick(company)
    visit_home(company)
    change_words(company)
    company.slack.wait(lambda: any("message_deleted" in str(payload) for payload in kept))
    use_shortcuts(company)
    del bolt.dispatch
    return kept


def check_in(company: Company) -> None:
    company.at(10)
    company.open_form(company.anna)
    company.anna.fill({"Note": "half a thought"})
    company.anna.close()
    company.answer(company.anna, {**SAVED, "Thanks to": "U0BORIS"})
    company.answer(company.anna, {"Value": "50"}, "Edit")
    company.anna.say("48 I think")
    wait(company, lambda: len(company.anna.dm) == 3)
    company.at(16)
    company.to(NEXT_FRIDAY)
    wait(company, lambda: "No change" in buttons(company.anna.dm[-1]))
    company.anna.click(company.anna.dm[-1], "No change")


def look_up(company: Company) -> None:
    company.slack.change_person("U0ANNA", tz="Europe/Berlin")
    for typed in ("show 1.1", "kpi", "help", ""):
        found = ask(company.slack, company.anna, typed)
    press_answer(company.slack, company.anna, found, SHOW)


def bring_a_file(company: Company) -> None:
    understood = send(company, "a.csv", nps_file(), "survey: relationship")
    renamed = answer(company, understood, {"Name of the survey": "second"}, "second", button="Change")
    press(company, renamed, "Import", "is imported")


def visit_home(company: Company) -> None:
    company.anna.open_home()
    company.slack.wait(lambda: company.anna.home)
    for section in ("My OKRs", "Settings"):
        company.anna.click_in_view(section)


def pick(company: Company) -> None:
    """One element of each kind that forms have, in a form of no feature's."""
    titles = {name: {"type": "plain_text", "text": "Pick"} for name in ("title", "submit", "close")}
    section = {"type": "section", "text": titles["title"]}
    blocks = [{**section, "accessory": {"type": name, "action_id": name, **more}} for name, more in PICKERS.items()]
    view = {"type": "modal", "callback_id": "pick", "blocks": blocks, **titles}
    company.bot.client.views_open(trigger_id=company.slack.triggers.issue("U0ANNA"), view=view)
    company.anna.suggest("external_select", "NPS")
    for name, picked in PICKED.items():
        company.anna.click_in_view(name, **picked)
    company.anna.submit()


def change_words(company: Company) -> None:
    said = company.anna.say("1.1 47")
    company.anna.edit(said, "1.1 48")
    company.anna.delete(said)


def use_shortcuts(company: Company) -> None:
    said = company.anna.say("The vendor is late", channel=CHANNEL)
    company.anna.message_shortcut(said, "Add as blocker")
    for name in ("Check in", "New objective"):
        company.anna.shortcut(name)


def kind(payload: Any) -> Envelope:
    if isinstance(payload, dict) and "command" in payload:
        return Envelope.SLASH_COMMANDS
    return Envelope.EVENTS_API if isinstance(payload, dict) and "event" in payload else Envelope.INTERACTIVE


def sent(company: Company, payloads: Sequence[Any]) -> list[Ack]:
    async def some(few: Sequence[Any]) -> list[Ack]:
        return await asyncio.gather(*(company.slack.socket.deliver(kind(one), one) for one in few))

    batches = [payloads[first : first + AT_ONCE] for first in range(0, len(payloads), AT_ONCE)]
    return [ack for batch in batches for ack in company.slack.run(some(batch))]


def escaped(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Exceptions that ended up in Slack's client, or in the server, which only log them."""
    logged = [record.getMessage() for record in caplog.records]
    return [words for words in logged if words.startswith(("Failed to run", "Exception in ASGI"))]


@dataclass(frozen=True)
class Forged(Requests):
    """Signs as somebody would who does not know the secret, or has seen a request of another time or body."""

    chance: random.Random

    def signed(self, body: bytes) -> dict[str, str]:
        now = str(int(time.time()))
        real = sign(self.secret, now, body)
        wrong = [
            {},
            {TIMESTAMP: now},
            {TIMESTAMP: str(int(now) + 1), SIGNATURE: real},
            {TIMESTAMP: now, SIGNATURE: real[:-1]},
            {TIMESTAMP: now, SIGNATURE: sign("another-secret", now, body)},
            {TIMESTAMP: now, SIGNATURE: sign(self.secret, now, body + b"x")},
            {TIMESTAMP: str(int(now) - 999), SIGNATURE: sign(self.secret, str(int(now) - 999), body)},
        ]
        return self.chance.choice(wrong)


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "sound", lambda payload: payload)


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("database_url", "mode"), WAYS, indirect=["database_url"])
def test_it_acks_whatever_comes(
    company: Company, real: list[Any], caplog: pytest.LogCaptureFixture, record_property: Record
) -> None:
    chance = random.Random(SEED)
    payloads = [mutated(real, chance) for _ in range(PAYLOADS)]
    unacked = [payload for payload, ack in zip(payloads, sent(company, payloads), strict=True) if not ack.arrived]
    counts = {"sent": PAYLOADS, "without an ack": len(unacked), "exceptions": len(escaped(caplog))}
    record_property("counted", [f"malformed payloads, {company.bot.context.settings.mode}", counts])
    assert (unacked, escaped(caplog)) == ([], []), f"seed {SEED}"
    assert "okr" in ask(company.slack, company.boris, "help").text


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("database_url", "mode"), [("sqlite", Mode.HTTP)], indirect=["database_url"])
def test_it_lets_nothing_in_that_slack_has_not_signed(
    company: Company, real: list[Any], caplog: pytest.LogCaptureFixture, record_property: Record
) -> None:
    chance = random.Random(SEED)
    requests = company.slack.socket.requests
    assert requests is not None
    company.slack.socket.requests = Forged(requests.url, requests.secret, chance)
    dispatched: list[BoltRequest] = []
    company.bot.app.dispatch = dispatched.append  # type: ignore[method-assign, assignment]
    acks = sent(company, [chance.choice([chance.choice(real), mutated(real, chance)]) for _ in range(PAYLOADS)])
    accepted = sum(ack.arrived for ack in acks)
    counts = {"sent": PAYLOADS, "accepted": accepted, "exceptions": len(escaped(caplog))}
    record_property("counted", ["unsigned payloads", counts])
    assert (accepted, dispatched, escaped(caplog)) == (0, [], [])
    assert all(ack.no_retry for ack in acks)


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_finds_what_leaves_dispatch_without_a_guard(
    company: Company,
    real: list[Any],
    caplog: pytest.LogCaptureFixture,
    record_property: Record,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control."""
    monkeypatch.setattr(socket, "ACK_SECONDS", 0.5)
    chance = random.Random(SEED)
    acks = sent(company, [mutated(real, chance) for _ in range(CONTROLS)])
    unacked = sum(not ack.arrived for ack in acks)
    counts = {"sent": CONTROLS, "without an ack": unacked, "exceptions": len(escaped(caplog))}
    record_property("counted", ["malformed payloads without the guard", counts])
    assert escaped(caplog)
    assert unacked
