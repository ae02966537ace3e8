"""okrbot surveys import and okrbot kpi, through the command line."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.kpis.import_words import PROBLEMS, REASONS
from storage.db import Database
from storage.imports.refusal import Problem, Reason
from storage.models import Survey, SurveyAnswer

Run = Callable[..., Result]
CARPENTRIES = Path("../shared/data/carpentries_nps/20200326-longterm-other_questions-no-open.csv").resolve()
KPIS = """
kpis:
  - {name: nps, title: NPS, formula: nps, survey: relationship, min_n: 3}
  - {name: month, title: NPS this month, formula: nps, survey: relationship, window: month}
"""
ANSWERS = """id;when;score;plan;say
1;12.10.2026 09:00;10 - Extremely likely;EU;=SUM(1)
2;13.10.2026 23:30;9;US;
3;14.10.2026;NA;EU;
4;14.10.2026;6;EU;-1
5;14.10.2026;7,5;US;=x
6;14.10.2026;11;US;
"""
COLUMNS = ("--score-column", "score", "--time-column", "when", "--id-column", "id", "--segment-column", "plan")


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `okrbot` in a folder of its own, on SQLite and on PostgreSQL."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OKRBOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("OKRBOT_TIMEZONE", "Europe/Moscow")
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    return lambda *words: CliRunner().invoke(app, list(words))


@pytest.fixture
def answers(tmp_path: Path) -> str:
    return written(tmp_path / "answers.csv", ANSWERS)


def written(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def imported(run: Run, file: str, *options: str) -> Result:
    return run("surveys", "import", file, "--survey", "relationship", *options)


def stored(database_url: str) -> int:
    database = Database(database_url)
    with database.read() as session:
        n = len(session.exec(select(SurveyAnswer)).all())
    database.close()
    return n


def test_it_counts_what_became_of_every_row(run: Run, answers: str, database_url: str) -> None:
    result = imported(run, answers, *COLUMNS, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    counts = {name: n for name, n in found.items() if isinstance(n, int)}
    assert counts == {
        "rows": 6,
        "imported": 4,
        "updated": 0,
        "duplicates": 0,
        "skipped": 0,
        "rejected": 2,
        "missing_score": 1,
    }
    assert [(row["row"], row["column"], row["value"]) for row in found["errors"]] == [
        (6, "score", "7,5"),
        (7, "score", "11"),
    ]
    assert "2 rows were rejected." in result.stderr
    assert stored(database_url) == 4


def test_it_tells_everything_it_chose(run: Run, answers: str) -> None:
    chosen = json.loads(imported(run, answers, *COLUMNS, "--json").stdout)["columns"]
    assert chosen == {
        "score": "score",
        "time": "when",
        "id": "id",
        "respondent": None,
        "comment": None,
        "segment": "plan",
        "encoding": "utf-8",
        "delimiter": ";",
        "header_rows": 1,
        "scale": "0-10",
        "date_order": "dmy",
    }


def test_it_prints_the_options_that_read_the_file_the_same_way(run: Run, answers: str) -> None:
    said = imported(run, answers, *COLUMNS).stdout.splitlines()[0]
    for option in ("--score-column score", "--time-column when", "--delimiter ';'", "--scale 0-10", "--date-order dmy"):
        assert option in said


def test_it_adds_nothing_the_second_time(run: Run, answers: str, database_url: str) -> None:
    imported(run, answers, *COLUMNS)
    again = imported(run, answers, *COLUMNS, "--json")
    found = json.loads(again.stdout)
    assert (again.exit_code, found["imported"], found["duplicates"], found["missing_score"]) == (0, 0, 4, 0)
    assert stored(database_url) == 4


def test_it_stores_nothing_on_trial(run: Run, answers: str, database_url: str, tmp_path: Path) -> None:
    result = imported(run, answers, *COLUMNS, "--dry-run", "--json")
    assert json.loads(result.stdout)["imported"] == 4
    assert stored(database_url) == 0
    assert not (tmp_path / "answers.csv.rejected.csv").exists()


def test_it_keeps_rejected_rows_where_no_formula_comes_alive(run: Run, answers: str, tmp_path: Path) -> None:
    imported(run, answers, *COLUMNS)
    rejected = (tmp_path / "answers.csv.rejected.csv").read_text()
    rows = list(csv.reader(rejected.splitlines(), delimiter=";"))
    assert rows == [
        ["id", "when", "score", "plan", "say", "row", "reason"],
        ["5", "14.10.2026", "7,5", "US", "'=x", "6", "not a whole number"],
        ["6", "14.10.2026", "11", "US", "", "7", "off the scale"],
    ]


def test_it_takes_mended_rows_from_the_file_of_rejected_ones(run: Run, answers: str, tmp_path: Path) -> None:
    imported(run, answers, *COLUMNS)
    rejected = tmp_path / "answers.csv.rejected.csv"
    mended = written(tmp_path / "mended.csv", rejected.read_text().replace("7,5", "7").replace(";11;", ";1;"))
    found = json.loads(imported(run, mended, *COLUMNS, "--date-order", "dmy", "--json").stdout)
    assert (found["imported"], found["rejected"]) == (2, 0)


def test_it_overwrites_no_file_of_rejected_rows(run: Run, answers: str, tmp_path: Path) -> None:
    written(tmp_path / "answers.csv.rejected.csv", "mine")
    result = imported(run, answers, *COLUMNS)
    assert (tmp_path / "answers.csv.rejected.csv").read_text() == "mine"
    assert "could not be written" in result.stderr
    assert result.exit_code == 0


def test_it_follows_no_link_to_write_rejected_rows(run: Run, answers: str, tmp_path: Path) -> None:
    (tmp_path / "answers.csv.rejected.csv").symlink_to(tmp_path / "victim")
    imported(run, answers, *COLUMNS)
    assert not (tmp_path / "victim").exists()


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        (b"", (), "empty"),
        (b"id,score\n", (), "no rows"),
        (b"\x89PNG\0\0", (), "not a text file"),
        (b"score\n\xe9\n", (), "--encoding"),
        (b"score,n\n9,1\n", ("--score-column", "scroe"), "Did you mean \u201cscore\u201d?"),
        (b"id,age\n1,9\n", (), "--score-column"),
        (b"score\n3\n", (), "--scale"),
        (b"score,at\n9,05.10.2026\n", (), "--date-order"),
        (b"score\n9\n", ("--encoding", "klingon"), "no encoding"),
        (b"score\n11\n12\n", ("--score-column", "score", "--scale", "0-10"), "2 rejected"),
    ],
)
def test_it_refuses_a_file_in_doubt_and_stores_nothing(
    run: Run, tmp_path: Path, database_url: str, content: bytes, options: tuple[str, ...], words: str
) -> None:
    result = imported(run, written(tmp_path / "bad.csv", content), *options, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert stored(database_url) == 0


def test_it_refuses_a_path_that_is_no_file(run: Run, answers: str, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(answers)
    said = {name: imported(run, str(tmp_path / name)) for name in ("absent.csv", ".", "link.csv")}
    assert [result.exit_code for result in said.values()] == [1, 1, 1]
    assert "There is no file" in said["absent.csv"].stderr
    assert "not a plain file" in said["."].stderr
    assert "symbolic link" in said["link.csv"].stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--scale", "10-0"),
        ("--scale", "ten"),
        ("--delimiter", "::"),
        ("--timezone", "Moscow"),
        ("--date-order", "ydm"),
        ("--header-rows", "-1"),
    ],
)
def test_it_calls_a_malformed_option_wrong_use(run: Run, answers: str, options: tuple[str, str]) -> None:
    assert imported(run, answers, *options).exit_code == 2


def test_it_says_in_russian_what_is_wrong(run: Run, answers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_LANGUAGE", "ru")
    assert "Может быть, «score»?" in imported(run, answers, "--score-column", "scor").stderr
    assert "Отклонены 2 строки." in imported(run, answers, *COLUMNS).stderr


def test_it_refuses_another_scale_for_a_stored_survey(run: Run, answers: str, database_url: str) -> None:
    imported(run, answers, *COLUMNS)
    result = imported(run, answers, *COLUMNS, "--scale", "0-20")
    assert result.exit_code == 1
    assert "stored with the scale 0-10" in result.stderr
    assert stored(database_url) == 4


def test_it_keeps_that_a_survey_is_inverted(run: Run, answers: str, database_url: str) -> None:
    imported(run, answers, *COLUMNS, "--inverted")
    database = Database(database_url)
    with database.read() as session:
        assert session.exec(select(Survey.inverted)).one()
    database.close()


def test_it_defines_lists_and_shows(run: Run, answers: str, tmp_path: Path) -> None:
    imported(run, answers, *COLUMNS)
    assert run("kpi", "define", written(tmp_path / "kpis.yaml", KPIS)).exit_code == 0
    listed = json.loads(run("kpi", "list", "--json").stdout)["kpis"]
    assert [(kpi["name"], kpi["formula"], kpi["window"]) for kpi in listed] == [
        ("month", "nps", "month"),
        ("nps", "nps", None),
    ]
    shown = json.loads(run("kpi", "show", "nps", "--json").stdout)
    assert {name: shown[name] for name in ("kpi", "formula", "n", "from", "to", "source", "too_few", "series")} == {
        "kpi": "nps",
        "formula": "nps",
        "n": 3,
        "from": None,
        "to": None,
        "source": "survey relationship",
        "too_few": False,
        "series": [],
    }
    assert shown["value"] == pytest.approx(100 / 3)
    assert shown["low"] < shown["value"] < shown["high"]
    assert shown["newest"] == "2026-10-13T21:00:00Z"
    assert "undated" not in shown


def test_it_shows_the_days_asked_for_period_by_period(run: Run, answers: str, tmp_path: Path) -> None:
    imported(run, answers, *COLUMNS)
    run("kpi", "define", written(tmp_path / "kpis.yaml", KPIS))
    days = ("--from", "2026-10-11", "--to", "2026-10-13")
    shown = json.loads(run("kpi", "show", "nps", *days, "--by", "day", "--json").stdout)
    assert (shown["from"], shown["to"], shown["n"], shown["too_few"]) == ("2026-10-11", "2026-10-13", 2, True)
    assert [(point["period"], point["value"], point["n"]) for point in shown["series"]] == [
        ("2026-10-11", None, 0),
        ("2026-10-12", 100, 1),
        ("2026-10-13", 100, 1),
    ]


def test_it_shows_a_segment(run: Run, answers: str, tmp_path: Path) -> None:
    imported(run, answers, *COLUMNS)
    run("kpi", "define", written(tmp_path / "kpis.yaml", KPIS))
    shown = json.loads(run("kpi", "show", "nps", "--segment", "EU", "--json").stdout)
    assert (shown["value"], shown["n"]) == (0, 2)


def test_it_shows_a_kpi_in_words(run: Run, answers: str, tmp_path: Path) -> None:
    imported(run, answers, *COLUMNS)
    run("kpi", "define", written(tmp_path / "kpis.yaml", KPIS))
    said = run("kpi", "show", "nps").stdout
    assert said.startswith("NPS: 33.33 (n = 3, all dates, newest October 14, 2026)\n95 % interval: ")


def test_it_names_every_mistake_of_a_definition_by_line_and_stores_none(run: Run, tmp_path: Path) -> None:
    bad = KPIS + "  - {name: speed, formula: csatt}\n  - {name: more, formula: fcr, windoww: 30d}\n"
    result = run("kpi", "define", written(tmp_path / "bad.yaml", bad))
    assert result.exit_code == 1
    assert "line 5, kpis.formula" in result.stderr
    assert "line 6, kpis.windoww" in result.stderr
    assert json.loads(run("kpi", "list", "--json").stdout) == {"kpis": []}


def test_it_defines_nothing_but_kpis(run: Run, tmp_path: Path) -> None:
    result = run("kpi", "define", written(tmp_path / "plan.yaml", KPIS + "cycles: []\n"))
    assert result.exit_code == 1
    assert "line 5, cycles" in result.stderr
    assert run("kpi", "define", written(tmp_path / "none.yaml", "kpis: []\n")).exit_code == 1


def test_it_suggests_the_nearest_kpi(run: Run, tmp_path: Path) -> None:
    assert "none is defined yet" in run("kpi", "show", "nps").stderr
    run("kpi", "define", written(tmp_path / "kpis.yaml", KPIS))
    result = run("kpi", "show", "npss")
    assert result.exit_code == 1
    assert "Did you mean \u201cnps\u201d?" in result.stderr


def test_it_calls_days_in_the_wrong_order_wrong_use(run: Run, tmp_path: Path) -> None:
    run("kpi", "define", written(tmp_path / "kpis.yaml", KPIS))
    assert run("kpi", "show", "nps", "--from", "2026-10-02", "--to", "2026-10-01").exit_code == 2


@pytest.mark.skipif(not CARPENTRIES.exists(), reason="the published survey is not beside the repository")
def test_it_reproduces_a_published_nps(run: Run, tmp_path: Path) -> None:
    options = ("--score-column", "recommendation_score", "--scale", "0-10", "--json")
    found = json.loads(imported(run, written(tmp_path / "a.csv", CARPENTRIES.read_bytes()), *options).stdout)
    assert (found["rows"], found["imported"], found["missing_score"]) == (176, 176, 42)
    run("kpi", "define", written(tmp_path / "kpis.yaml", KPIS))
    shown = json.loads(run("kpi", "show", "nps", "--json").stdout)
    assert (round(shown["value"], 2), shown["n"], shown["undated"]) == (62.69, 134, True)


def test_it_has_words_for_every_refusal() -> None:
    assert (set(PROBLEMS), set(REASONS)) == (set(Problem), set(Reason))
