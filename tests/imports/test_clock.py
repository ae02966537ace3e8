from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from storage.imports.clock import Clock
from storage.imports.times import DateOrder, read_time

DAY_ZONE = ZoneInfo("Asia/Kathmandu")
FORMS = {
    DateOrder.YMD: "%Y-%m-%d %H:%M:%S",
    DateOrder.DMY: "%d.%m.%Y %H:%M:%S",
    DateOrder.MDY: "%m/%d/%Y %I:%M:%S %p",
}


@pytest.mark.parametrize("order", FORMS)
@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("America/New_York", "2026-03-08"),
        ("America/New_York", "2026-11-01"),
        ("Australia/Lord_Howe", "2026-10-04"),
        ("Asia/Kolkata", "2026-10-04"),
        ("Pacific/Apia", "2011-12-30"),
    ],
)
def test_it_reads_a_column_as_it_reads_its_cells_when_clocks_change(zone: str, change: str, order: DateOrder) -> None:
    """Every quarter of an hour of three days."""
    begins = datetime.fromisoformat(change) - timedelta(days=1)
    cells = [(begins + timedelta(minutes=15 * n, seconds=n % 60)).strftime(FORMS[order]) for n in range(288)]
    instants = [read_time(cell, order, ZoneInfo(zone), DAY_ZONE) for cell in cells]
    days = [at.astimezone(DAY_ZONE).date() for at in instants if at]
    assert Clock(order, ZoneInfo(zone), DAY_ZONE).read_all(cells) == ([str(at) for at in instants], days)


def test_it_reads_a_column_of_many_forms() -> None:
    clock = Clock(DateOrder.DMY, DAY_ZONE, DAY_ZONE)
    cells = ["05.10.2026 09:00:00", "2026-10-05T09:00:00.5Z", "5 Oct 2026", "2016/12/08 10:01:13 ДП GMT+2"]
    found = clock.read_all(cells)
    assert found is not None
    assert found[0][1] == "2026-10-05 09:00:00+00:00"
    assert clock.read_all([*cells, "soon"]) is None
