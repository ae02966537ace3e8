"""Who goes first, who waits for whom, and what is handed back: a sender with little room, on the local Slack."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.delivery import office, pace
from bot.delivery.outbox import Outbox
from bot.delivery.outgoing import Outgoing, Place, Post
from bot.delivery.pace import Limit, Limits
from bot.delivery.sender import Sender
from storage import points
from storage.deliveries import by_key, owe
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Delivery
from storage.outbox import Claim
from storage.points import Point
from tests.scenarios.conftest import CHANNEL, FRIDAY, Company
from tests.scenarios.faults import POST, meet, refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Sending = Callable[..., Sender]


@pytest.fixture
def sending(company: Company, request: pytest.FixtureRequest) -> Sending:
    """Senders of the company's outbox that say each delivery's key."""

    def made(limits: Limits = pace.NONE, place: Place | None = None) -> Sender:
        def said(delivery: Claim, _now: object) -> Outgoing:
            return Outgoing(Post(delivery.key, ()), place if delivery.kind is DeliveryKind.RECEIPT else None)

        outbox = Outbox(company.bot.context.database, lambda *_: None)
        sender = Sender(outbox, dict.fromkeys(DeliveryKind, said), company.bot.clients, company.clock, limits)
        request.addfinalizer(sender.stop)
        return sender

    return made


def owing(company: Company, key: str, target: str, kind: DeliveryKind = DeliveryKind.PROMPT) -> None:
    with company.bot.context.database.write() as session:
        owe(session, 1, kind, key, target=target, subject_id=1, due=company.clock())


def row(company: Company, key: str) -> Delivery:
    with company.bot.context.database.read() as session:
        found = by_key(session, 1, key)
    assert found is not None
    return found


def said(company: Company) -> list[str]:
    """What was posted, in its order."""
    return [call.args["text"] for call in company.slack.ledger if call.method == POST]


def test_a_digest_is_not_stuck_behind_many_prompts(
    company: Company, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "PLACES", 4)
    for number in range(40):
        company.slack.add_person(f"U0P{number}", f"P{number}")
        owing(company, f"prompt {number}", f"U0P{number}")
    owing(company, "digest", CHANNEL, DeliveryKind.DIGEST)
    sending().drain()
    assert said(company).index("digest") < 4
    assert len(said(company)) == 41


def test_a_channel_that_has_to_wait_holds_nobody_up(company: Company, sending: Sending) -> None:
    for number in range(4):
        owing(company, f"channel {number}", CHANNEL, DeliveryKind.DIGEST)
    owing(company, "anna", "U0ANNA")
    owing(company, "boris", "U0BORIS")
    sending(Limits({}, Limit(rate=8, burst=1))).drain()
    words = said(company)
    assert [one for one in words if one.startswith("channel")] == [f"channel {number}" for number in range(4)]
    assert max(words.index("anna"), words.index("boris")) < words.index("channel 1")


def test_what_is_limited_waits_and_the_rest_goes_on(company: Company, sending: Sending) -> None:
    standing = company.bot.client.chat_postMessage(channel="U0BORIS", text="before")
    sender = sending(place=Place(standing["channel"], standing["ts"]))
    meet(company, POST, refused("ratelimited", 429, **{"Retry-After": "30"}))
    owing(company, "limited", "U0ANNA")
    sender.drain()
    owing(company, "not tried", CHANNEL)
    owing(company, "update", "U0BORIS", DeliveryKind.RECEIPT)
    sender.drain()
    assert (row(company, "limited").state, row(company, "not tried").tries) == (DeliveryState.PENDING, 0)
    assert company.boris.dm[-1].text == "update"
    company.clock.move_to(FRIDAY + timedelta(seconds=30))
    sender.drain()
    assert said(company)[-2:] == ["limited", "not tried"]


def test_what_waits_for_its_turn_is_handed_back_when_the_sender_stops(company: Company, sending: Sending) -> None:
    owing(company, "said", CHANNEL)
    owing(company, "waiting", CHANNEL)
    sender = sending(Limits({}, Limit(rate=0.01, burst=1)))
    running = threading.Thread(target=sender.run)
    running.start()
    company.slack.wait(lambda: row(company, "said").state is DeliveryState.SENT)
    sender.stop()
    running.join(10)
    assert not running.is_alive()
    assert (row(company, "waiting").state, row(company, "waiting").tries) == (DeliveryState.PENDING, 0)


def test_a_running_sender_looks_at_once_when_it_is_woken(company: Company, sending: Sending) -> None:
    sender = sending()
    owing(company, "before", "U0ANNA")
    running = threading.Thread(target=sender.run)
    running.start()
    company.slack.wait(lambda: row(company, "before").state is DeliveryState.SENT)
    owing(company, "news", "U0ANNA")
    sender.wake()
    company.slack.wait(lambda: "news" in said(company))
    sender.stop()
    running.join(10)
    assert row(company, "news").state is DeliveryState.SENT


def test_each_step_of_a_message_can_be_cut(company: Company, sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[Point] = []
    monkeypatch.setattr(points, "_watcher", reached.append)
    owing(company, "prompt", "U0ANNA")
    sending().drain()
    assert reached == [Point.CLAIMED, Point.POST, Point.RECORDED]
    owing(company, "digest", CHANNEL, DeliveryKind.DIGEST)
    sending().drain()
    assert reached[3:] == [Point.CLAIMED, Point.DIGEST, Point.POST, Point.RECORDED]
