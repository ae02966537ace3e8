"""okrbot tickets | customers | orders | reviews | values import, through the command line."""

import csv
import io
import json
import shlex
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from bot.cli import imports
from bot.cli.tables import FIELDS
from storage.imports.kinds import KINDS
from storage.kinds import ImportKind
from tests.command import COLUMNS, Run, imported, written
from tests.contract import SHARED, lite, needs_shared, taken_in

__all__ = ["lite"]
TICKETS = "id,created,solved\n1,2026-10-05 10:00,2026-10-06 10:00\n2,2026-10-05,\n=3,never,\n"


@pytest.mark.parametrize("kind", list(KINDS))
def test_it_lists_the_fields_in_its_help(kind: ImportKind) -> None:
    told = FIELDS[kind]
    assert [field.name for field in KINDS[kind].fields if field.name not in told] == []


def test_it_takes_columns_that_are_called_like_fields(lite: Run, tmp_path: Path) -> None:
    result = lite("tickets", "import", written(tmp_path / "t.csv", TICKETS), "--json")
    found = json.loads(result.stdout)
    assert (found["rows"], found["imported"], found["rejected"], found["columns"]["solved"]) == (3, 2, 1, "solved")
    assert result.exit_code == 0
    assert "1 row was rejected." in result.stderr


def test_it_prints_options_that_read_the_file_the_same_way(lite: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "c.csv", "id;Plan, now;state;left\n1;A;Gone;05.10.2026\n2;B;Here;\n3;B;Here;13.10.2026\n")
    asked = ("--map", "segment=Plan, now", "--map", "status=state", "--map", "end=left", "--value", "status:Gone=lost")
    first = lite("customers", "import", file, *asked, "--missing", "n.n.,none", "--period", "2026-10-01..2026-10-31")
    options = shlex.split(first.stdout.splitlines()[0].partition(": ")[2])
    assert taken_in(lite, "customers", file, *options)["duplicates"] == 3
    for pair in (("--map", "segment=Plan, now"), ("--date-order", "dmy"), ("--period", "2026-10-01..2026-10-31")):
        assert pair in pairwise(options)


def test_it_prints_a_survey_so_too(lite: Run, answers: str) -> None:
    first = imported(
        lite, answers, *COLUMNS, "--labels", '"Good, or better"=9,"a=b"=8', "--missing", "x,y", "--inverted"
    )
    options = shlex.split(first.stdout.splitlines()[0].partition(": ")[2])
    again = imported(lite, answers, *options, "--json")
    assert json.loads(again.stdout)["duplicates"] == 4
    assert options[options.index("--labels") + 1] == '"good, or better=9",a=b=8'


def test_it_keeps_rejected_rows_where_no_formula_comes_alive(lite: Run, tmp_path: Path) -> None:
    lite("tickets", "import", written(tmp_path / "t.csv", TICKETS))
    kept = list(csv.reader((tmp_path / "t.csv.rejected.csv").read_text().splitlines()))
    assert kept == [["id", "created", "solved", "row", "reason"], ["'=3", "never", "", "4", "not a date or time"]]


def test_it_keeps_both_header_rows_with_rejected_rows(lite: Run, tmp_path: Path) -> None:
    table = "id,Rate us,\n,Price,Support\n1,5,4\n2,9,1\n"
    words = ("--survey", "s", "--score-column", "Rate us [Price]", "--scale", "1-5", "--header-rows", "2")
    assert lite("surveys", "import", written(tmp_path / "f.csv", table), *words).exit_code == 0
    mended = (tmp_path / "f.csv.rejected.csv").read_text().replace(",9,", ",3,")
    assert taken_in(lite, "surveys", written(tmp_path / "m.csv", mended), *words)["imported"] == 1


def test_it_keeps_no_rejected_rows_where_nothing_is_stored(lite: Run, tmp_path: Path) -> None:
    result = lite("tickets", "import", written(tmp_path / "t.csv", "id,created\n1,never\n"))
    assert result.exit_code == 1
    assert "Row 2, column “created”, “never”: not a date or time" in result.stderr
    assert not (tmp_path / "t.csv.rejected.csv").exists()


