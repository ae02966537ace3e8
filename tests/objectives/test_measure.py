"""A key result that waits for its start."""

from typing import Any

import pytest

from bot.objectives.measure import aimed_at, begun, waits_for_start
from storage.kinds import Kind
from storage.models import KeyResult


def waiting(**fields: Any) -> KeyResult:
    given: dict[str, Any] = {"kind": Kind.BASELINE, "kpi_id": 1, **fields}
    return KeyResult(**given)


@pytest.mark.parametrize(
    ("row", "waits"),
    [
        (waiting(target=60.0), True),
        (waiting(relative_target=0.25), True),
        (waiting(), False),  # a baseline that is meant to be one
        (waiting(target=60.0, kpi_id=None), False),
        (waiting(target=60.0, start=40.0), False),
        (waiting(target=60.0, start=40.0, kind=Kind.CHANGE), False),
    ],
)
def test_it_waits_for_a_start_only_where_a_kpi_can_tell_it(row: KeyResult, waits: bool) -> None:
    assert waits_for_start(row) is waits


@pytest.mark.parametrize(
    ("row", "start", "target"),
    [
        (waiting(target=60.0), 40.0, 60.0),
        (waiting(relative_target=0.25), 40.0, 50.0),
        (waiting(relative_target=-0.5), 6.0, 3.0),
        (waiting(relative_target=0.25), -20.0, -15.0),  # better, not worse
    ],
)
def test_it_begins_at_its_start(row: KeyResult, start: float, target: float) -> None:
    assert begun(row, start) == {"kind": Kind.CHANGE, "start": start, "target": target}


@pytest.mark.parametrize(("row", "start"), [(waiting(target=40.0), 40.0), (waiting(relative_target=0.25), 0.0)])
def test_it_goes_on_waiting_where_there_is_no_way_to_go(row: KeyResult, start: float) -> None:
    assert begun(row, start) is None


def test_it_aims_a_share_of_the_start_away() -> None:
    assert aimed_at(40, 0.25) == 50
