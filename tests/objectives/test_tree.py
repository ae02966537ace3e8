"""Objectives stand under those that they support, whoever is left out."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.objectives.standing import ObjectiveStanding, Owner
from bot.objectives.tree import tree
from bot.rules.attention import Status
from bot.rules.pace import CycleDays
from bot.rules.progress import RollUp
from storage.kinds import Level, Openness, Visibility

DAYS = CycleDays(date(2026, 10, 1), date(2026, 12, 31))


def standing(number: int, parent: int | None = None, level: Level = Level.TEAM) -> ObjectiveStanding:
    return ObjectiveStanding(
        id=number, number=number, title=f"Objective {number}", level=level, owner=Owner(1, "U0ANNA", "Anna"),
        team_id=1, team="Support", cycle_id=1, cycle="2026-Q4", days=DAYS, today=DAYS.first, parent=parent,
        visibility=Visibility.OPEN, state=Openness.OPEN, weight=1, score=RollUp(None, 0, 0), status=Status.NO_DATA,
        key_results=(), initiatives=(),
    )  # fmt: skip


def shape(*found: ObjectiveStanding) -> list[tuple[int, int]]:
    return [(depth, one.number) for depth, one in tree(found)]


def test_it_puts_each_below_its_parent() -> None:
    assert shape(standing(1), standing(2), standing(3, 1), standing(4, 3), standing(5, 1)) == [
        (0, 1), (1, 3), (2, 4), (1, 5), (0, 2),
    ]  # fmt: skip


def test_it_puts_one_at_the_top_whose_parent_is_not_to_be_seen() -> None:
    assert shape(standing(3, 1), standing(4, 3)) == [(0, 3), (1, 4)]


def test_it_leaves_nobody_out_where_parents_go_in_a_circle() -> None:
    assert shape(standing(1, 2), standing(2, 1), standing(3)) == [(0, 3), (0, 1), (1, 2)]
    assert shape(standing(1, 1)) == [(0, 1)]


def test_it_puts_the_companys_first() -> None:
    assert shape(standing(1), standing(2, level=Level.COMPANY), standing(3, 2)) == [(0, 2), (1, 3), (0, 1)]


def test_it_is_not_stopped_by_depth() -> None:
    assert shape(*(standing(n, n - 1) for n in range(1, 3000)))[-1] == (2998, 2999)


@given(st.lists(st.none() | st.integers(1, 12), max_size=12))
def test_it_shows_each_once_whatever_the_parents(parents: list[int | None]) -> None:
    found = shape(*(standing(n, parent) for n, parent in enumerate(parents, 1)))
    assert sorted(number for _, number in found) == list(range(1, len(parents) + 1))
    assert all(depth <= before + 1 for (before, _), (depth, _) in pairwise([(-1, 0), *found]))
