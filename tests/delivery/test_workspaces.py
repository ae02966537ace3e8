"""One sender for many companies: each its own token, pace and share, and none of them holds another up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.clients import Clients
from bot.delivery import office, pace
from bot.delivery.outbox import PAUSE, Order, Outbox
from bot.delivery.outgoing import Outgoing, Post
from bot.delivery.pace import POST, Limit, Limits
from bot.delivery.sender import Sender
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.settings import Settings
from storage import due
from storage.db import Database
from storage.deliveries import deliveries_of, owe
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Workspace
from storage.outbox import Claim, Lane
from storage.people import new_workspace, workspace_by_slack_id

NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)
ONE, TWO = "T0LOCAL", "T0NEXT"


@dataclass
class Town:
    """Two companies on one Slack with one database. Both call somebody U0ANNA."""

    database: Database
    clock: Clock
    companies: dict[str, LocalSlack]
    tokens: dict[str, str]
    token_of: Callable[[str], str | None]
    rendered: list[str] = field(default_factory=list)

    def owing(self, team: str, *keys: str, target: str = "U0ANNA") -> None:
        with self.database.write() as session:
            for key in keys:
                place = target or f"U0{key.upper()}"
                owe(session, self._id(team), DeliveryKind.PROMPT, key, target=place, subject_id=1, due=NOW)

    def drain(self, limits: Limits = pace.NONE) -> None:
        def said(delivery: Claim, _now: object) -> Outgoing:
            self.rendered.append(f"{delivery.workspace_id} {delivery.key}")
            return Outgoing(Post(delivery.key, ()))

        settings = Settings(_env_file=None, slack_api_url=self.companies[ONE].api_url)
        clients, outbox = Clients(settings, self.token_of), Outbox(self.database, lambda *_: None)
        Sender(outbox, dict.fromkeys(DeliveryKind, said), clients, self.clock, limits).drain()

    def posts(self, team: str) -> list[str]:
        return sorted(call.args["text"] for call in self.companies[team].ledger if call.method == POST)

    def states(self, team: str) -> list[tuple[str, DeliveryState, int]]:
        with self.database.read() as session:
            return [(one.key, one.state, one.tries) for one in deliveries_of(session, self._id(team))]

    def workspace(self, team: str) -> Workspace:
        with self.database.read() as session:
            found = workspace_by_slack_id(session, team)
        assert found is not None
        return found

    def _id(self, team: str) -> int:
        return self.workspace(team).id


@pytest.fixture
def town(database: Database) -> Iterator[Town]:
    clock = Clock(NOW)
    with LocalSlack(clock) as slack:
        companies = {ONE: slack, TWO: slack.neighbour(TWO, "Next door")}
        companies[TWO].bot_token = "xoxb-next"
        for team, company in companies.items():
            with database.write() as session:
                new_workspace(session, "en", "UTC", team)
            for person in ("U0ANNA", *(f"U0P{number}" for number in range(40))):
                company.add_person(person, person)
        tokens = {team: one.bot_token for team, one in companies.items()}
        yield Town(database, clock, companies, tokens, tokens.get)


def test_what_is_owed_to_a_company_goes_there_and_nowhere_else(town: Town) -> None:
    town.owing(ONE, "same", "mine")
    town.owing(TWO, "same", "yours")
    town.drain()
    assert (town.posts(ONE), town.posts(TWO)) == (["mine", "same"], ["same", "yours"])
    assert {state for team in (ONE, TWO) for _, state, _ in town.states(team)} == {DeliveryState.SENT}


def test_a_large_company_leaves_room_for_a_small_one(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST", 4)
    town.owing(ONE, *(f"p{number}" for number in range(40)), target="")
    town.owing(TWO, "p0", target="")
    town.drain()
    small = f"{town.workspace(TWO).id} p0"
    assert town.rendered.index(small) < 12
    assert (len(town.posts(ONE)), len(town.posts(TWO))) == (40, 1)


def test_a_refused_token_stops_its_own_company_until_slack_takes_it_again(town: Town) -> None:
    good, town.tokens[ONE] = town.tokens[ONE], "xoxb-revoked"
    town.owing(ONE, "waits")
    town.owing(TWO, "goes")
    town.drain()
    assert (town.posts(TWO), town.workspace(ONE).paused_by) == (["goes"], "invalid_auth")
    town.drain()
    assert town.states(ONE) == [("waits", DeliveryState.PENDING, 1)]  # paused: not tried again
    town.tokens[ONE] = good
    town.clock.move_to(NOW + PAUSE)
    town.drain()
    assert town.states(ONE) == [("waits", DeliveryState.SENT, 2)]


def test_a_company_without_a_token_holds_nobody_up(town: Town) -> None:
    del town.tokens[ONE]
    town.owing(ONE, "waits")
    town.owing(TWO, "goes")
    town.drain()
    assert (town.states(ONE), town.posts(TWO)) == ([("waits", DeliveryState.PENDING, 0)], ["goes"])


def test_a_token_that_cannot_be_read_holds_nobody_up(town: Town) -> None:
    def damaged(team: str) -> str | None:
        if team == ONE:
            raise ValueError("no key opens it")
        return town.tokens.get(team)

    town.token_of = damaged
    town.owing(ONE, "waits")
    town.owing(TWO, "goes")
    town.drain()
    assert (town.states(ONE), town.posts(TWO)) == ([("waits", DeliveryState.PENDING, 0)], ["goes"])


def test_each_company_has_its_own_pace(town: Town) -> None:
    keys = [f"p{number}" for number in range(5)]
    town.owing(ONE, *keys, target="")
    town.owing(TWO, *keys[:3], target="")
    town.drain(Limits({POST: Limit(rate=1e-6, burst=2)}))
    assert (len(town.posts(ONE)), len(town.posts(TWO))) == (2, 2)


@pytest.fixture
def pair(database: Database) -> tuple[Outbox, Outbox]:
    """Two processes."""
    return Outbox(database, lambda *_: None, "one"), Outbox(database, lambda *_: None, "two")


def ordered(box: Outbox, most: int) -> int:
    """How many a process is given of what it sees due."""
    given = box.claim([Order(one, {Lane.POST: 9}, (), most) for one in box.look(NOW, ())], NOW)
    return sum(len(found.claims) for found in given.values())


def test_one_process_at_a_time_sends_a_crowd_of_messages(town: Town, pair: tuple[Outbox, Outbox]) -> None:
    one, two = pair
    town.owing(ONE, *(f"p{number}" for number in range(5)), target="")
    seen = two.look(NOW, ())
    assert ordered(one, 2) == 2
    assert two.look(NOW, ()) == []
    assert two.claim([Order(seen[0], {Lane.POST: 9}, (), 9)], NOW) == {}  # whoever looked before is too late
    assert ordered(one, 2) == 2
    one.step_down([seen[0].workspace_id])
    assert ordered(two, 9) == 1


def test_a_few_messages_are_anybodys(town: Town, pair: tuple[Outbox, Outbox]) -> None:
    one, two = pair
    town.owing(ONE, "p0", target="")
    assert ordered(one, 9) == 1
    town.owing(ONE, "p1", target="")
    assert ordered(two, 9) == 1


def test_another_process_goes_on_where_one_was_killed(
    town: Town, pair: tuple[Outbox, Outbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = pair
    town.owing(ONE, *(f"p{number}" for number in range(5)), target="")
    monkeypatch.setattr(due, "LEAD", timedelta(seconds=-1))  # it has run out
    assert ordered(one, 2) == 2
    assert ordered(two, 9) == 3


def test_a_crowd_that_is_through_leaves_the_company_to_others(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PLACES", 2)
    town.owing(ONE, *(f"p{number}" for number in range(9)), target="")
    town.drain()
    assert len(town.posts(ONE)) == 9
    left = town.workspace(ONE)
    assert (left.sender != "", left.sender_until) == (True, None)
