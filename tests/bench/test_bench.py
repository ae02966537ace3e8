"""The runner; what is measured is asserted nowhere."""

from importlib import import_module

import pytest

from tests.bench import Row
from tests.bench.__main__ import NAMES, main
from tests.bench.table import heading, line


def test_it_shows_the_median_between_its_extremes_beside_the_goal() -> None:
    cells = line(Row("1", "acked", (0.09, 0.05, 0.0712345), 0.1)).split()
    assert cells == ["1", "acked", "0.0712", "0.05", "..", "0.09", "0.1", "ok"]


def test_it_says_when_a_goal_is_missed() -> None:
    assert line(Row("2", "late acks", (1,), 0, "of 30")).split() == [
        "2",
        "late",
        "acks",
        "1",
        "of",
        "30",
        "0",
        "missed",
    ]


def test_it_judges_by_the_median_and_meets_a_goal_exactly() -> None:
    assert Row("2", "late acks", (0, 0, 30), 0).ok


def test_it_gives_no_verdict_without_a_goal() -> None:
    assert line(Row("1", "acked", (1.5,), None, "ms")).split() == ["1", "acked", "1.5", "ms"]


def test_it_keeps_the_columns_under_their_headings() -> None:
    row = line(Row("1", "acked", (2, 1, 3), 0.1))
    assert heading().index("at most") + len("at most") == row.index("0.1") + len("0.1")


@pytest.mark.parametrize("name", NAMES)
def test_it_finds_every_measurement(name: str) -> None:
    assert callable(import_module(f"tests.bench.{name}").run)


def test_it_refuses_the_name_of_no_measurement() -> None:
    with pytest.raises(SystemExit, match="nothing is none of acks, crowd"):
        main(["nothing"])
