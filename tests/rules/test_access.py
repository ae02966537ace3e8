"""Who may do what, cell by cell, as people would read it: 1 for what is open to the company, 2 for what is private to a
team as well. What is not written here does not exist: a new role or action without its cells fails."""

import pytest

from bot.rules.access import TABLE, Action, Role, may

CELLS = """
                 admin lead owner member colleague guest_owner guest_member guest stranger gone
see              2     2    2     2      1         2           2            -     -        -
check_in         2     2    2     -      -         2           -            -     -        -
edit             2     2    2     -      -         -           -            -     -        -
create           2     2    -     2      -         -           -            -     -        -
create_company   2     2    -     -      -         -           -            -     -        -
grade            2     2    -     -      -         -           -            -     -        -
set_up_team      2     2    -     -      -         -           -            -     -        -
set_up_company   2     -    -     -      -         -           -            -     -        -
company_digest   2     -    -     -      -         -           -            -     -        -
see_kpis         2     2    2     2      2         -           -            -     -        -
import           2     2    -     -      -         -           -            -     -        -
doctor           2     2    -     -      -         -           -            -     -        -
"""
HEAD, *ROWS = [line.split() for line in CELLS.strip().splitlines()]
CELL = {(row[0], role): cell for row in ROWS for role, cell in zip(HEAD, row[1:], strict=True)}


def test_it_has_a_cell_for_each_action_and_each_role() -> None:
    assert CELL.keys() == {(action.value, role.value) for action in Action for role in Role}
    assert TABLE.keys() == set(Action)


@pytest.mark.parametrize("action", Action)
def test_it_allows_what_the_cells_say_and_nothing_else(action: Action) -> None:
    for role in Role:
        cell = CELL[action, role]
        found = (may({role}, action), may({role}, action, private=True))
        assert found == (cell in "12", cell == "2"), role


@pytest.mark.parametrize("action", Action)
def test_it_takes_one_of_several_roles_as_enough_and_none_as_nothing(action: Action) -> None:
    assert not may((), action)
    for role in Role:
        both = {role, Role.GUEST}
        assert may(both, action) is (CELL[action, role] != "-" or CELL[action, Role.GUEST] != "-"), role


def test_it_opens_nothing_private_to_more_than_what_is_open() -> None:
    assert all(allowed.private <= allowed.open for allowed in TABLE.values())


def test_it_lets_nobody_in_who_left_or_is_of_another_company() -> None:
    assert not [action for action in Action for role in (Role.STRANGER, Role.GONE) if may({role}, action)]
