"""The running bot grows neither in memory nor in threads, however long it ticks and draws."""

from io import BytesIO

import pytest

from charts.studio import Studio
from tests.bench.memory import CHARTS, FILLING, STATUS, TICKS, grown
from tests.faults.conftest import LONG

SOME_TICKS, SOME_CHARTS, MEGABYTES = (TICKS, CHARTS, 20) if LONG else (300, 20, 8)
pytestmark = [pytest.mark.skipif(not STATUS.exists(), reason="needs Linux"), pytest.mark.timeout(900)]


def left_open(_: Studio, number: int) -> None:
    """A chart as pyplot makes it, which keeps every figure that nobody closes."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(12, 6.75), dpi=100)
    axes.plot(range(number + 2))
    figure.savefig(BytesIO(), format="png")


def test_it_stays_as_it_is() -> None:
    found = grown(SOME_TICKS, SOME_CHARTS)
    assert found.megabytes < MEGABYTES
    assert found.drawing < MEGABYTES
    assert found.threads <= FILLING


def test_it_finds_charts_that_are_left_open() -> None:
    """The control."""
    assert grown(20, 20, left_open).megabytes > 20
