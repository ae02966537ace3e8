"""Objectives stand under those that they support, whoever is left out."""

from datetime import date

from bot.objectives.standing import ObjectiveStanding, Owner
from bot.objectives.tree import tree
from bot.rules.attention import Status
from bot.rules.pace import CycleDays
from bot.rules.progress import RollUp
from storage.kinds import Level, Visibility

DAYS = CycleDays(date(2026, 10, 1), date(2026, 12, 31))


def standing(number: int, parent: int | None = None) -> ObjectiveStanding:
    return ObjectiveStanding(
        id=number, number=number, title=f"Objective {number}", level=Level.TEAM, owner=Owner(1, "U0ANNA", "Anna"),
        team_id=1, team="Support", cycle_id=1, cycle="2026-Q4", days=DAYS, today=DAYS.first, parent=parent,
        visibility=Visibility.OPEN, weight=1, score=RollUp(None, 0, 0), status=Status.NO_DATA,
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
    assert shape(standing(1, 2), standing(2, 1), standing(3)) == [(0, 3), (0, 1), (0, 2)]
