"""When an answer was given: by its own offset, by --timezone, by OKRBOT_TIMEZONE (Moscow here), or not at all."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.command import Run, written
from tests.contract import answered, defined, figure, lite, shown, taken_in

__all__ = ["lite"]
NPS = {"formula": "nps", "survey": "s"}


def dated(lite: Run, *cells: str, words: tuple[str, ...] = ()) -> dict[str, Any]:
    rows = "".join(f'{n},9,"{cell}"\n' for n, cell in enumerate(cells))
    return answered(
        lite, written(Path("f.csv"), f"id,score,at\n{rows}"), "score", "0-10", "--time-column", "at", *words
    )


def day_of(lite: Run, *days: str) -> list[int]:
    """How many answers each of these days has."""
    defined(lite, **NPS)
    return [shown(lite, "--from", day, "--to", day)["n"] for day in days]


@pytest.mark.parametrize(
    ("cell", "words", "day"),
    [
        ("2026-10-13 23:30", (), "2026-10-13"),
        ("2026-10-13T20:30:00Z", (), "2026-10-13"),
        ("2026-10-13T21:30:00Z", (), "2026-10-14"),
        ("2026-10-13T21:30:00Z", ("--timezone", "America/New_York"), "2026-10-14"),
        ("2026-10-13 23:30:00 GMT-06:00", ("--timezone", "Asia/Tokyo"), "2026-10-14"),
        ("2026-10-14 01:30:00+05:00", (), "2026-10-13"),
        ("2026-10-13 23:30", ("--timezone", "America/New_York"), "2026-10-14"),
        ("2026-10-14 02:30", ("--timezone", "Asia/Tokyo"), "2026-10-13"),
        ("13.10.2026 9:05", (), "2026-10-13"),
        ("10/13/2026 11:30:00 PM", (), "2026-10-13"),
        ("13/10/2026", (), "2026-10-13"),
        ("2026/10/13 11:30:00 ПП GMT+3", (), "2026-10-13"),
        ("13 October 2026", (), "2026-10-13"),
        ("Oct 13, 2026", (), "2026-10-13"),
        ("2026-10-13 10:00:00.123456", (), "2026-10-13"),
        ("05.10.2026", ("--date-order", "dmy"), "2026-10-05"),
        ("05/10/2026", ("--date-order", "mdy"), "2026-05-10"),
    ],
)
def test_it_puts_an_answer_on_its_day(lite: Run, cell: str, words: tuple[str, ...], day: str) -> None:
    dated(lite, cell, words=words)
    assert day_of(lite, day) == [1]


def test_it_reads_all_dates_in_the_order_that_one_row_gives_away(lite: Run) -> None:
    said = dated(lite, "05.10.2026", "06.10.2026", "13.10.2026")
    assert said["columns"]["date_order"] == "dmy"
    assert day_of(lite, "2026-10-05", "2026-10-06", "2026-10-13") == [1, 1, 1]


@pytest.mark.parametrize("cells", [("05.10.2026", "06.10.2026"), ("13.10.2026", "10/13/2026")])
def test_it_refuses_dates_that_could_be_others(lite: Run, cells: tuple[str, ...]) -> None:
    rows = "".join(f"{n},9,{cell}\n" for n, cell in enumerate(cells))
    words = ("--survey", "s", "--score-column", "score", "--scale", "0-10", "--time-column", "at", "--json")
    result = lite("surveys", "import", written(Path("f.csv"), f"id,score,at\n{rows}"), *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--date-order" in result.stderr


def test_it_rejects_a_row_without_a_time_in_a_file_that_has_them(lite: Run) -> None:
    said = dated(lite, "2026-10-01", "", "soon", "2026-13-45")
    assert (said["imported"], said["rejected"]) == (1, 3)
    assert [(error["row"], error["column"]) for error in said["errors"]] == [(3, "at"), (4, "at"), (5, "at")]


def test_it_dates_a_whole_file_when_told(lite: Run) -> None:
    file = written(Path("f.csv"), "id,score\n1,9\n2,8\n")
    answered(lite, file, "score", "0-10", "--time", "2026-10-13")
    assert day_of(lite, "2026-10-12", "2026-10-13", "2026-10-14") == [0, 2, 0]


def test_it_counts_undated_answers_only_where_no_period_is_asked(lite: Run) -> None:
    answered(lite, written(Path("f.csv"), "id,score\n1,9\n2,8\n"), "score", "0-10")
    found = figure(lite, **NPS)
    assert (found["n"], found["undated"], found["newest"]) == (2, True, None)
    assert shown(lite, "--from", "2020-01-01", "--to", "2030-01-01")["n"] == 0
    assert "undated" in lite("kpi", "show", "k").stdout
    assert figure(lite, window="30d", **NPS)["n"] == 0


@pytest.mark.parametrize(
    "words", [("--time", "soon"), ("--time", "2026-02-30"), ("--timezone", "Mars/Base"), ("--timezone", "../etc")]
)
def test_it_calls_a_malformed_date_or_zone_wrong_use(lite: Run, words: tuple[str, str]) -> None:
    file = written(Path("f.csv"), "id,score\n1,9\n")
    assert lite("surveys", "import", file, "--survey", "s", "--scale", "0-10", *words).exit_code == 2


def test_it_keeps_a_day_through_a_change_of_clocks(lite: Run) -> None:
    """New York sets its clocks back on 1 November 2026: 01:30 is there twice, 23:30 once."""
    dated(lite, "2026-11-01 01:30", "2026-11-01 23:30", words=("--timezone", "America/New_York"))
    assert day_of(lite, "2026-11-01", "2026-11-02") == [1, 1]


@pytest.mark.parametrize("cell", ["0:30:00", "00:30:00", "30", "30.0", '"30,0"'])
def test_it_reads_the_time_of_handling(lite: Run, cell: str) -> None:
    file = written(Path("t.csv"), f"id,at,spent\n1,2026-10-01,{cell}\n")
    mapped = ("--map", "id=id", "--map", "created=at", "--map", "handle_minutes=spent")
    taken_in(lite, "tickets", file, *mapped)
    assert figure(lite, formula="handle_time")["value"] == 30


def test_it_reads_dates_and_durations_of_a_workbook(lite: Run) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "at", "spent"])
    sheet.append([1, datetime(2026, 10, 13, 23, 30), time(0, 30)])  # noqa: DTZ001 - as spreadsheets have them
    sheet.append([2, datetime(2026, 10, 14, 0, 30), timedelta(minutes=90)])  # noqa: DTZ001
    sheet.append([3, 46310, 60])
    book.save("t.xlsx")
    mapped = ("--map", "id=id", "--map", "created=at", "--map", "handle_minutes=spent")
    taken_in(lite, "tickets", "t.xlsx", *mapped)
    assert figure(lite, formula="handle_time")["mean"] == 60
    assert figure(lite, "--from", "2026-10-13", "--to", "2026-10-13", formula="ticket_volume")["n"] == 1
    assert figure(lite, "--from", "2026-10-15", "--to", "2026-10-15", formula="ticket_volume")["n"] == 1


def test_it_reads_the_sheet_that_is_named(lite: Run) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["notes"])
    answers = book.create_sheet("Answers")
    answers.append(["id", "score"])
    answers.append([1, 9])
    book.save("a.xlsx")
    assert answered(lite, "a.xlsx", "score", "0-10", "--sheet", "Answers")["imported"] == 1
    result = lite("surveys", "import", "a.xlsx", "--survey", "s", "--scale", "0-10", "--sheet", "Nope", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Answers" in result.stderr


def test_it_begins_weeks_on_monday(lite: Run) -> None:
    dated(lite, "2026-10-04 23:59", "2026-10-05 00:00", "2026-10-11 23:59", "2026-10-12")
    found = figure(lite, "--from", "2026-10-01", "--to", "2026-10-14", "--by", "week", **NPS)
    assert [(point["from"], point["to"], point["n"]) for point in found["series"]] == [
        ("2026-10-01", "2026-10-04", 1),
        ("2026-10-05", "2026-10-11", 2),
        ("2026-10-12", "2026-10-14", 1),
    ]
    assert json.dumps(found)
