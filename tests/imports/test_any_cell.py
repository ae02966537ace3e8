"""Whatever stands in a cell, a reader answers or says that it cannot."""

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from storage.imports.clock import Clock
from storage.imports.durations import read_duration
from storage.imports.flags import read_flag
from storage.imports.numbers import decimal_point, read_number
from storage.imports.refusal import Reason
from storage.imports.scores import Meaning, Scale, Scores
from storage.imports.times import DateOrder, read_time

MOSCOW = ZoneInfo("Europe/Moscow")
WORDS = "2026 26 10 5 0 46308.5 1700000000 12:30 Oct мая Mon - / . : , T Z + AM ДП GMT EST ( ) st at г. $ % ½ ٣ ★ e5"
PARTS = st.sampled_from(WORDS.split())
CELLS = st.lists(PARTS | st.sampled_from(" \xa0"), max_size=8).map("".join) | st.text(max_size=30)


@given(CELLS, st.sampled_from(DateOrder))
def test_it_reads_a_time_the_same_way_fast_and_slow(cell: str, order: DateOrder) -> None:
    at = read_time(cell, order, MOSCOW, MOSCOW)
    expected = (str(at), at.astimezone(MOSCOW).date()) if at else None
    clock = Clock(order, MOSCOW, MOSCOW)
    assert [clock.read(cell), clock.read(cell)] == [expected] * 2
    assert clock.read_all([cell, cell]) == (([expected[0]] * 2, [expected[1]] * 2) if expected else None)


@given(CELLS)
def test_it_reads_any_cell_or_none(cell: str) -> None:
    score = Scores(Meaning({}, ()), Scale(0, 10))[cell]
    assert score is None or isinstance(score, Reason) or 0 <= score <= 10
    number, seconds = read_number(cell), read_duration(cell)
    assert number is None or abs(number) < float("inf")
    assert seconds is None or 0 <= seconds < float("inf")
    assert read_flag(cell) in (True, False, None)
    assert decimal_point([cell]) in (".", ",", None)
