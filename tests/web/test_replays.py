"""The same signed request three times, as whoever has seen one could send it within five minutes: one effect."""

from dataclasses import dataclass, field
from threading import Barrier

import pytest

from bot import answering
from bot.app import TALKERS
from bot.localslack.errors import Json
from bot.localslack.http import Requests
from bot.localslack.socket import Ack, Envelope
from storage.kinds import DeliveryKind
from tests.scenarios.asking import answers
from tests.scenarios.conftest import Company

SAVED = {"Value": "48", "Confidence (0-10)": "7"}


@dataclass(frozen=True)
class Thrice(Requests):
    """Each body goes out with its first signature; `sent` counts."""

    first: dict[bytes, dict[str, str]] = field(default_factory=dict)
    sent: list[bytes] = field(default_factory=list)

    async def deliver(self, kind: Envelope, payload: Json, retry_attempt: int = 0, retry_reason: str = "") -> Ack:
        acks = [await super(Thrice, self).deliver(kind, payload, retry_attempt, retry_reason) for _ in range(3)]
        return acks[0]

    def signed(self, body: bytes) -> dict[str, str]:
        self.sent.append(body)
        return self.first.setdefault(body, super().signed(body))


@pytest.fixture
def thrice(company: Company, requests: Requests) -> Thrice:
    found = Thrice(requests.url, requests.secret)
    company.slack.socket.requests = found
    return found


def settle(company: Company, thrice: Thrice) -> None:
    """Until all that was sent has been gone on with, what came of it too."""
    company.settle()
    company.slack.wait(lambda: acked(company) == len(thrice.sent))
    everybody = Barrier(TALKERS)
    list(company.bot.talkers.map(lambda _: everybody.wait(), range(TALKERS)))


def acked(company: Company) -> float:
    metrics = company.bot.metrics.registry.collect()
    samples = [sample for metric in metrics for sample in metric.samples]
    return sum(
        one.value for one in samples if one.name == "okrbot_handler_seconds_count" and one.labels["part"] == "ack"
    )


def test_it_does_once_what_is_replayed_twice(company: Company, thrice: Thrice) -> None:
    company.at(10)
    company.answer(company.anna, {**SAVED, "Note": "panel is live"})
    company.boris.say("4.5 conf 3")
    company.slack.wait(lambda: len(company.checkins) >= 2)
    company.anna.slash("/okr", "show 1.1")
    settle(company, thrice)
    assert [(row.value, row.source, row.superseded) for row in company.checkins] == [
        (48, "modal", False),
        (4.5, "reply", False),
    ]
    kinds = [row.kind for row in company.deliveries]
    assert kinds.count(DeliveryKind.RECEIPT) == 2  # a prompt each
    assert kinds.count(DeliveryKind.REPLY) == 1
    assert len(answers(company.slack, company.anna)) == 1
    assert sum(call.method == "views.open" and bool(call.response["ok"]) for call in company.slack.ledger) == 1


def test_it_finds_what_a_replay_does_without_a_memory(
    company: Company, thrice: Thrice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: every key is new."""
    monkeypatch.setattr(answering, "first_time", lambda *_: True)
    company.anna.slash("/okr")
    settle(company, thrice)
    assert len(answers(company.slack, company.anna)) == 3
