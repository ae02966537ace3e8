"""Token buckets on a clock that the test moves."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery import pace
from bot.delivery.pace import HISTORY, POST, UPDATE, Limit, Limits, Pace

NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)


@dataclass
class Seconds:
    passed: float = 0.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def slack(seconds: Seconds) -> Pace:
    """Slack's limits."""
    return Pace(pace.SLACK, seconds)


def test_it_lets_a_few_messages_to_a_channel_go_at_once_and_then_one_a_second(slack: Pace) -> None:
    assert [slack.take("T1", POST, "C1") for _ in range(5)] == [0, 0, 0, 1, 2]


def test_it_lets_a_channel_rest(slack: Pace, seconds: Seconds) -> None:
    for _ in range(4):
        slack.take("T1", POST, "C1")
    seconds.passed = 60
    assert [slack.take("T1", POST, "C1") for _ in range(4)] == [0, 0, 0, 1]


def test_it_holds_no_channel_up_for_another(slack: Pace) -> None:
    for _ in range(10):
        slack.take("T1", POST, "C1")
    assert slack.take("T1", POST, "C2") == 0


def test_it_posts_a_hundred_in_a_workspace_and_then_five_a_second(slack: Pace) -> None:
    waits = [slack.take("T1", POST, f"U{number}") for number in range(110)]
    assert (waits[:100], waits[-1]) == ([0] * 100, 2)
    assert slack.take("T2", POST, "U1") == 0


def test_it_stays_under_several_hundred_posts_a_minute(slack: Pace, seconds: Seconds) -> None:
    posted = 0
    while seconds.passed < 60:
        seconds.passed += slack.take("T1", POST, f"U{posted}")
        posted += 1
    assert posted <= 401


@pytest.mark.parametrize(("method", "calls"), [(UPDATE, 50), (HISTORY, 50), ("files.info", 100)])
def test_it_holds_a_method_to_its_tier(slack: Pace, method: str, calls: int) -> None:
    waits = [slack.take("T1", method) for _ in range(calls + 1)]
    assert waits[:calls] == [0] * calls
    assert waits[-1] == pytest.approx(60 / calls)


def test_it_knows_how_many_calls_may_be_taken_in_hand(slack: Pace, seconds: Seconds) -> None:
    assert slack.room("T1", POST, 64) == 64
    for number in range(110):
        slack.take("T1", POST, f"U{number}")
    assert slack.room("T1", POST, 64) == 15  # five seconds of patience less the two of those who wait
    for number in range(15):
        slack.take("T1", POST, f"U{number}")
    assert slack.room("T1", POST, 64) == 0
    seconds.passed = 1
    assert slack.room("T1", POST, 64) == 5


def test_it_takes_a_method_that_slack_has_closed_for_closed_until_then(slack: Pace) -> None:
    slack.close("T1", POST, NOW, NOW + timedelta(seconds=30))
    assert slack.closed("T1", POST, NOW + timedelta(seconds=29)) == NOW + timedelta(seconds=30)
    assert slack.closed("T1", POST, NOW + timedelta(seconds=30)) is None
    assert slack.closed("T1", UPDATE, NOW) is None
    assert slack.closed("T2", POST, NOW) is None


def test_it_opens_what_was_closed_when_the_clock_is_put_back(slack: Pace) -> None:
    slack.close("T1", POST, NOW, NOW + timedelta(seconds=30))
    assert slack.closed("T1", POST, NOW - timedelta(hours=1)) is None


def test_it_holds_nothing_up_without_limits(seconds: Seconds) -> None:
    free = Pace(pace.NONE, seconds)
    assert {free.take("T1", POST, "C1") for _ in range(1000)} == {0}
    assert free.room("T1", POST, 64) == 64


def test_it_forgets_channels_that_have_rested(seconds: Seconds) -> None:
    held = Pace(replace(pace.SLACK, methods={}), seconds)
    for number in range(3 * pace.MANY):
        seconds.passed += 1
        held.take("T1", POST, f"U{number}")
    assert len(held._buckets) <= pace.MANY + 1


def test_it_is_not_confused_by_a_clock_that_stands(seconds: Seconds) -> None:
    held = Pace(Limits({POST: Limit(2, 1)}), seconds)
    assert [held.take("T1", POST) for _ in range(4)] == [0, 0.5, 1, 1.5]
