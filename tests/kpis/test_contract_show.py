"""What `kpi show` answers: its shape, its periods, and how sure it is."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.command import Run, written
from tests.contract import answered, defined, figure, lite, shown, taken_in

__all__ = ["lite"]
NPS = {"formula": "nps", "survey": "s"}
TODAY = datetime.now(ZoneInfo("Europe/Moscow")).date()
KEYS = {"kpi", "formula", "value", "unit", "n", "low", "high", "from", "to", "newest", "source", "too_few", "series"}


def days_ago(*ago: int, score: int = 9) -> str:
    return "".join(f"{TODAY - timedelta(days=n)},{score}\n" for n in ago)


def survey(lite: Run, rows: str, *words: str) -> None:
    file = written(Path("f.csv"), f"at,score\n{rows}")
    answered(lite, file, "score", "0-10", "--time-column", "at", "--date-order", "ymd", *words)


def test_it_answers_in_its_own_shape(run: Run) -> None:
    survey(run, "2026-09-30 23:59,0\n2026-10-01 00:00,9\n2026-10-31 23:59,10\n2026-11-01 00:00,0\n")
    found = figure(run, "--from", "2026-10-01", "--to", "2026-10-31", **NPS)
    assert set(found) == KEYS
    assert (found["kpi"], found["formula"], found["value"], found["n"]) == ("k", "nps", 100, 2)
    assert (found["from"], found["to"], found["series"]) == ("2026-10-01", "2026-10-31", [])
    assert found["newest"] == "2026-10-31T20:59:00Z"
    assert found["too_few"]


def test_it_cuts_a_period_into_a_series(run: Run) -> None:
    survey(run, "2026-10-01,9\n2026-10-02,9\n2026-12-31,0\n")
    found = figure(run, "--from", "2026-10-01", "--to", "2026-12-31", "--by", "month", **NPS)
    assert [set(entry) for entry in found["series"]] == [{"period", "from", "to", "value", "n", "low", "high"}] * 3
    assert found["series"][1] == {
        "period": "2026-11",
        "from": "2026-11-01",
        "to": "2026-11-30",
        "value": None,
        "n": 0,
        "low": None,
        "high": None,
    }
    one = found["series"][2]
    assert (one["value"], one["n"], one["low"], one["high"]) == (-100, 1, None, None)


@pytest.mark.parametrize(
    ("by", "periods"),
    [
        ("day", ["2026-09-30", "2026-10-01"]),
        ("week", ["2026-W40"]),
        ("month", ["2026-09", "2026-10"]),
        ("quarter", ["2026-Q3", "2026-Q4"]),
    ],
)
def test_it_names_its_periods(lite: Run, by: str, periods: list[str]) -> None:
    survey(lite, "2026-09-30,9\n2026-10-01,0\n")
    found = figure(lite, "--from", "2026-09-30", "--to", "2026-10-01", "--by", by, **NPS)
    assert [entry["period"] for entry in found["series"]] == periods
    assert sum(entry["n"] for entry in found["series"]) == found["n"] == 2


def test_it_shows_everything_where_no_period_is_asked(lite: Run) -> None:
    survey(lite, "2001-01-01,9\n2026-10-01,9\n")
    found = figure(lite, **NPS)
    assert (found["n"], found["from"], found["to"]) == (2, None, None)
    assert "undated" not in found


def test_it_ends_a_window_today_and_compares_with_the_one_before(lite: Run) -> None:
    survey(lite, days_ago(0, 6) + days_ago(7, score=0))
    found = figure(lite, window="7d", **NPS)
    assert (found["value"], found["n"], found["to"]) == (100, 2, str(TODAY))
    assert found["from"] == str(TODAY - timedelta(days=6))


def test_it_calls_a_small_difference_noise_and_a_great_one_a_change(lite: Run) -> None:
    rows = "".join(days_ago(*[0] * 50, score=score) for score in (9, 8))
    survey(lite, rows + "".join(days_ago(*[9] * 50, score=score) for score in (9, 0)))
    defined(lite, window="7d", **NPS)
    assert "noise" not in lite("kpi", "show", "k").stdout
    rows = "".join(days_ago(*[0] * 50, score=score) for score in (8, 8, 0))
    survey(lite, rows)
    assert "within noise" in lite("kpi", "show", "k").stdout


def test_it_marks_what_is_not_over_yet(lite: Run) -> None:
    mapped = ("--map", "id=id", "--map", "start=start", "--map", "activated=active")
    rows = f"id,start,active\n1,{TODAY - timedelta(days=1)},{TODAY}\n2,{TODAY - timedelta(days=100)},\n"
    taken_in(lite, "customers", written(Path("c.csv"), rows), *mapped)
    found = figure(lite, formula="activation")
    assert (found["value"], found["n"], found["provisional"]) == (0, 1, True)
    tickets = f"id,made,done\n1,{TODAY - timedelta(days=3)},{TODAY - timedelta(days=1)}\n"
    taken_in(
        lite, "tickets", written(Path("t.csv"), tickets), *mapped[:2], "--map", "created=made", "--map", "solved=done"
    )
    assert figure(lite, formula="fcr", window="30d")["provisional"]
    past = ("--from", "2020-01-01", "--to", "2020-12-31")
    assert "provisional" not in figure(lite, *past, formula="fcr")
    assert "provisional" not in figure(lite, *past, formula="activation")


def test_it_flags_an_inverted_scale(lite: Run) -> None:
    file = written(Path("f.csv"), "id,score\n1,7\n2,1\n")
    answered(lite, file, "score", "1-7", "--inverted")
    found = figure(lite, formula="ces", survey="s")
    assert (found["inverted"], found["value"]) == (True, 4)


def test_it_gives_times_in_all_three_ways(lite: Run) -> None:
    rows = "".join(f"{n},2026-10-01 10:00,2026-10-01 1{n}:00\n" for n in range(1, 6))
    mapped = ("--map", "id=id", "--map", "created=made", "--map", "solved=done")
    taken_in(lite, "tickets", written(Path("t.csv"), f"id,made,done\n{rows}"), *mapped)
    found = figure(lite, formula="resolution_time", unit="h", stat="p90")
    assert (found["mean"], found["median"], found["p90"]) == (3, 3, pytest.approx(4.6))
    assert (found["stat"], found["value"]) == ("p90", found["p90"])


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-13-01"),
        ("--from", "yesterday"),
        ("--from", "2026-10-02", "--to", "2026-10-01"),
        ("--from", "0001-01-01"),
        ("--from", "2026-10-01", "--to", "9999-12-31"),
        ("--by", "hour"),
    ],
)
def test_it_calls_malformed_days_wrong_use(lite: Run, words: tuple[str, ...]) -> None:
    defined(lite, **NPS)
    result = lite("kpi", "show", "k", *words, "--json")
    assert (result.exit_code, result.stdout) == (2, "")


def test_it_shows_a_day_to_come(lite: Run) -> None:
    survey(lite, "2098-10-01,9\n")
    found = figure(lite, "--from", "2098-10-01", **NPS)
    assert (found["from"], found["to"], found["n"]) == ("2098-10-01", "2098-10-01", 1)


def test_it_has_no_number_for_a_survey_that_is_not_there(lite: Run) -> None:
    defined(lite, **NPS)
    found = shown(lite)
    assert (found["value"], found["n"], found["newest"]) == (None, 0, None)
    result = lite("kpi", "show", "k")
    assert result.exit_code == 0
    assert "0" not in result.stdout.splitlines()[0] or "n = 0" in result.stdout


def test_it_cannot_show_what_is_not_defined(lite: Run) -> None:
    result = lite("kpi", "show", "nobody", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
