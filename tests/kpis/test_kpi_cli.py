"""okrbot kpi, through the command line."""

import json
from pathlib import Path

import pytest

from tests.command import COLUMNS, Run, imported, written

CARPENTRIES = Path("../shared/data/carpentries_nps/20200326-longterm-other_questions-no-open.csv").resolve()
KPIS = """
kpis:
  - {name: nps, title: NPS, formula: nps, survey: relationship, min_n: 3}
  - {name: month, title: NPS this month, formula: nps, survey: relationship, window: month}
"""


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
    assert said.startswith("NPS: 33.3 (n = 3, all dates, newest October 14, 2026)\n95 % interval: ")


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
