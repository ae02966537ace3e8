from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.kpis.reading import Reading
from bot.phrases.kpis import describe
from bot.rules.kpi import Estimate
from bot.text import speak
from storage.kinds import Formula
from tests.kpis.rows import NPS

EN, RU = speak("en"), speak("ru")


def with_value(value: float | None, n: int = 134, se: float | None = 5.0) -> Reading:
    return replace(NPS, estimate=Estimate(value, n, se=se))


def test_it_says_a_kpi_with_its_n_its_days_and_its_newest_row() -> None:
    assert describe(EN, NPS) == "NPS: 62.7\u00a0points (n = 134, Jul 17 – Oct 14, 2026, newest Oct 14)"


def test_it_says_it_in_russian() -> None:
    assert describe(RU, NPS) == "NPS: 62,7\u00a0п. (n = 134, 17 июл. – 14 окт. 2026\u202fг., данные по 14 окт.)"


@pytest.mark.parametrize(
    ("before", "trend"),
    [
        (with_value(20), "up from 20\u00a0points"),
        (with_value(90), "down from 90\u00a0points"),
        (with_value(60), "within noise, 60\u00a0points before"),
        (with_value(60, se=None), "60\u00a0points before"),
    ],
)
def test_it_tells_a_change_from_noise(before: Reading, trend: str) -> None:
    assert describe(EN, NPS, before).endswith(f"; {trend}")


@pytest.mark.parametrize("before", [None, with_value(None, 0), with_value(20, 29)])
def test_it_compares_with_nothing_that_says_too_little(before: Reading | None) -> None:
    assert ";" not in describe(EN, NPS, before)


def test_it_shows_no_number_under_the_minimum() -> None:
    assert describe(EN, with_value(50, 12)) == "NPS: too few answers (12), Jul 17 – Oct 14, 2026, newest Oct 14"


def test_it_speaks_of_tickets_where_tickets_are_too_few() -> None:
    fcr = replace(with_value(50, 12), formula=Formula.FCR, unit="%", survey="")
    assert "too few tickets (12)" in describe(EN, fcr)


def test_it_shows_no_zero_where_there_are_no_answers() -> None:
    assert describe(EN, with_value(None, 0)) == "NPS: no data yet, Jul 17 – Oct 14, 2026"


def test_it_says_that_answers_have_no_dates() -> None:
    undated = replace(NPS, first=None, last=None, newest=None, undated=True)
    assert describe(EN, undated) == "NPS: 62.7\u00a0points (n = 134, undated)"


def test_it_says_the_year_of_an_old_newest_row() -> None:
    old = replace(NPS, first=None, last=None, newest=datetime(2020, 3, 1, tzinfo=UTC))
    assert describe(EN, old) == "NPS: 62.7\u00a0points (n = 134, all dates, newest March 1, 2020)"


def test_it_says_the_year_of_the_newest_row_only_where_the_days_do_not_tell_it() -> None:
    winter = replace(NPS, first=date(2026, 12, 5), last=date(2027, 1, 1), newest=datetime(2026, 12, 28, tzinfo=UTC))
    assert describe(EN, winter) == "NPS: 62.7\u00a0points (n = 134, Dec 5, 2026 – Jan 1, 2027, newest Dec 28)"
    before = replace(winter, newest=datetime(2026, 12, 4, tzinfo=UTC))
    assert "newest December 4, 2026" in describe(EN, before)


def test_it_says_the_years_of_days_in_two_years() -> None:
    long = replace(NPS, first=date(2025, 12, 1))
    assert "Dec 1, 2025 – Oct 14, 2026" in describe(EN, long)


def test_it_keeps_a_title_from_becoming_a_mention() -> None:
    assert describe(EN, replace(NPS, title="<!channel> & co")).startswith("&lt;!channel&gt; &amp; co: ")