def test_it_shows_a_cell_without_what_a_terminal_would_obey(lite: Run, tmp_path: Path) -> None:
    rows = f'id,created\n1,2026-10-05\n2,"\x1b[31mred\nline"\n3,{"x" * 100}\n'
    said = lite("tickets", "import", written(tmp_path / "t.csv", rows)).stderr.splitlines()
    assert said[0] == "Row 3, column “created”, “ [31mred line”: not a date or time"
    assert said[1] == f"Row 4, column “created”, “{'x' * 80}…”: not a date or time"


@pytest.mark.parametrize("name", ["", ".", "/", "absent.csv", "x" * 300])
def test_it_refuses_what_is_no_file(lite: Run, name: str) -> None:
    result = lite("tickets", "import", name, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("tickets", ("--map", "id"), "field=COLUMN"),
        ("tickets", ("--map", "id=id", "--map", "id=created"), "field=COLUMN"),
        ("tickets", ("--map", "made=created"), "first_reply"),
        ("tickets", ("--map", "created="), "created"),
        ("tickets", ("--value", "status=lost"), "field:WORD=MEANING"),
        ("tickets", ("--value", "status:Open=new"), "--map status=COLUMN"),
        ("tickets", ("--time", "2026-10-05"), ""),
        ("tickets", ("--map", "created=created", "--time", "2026-10-05"), "--time"),
        ("customers", ("--map", "id=", "--map", "start="), "converted"),
        ("customers", ("--period", "2026-10-05"), "2026-07-01..2026-09-30"),
        ("values", (), "--kpi"),
        ("surveys", ("--survey", "s", "--question", "nps"), "--question-column"),
        ("surveys", ("--survey", "s", "--question-column", "id"), "--question"),
        ("surveys", ("--survey", "s", "--time-column", "created", "--time", "2026-10-05"), "--time"),
        ("surveys", ("--survey", "s", "--labels", "Good"), "Good"),
    ],
)
def test_it_says_what_was_called_wrongly(
    lite: Run, tmp_path: Path, kind: str, words: tuple[str, ...], said: str
) -> None:
    result = lite(kind, "import", written(tmp_path / "t.csv", "id,created\n1,2026-10-05\n"), *words, "--json")
    expected = 0 if not said else 2
    assert result.exit_code == expected, result.output
    assert said in result.stderr


def test_it_says_in_russian_which_field_is_missing(lite: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_LANGUAGE", "ru")
    result = lite("orders", "import", written(tmp_path / "t.csv", "id,created\n1,2026-10-05\n"))
    assert "Не указаны столбцы обязательных полей: customer, time, amount." in result.stderr


def test_it_shows_a_bar_for_long_files_on_a_terminal_only(
    lite: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LONG_FILE", 10)
    result = lite("tickets", "import", written(tmp_path / "t.csv", TICKETS), "--json")
    assert "%" not in result.stderr
    assert json.loads(result.stdout)["imported"] == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_shows_on_a_terminal_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert sum(imports.bar(iter(range(5000)), 5000)) == sum(range(5000))
    assert "100%" in terminal.getvalue()


REAL = {
    "telephone": (
        "customers",
        "telco_churn_ibm/Telco-Customer-Churn.csv",
        ("--map", "id=customerID", "--map", "lost=Churn"),
        (7_043, 7_043, 0),
    ),
    "shop": (
        "customers",
        "online_shoppers_conversion/online_shoppers_intention.csv",
        ("--map", "converted=Revenue"),
        (12_330, 12_330, 0),
    ),
    "help desk": (
        "tickets",
        "italian_helpdesk_log/helpdesk_verenich2016.csv",
        ("--map", "id=CaseID", "--map", "created=CompleteTimestamp"),
        (13_710, 3_804, 0),
    ),
    "zendesk": ("tickets", "zendesk_api_schema_seeds/ticket_data.csv", ("--map", "created=created_at"), (10, 10, 0)),
}


@needs_shared
@pytest.mark.parametrize("name", REAL)
def test_it_takes_real_files_in_once(lite: Run, name: str) -> None:
    kind, file, words, counts = REAL[name]
    said = taken_in(lite, kind, str(SHARED / file), *words)
    assert (said["rows"], said["imported"], said["rejected"]) == counts
    again = taken_in(lite, kind, str(SHARED / file), *words)
    assert (again["imported"], again["updated"], again["duplicates"]) == (0, 0, said["rows"])
