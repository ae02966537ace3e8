"""The outbox in the database: who takes what, and for how long."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from storage import outbox
from storage.db import Database
from storage.deliveries import by_key, owe
from storage.due import look
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Delivery, Workspace
from storage.outbox import DOUBT, Claim, Lane, Outcome, claim, give_up_lost, record
from storage.people import new_workspace

NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)
Owing = Callable[..., Delivery]


@pytest.fixture
def workspace(database: Database) -> Workspace:
    with database.write() as session:
        return new_workspace(session, "en", "UTC", "T1")


@pytest.fixture
def owing(database: Database, workspace: Workspace) -> Owing:
    def owed(key: str, kind: DeliveryKind = DeliveryKind.PROMPT, target: str = "", due: datetime = NOW) -> Delivery:
        with database.write() as session:
            return owe(session, workspace.id, kind, key, target=target or f"U{key}", subject_id=1, due=due)

    return owed


def taken(session: Session, owner: str = "one", limit: int = 9, now: datetime = NOW, busy: tuple[str, ...] = ()) -> str:
    """The keys that are claimed, in their order."""
    return " ".join(one.key for one in claim(session, 1, Lane.POST, now, owner, limit, busy=busy))


def one_claim(database: Database, owner: str = "one") -> Claim:
    with database.write() as session:
        (claimed,) = claim(session, 1, Lane.POST, NOW, owner, 1)
    return claimed


def test_it_takes_a_digest_before_the_prompts_that_were_due_before_it(database: Database, owing: Owing) -> None:
    for number in range(5):
        owing(f"p{number}")
    owing("digest", DeliveryKind.DIGEST, due=NOW + timedelta(minutes=1))
    with database.write() as session:
        assert taken(session, limit=3, now=NOW + timedelta(minutes=1)) == "digest p0 p1"


def test_it_takes_nothing_before_it_is_due(database: Database, owing: Owing) -> None:
    owing("p0", due=NOW + timedelta(seconds=1))
    with database.write() as session:
        assert look(session, NOW) == []
        assert taken(session) == ""


def test_it_passes_over_who_is_being_served(database: Database, owing: Owing) -> None:
    owing("p0", target="UANNA")
    owing("p1", target="UBORIS")
    with database.write() as session:
        assert taken(session, busy=("UANNA",)) == "p1"


def test_it_claims_each_delivery_for_one_owner(database: Database, owing: Owing) -> None:
    for number in range(4):
        owing(f"p{number}")
    with database.write() as session:
        first = taken(session, "one", 2)
    with database.write() as session:
        assert (first, taken(session, "two")) == ("p0 p1", "p2 p3")


def test_two_who_claim_at_the_same_time_share_what_is_due(
    postgres_database: str, request: pytest.FixtureRequest
) -> None:
    database = Database(postgres_database)
    request.addfinalizer(database.close)
    with database.write() as session:
        workspace = new_workspace(session, "en", "UTC", "T1")
        for number in range(4):
            key = f"p{number}"
            owe(session, workspace.id, DeliveryKind.PROMPT, key, target=key, subject_id=1, due=NOW)
    with database.write() as one, database.write() as two:
        shares = [
            [found.key for found in claim(session, workspace.id, Lane.POST, NOW, owner, 2)]
            for session, owner in ((one, "one"), (two, "two"))
        ]
    assert shares == [["p0", "p1"], ["p2", "p3"]]


def test_it_keeps_updates_and_look_ups_in_lanes_of_their_own(database: Database, owing: Owing) -> None:
    owing("p0")
    owing("receipt", DeliveryKind.RECEIPT)
    with database.write() as session:
        doubtful = owing_row(session, "p0")
        doubtful.state = DeliveryState.UNSURE
        session.add(doubtful)
    with database.write() as session:
        (seen,) = look(session, NOW)
        assert seen.due == {Lane.UPDATE, Lane.LOOK_UP}
        assert taken(session) == ""
        (found,) = claim(session, 1, Lane.LOOK_UP, NOW, "one", 9)
        assert (found.key, found.doubtful) == ("p0", True)
        (found,) = claim(session, 1, Lane.UPDATE, NOW, "one", 9)
        assert (found.key, found.doubtful) == ("receipt", False)


def test_it_doubts_what_was_held_beyond_its_lease(
    database: Database, owing: Owing, monkeypatch: pytest.MonkeyPatch
) -> None:
    owing("p0")
    monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=-1))
    one_claim(database)
    with database.write() as session:
        (seen,) = look(session, NOW)
        assert seen.lost
        give_up_lost(session, 1, NOW)
    with database.write() as session:
        row = owing_row(session, "p0")
        assert (row.state, row.due, row.first_try_at) == (DeliveryState.UNSURE, NOW + DOUBT, NOW)


def test_it_leaves_alone_what_is_held(database: Database, owing: Owing) -> None:
    owing("p0")
    one_claim(database)
    with database.write() as session:
        assert look(session, NOW + timedelta(days=9)) == []  # the lease runs on the database's clock


def test_it_writes_down_nothing_of_one_who_lost_the_lease(
    database: Database, owing: Owing, monkeypatch: pytest.MonkeyPatch
) -> None:
    owing("p0")
    monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=-1))
    claimed = one_claim(database)
    with database.write() as session:
        give_up_lost(session, 1, NOW)
        record(session, "one", [(claimed, Outcome(DeliveryState.PARKED, "is_archived"))], NOW)
    with database.write() as session:
        assert owing_row(session, "p0").state is DeliveryState.UNSURE


def test_it_writes_down_where_the_message_stands_or_when_to_look_again(database: Database, owing: Owing) -> None:
    owing("p0")
    owing("p1")
    again = NOW + timedelta(seconds=30)
    with database.write() as session:
        sent, waits = claim(session, 1, Lane.POST, NOW, "one", 9)
        outcomes = [
            (sent, Outcome(DeliveryState.SENT, channel="D1", ts="1.1")),
            (waits, Outcome(DeliveryState.PENDING, "ratelimited", again=again)),
        ]
        record(session, "one", outcomes, NOW)
    with database.read() as session:
        first, second = owing_row(session, "p0"), owing_row(session, "p1")
    assert (first.state, first.channel, first.ts, first.sent_at, first.tries) == ("sent", "D1", "1.1", NOW, 1)
    assert (second.state, second.error, second.due, second.sent_at) == ("pending", "ratelimited", again, None)


def owing_row(session: Session, key: str) -> Delivery:
    found = by_key(session, 1, key)
    assert found is not None
    return found
