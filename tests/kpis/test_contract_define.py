"""Every key of `kpi define`, as a person writes it; a mistake is named, and then nothing is stored."""

import re
from pathlib import Path

import pytest

from bot.cli.kpi import FORMULAS, KEYS
from bot.kpis.definition import KpiDefinition
from storage.kinds import Formula
from tests.command import Run, written
from tests.contract import figure, lite, taken_in, told

__all__ = ["lite"]
GOOD = """
kpis:
  - {name: nps, title: NPS, formula: nps, survey: relationship, window: 90d, min_n: 30}
  - {name: csat, formula: csat, survey: after, scale: 1-5, top: 2, keep: latest, segment: EU, unit: "%"}
  - {name: mean, formula: csat_mean, survey: after, scale: 1-10, keep: first}
  - {name: ces, formula: ces, survey: effort, keep: all, direction: up}
  - {name: easy, formula: ces_top, survey: effort, top: 3}
  - {name: rate, formula: response_rate, survey: after, window: month}
  - {name: churn, formula: churn, lost: [Churned], present: [Stayed, Churned], direction: down, window: quarter}
  - {name: kept, formula: retention, window: cycle}
  - {name: cltv, formula: cltv, margin: 0.7, period: month, unit: EUR}
  - {name: aov, formula: aov, unit: EUR, window: week}
  - {name: again, formula: repeat_rate}
  - {name: bought, formula: conversion, unit: visits}
  - {name: active, formula: activation, within: 14d}
  - {name: ttfv, formula: ttfv, stat: p90}
  - {name: solved, formula: resolution_time, stat: median, hours: business, unit: h, filter: {tier: 2}}
  - {name: reply, formula: first_response_time, stat: mean, hours: calendar, unit: min}
  - {name: fcr, formula: fcr, within: 7d, solved: [Closed, Solved]}
  - {name: handling, formula: handle_time, filter: {segment: EU, status: closed}}
  - {name: tickets, formula: ticket_volume}
  - {name: solved_share, formula: solved_share}
  - {name: answered_share, formula: answered_share}
  - {name: reviews, formula: review_share, sentiment: positive}
  - {name: media, formula: value, unit: placements}
  - name: elsewhere
    formula: nps
    source: {url_env: WAREHOUSE_URL, table: answers, columns: {score: nps_score, time: answered_at}}
"""


def test_it_lists_formulas_and_keys_in_its_help() -> None:
    words = {*re.findall(r"[a-z0-9_]+", KEYS.removeprefix("Keys"))} - {"needed", "or"}
    assert words == set(KpiDefinition.model_fields)
    assert {*FORMULAS.removeprefix("Formulas: ").rstrip(".").split(", ")} == set(Formula)


def define(run: Run, content: str) -> tuple[int, str]:
    result = run("kpi", "define", written(Path("k.yaml"), content))
    assert result.stdout == "" or result.exit_code == 0
    return result.exit_code, result.stderr


def test_it_takes_every_formula_and_every_key(run: Run) -> None:
    assert define(run, GOOD) == (0, "")
    listed = {kpi["name"]: kpi for kpi in told(run, "kpi", "list")["kpis"]}
    assert len(listed) == 24
    assert (listed["nps"]["min_n"], listed["csat"]["min_n"], listed["nps"]["window"]) == (30, 30, "90d")
    assert (listed["churn"]["direction"], listed["ces"]["direction"]) == ("down", "up")
    assert define(run, GOOD) == (0, "")
    assert len(told(run, "kpi", "list")["kpis"]) == 24


def test_it_brings_a_kpi_of_the_same_name_up_to_date(run: Run) -> None:
    define(run, "kpis: [{name: k, formula: nps, survey: a, window: 30d}]")
    define(run, "kpis: [{name: k, formula: csat, survey: b}]")
    (kpi,) = told(run, "kpi", "list")["kpis"]
    assert (kpi["formula"], kpi["survey"], kpi["window"]) == ("csat", "b", None)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ("name: k, formula: nps, survey: a, windw: 30d", "windw"),
        ("name: k, formula: nps", "survey"),
        ("name: k, formula: npss, survey: a", "formula"),
        ("name: k, survey: a", "formula"),
        ("formula: nps, survey: a", "name"),
        ("name: k, formula: nps, survey: a, window: 30", "window"),
        ("name: k, formula: nps, survey: a, window: 0d", "window"),
        ("name: k, formula: nps, survey: a, min_n: many", "min_n"),
        ("name: k, formula: nps, survey: a, min_n: 0", "min_n"),
        ("name: k, formula: nps, survey: a, direction: sideways", "direction"),
        ("name: k, formula: nps, survey: [a]", "survey"),
        ("name: k, formula: nps, survey: a, scale: 10-0", "scale"),
        ("name: k, formula: csat, survey: a, top: two", "top"),
        ("name: k, formula: nps, survey: a, keep: last", "keep"),
        ("name: k, formula: resolution_time, stat: p95", "stat"),
        ("name: k, formula: resolution_time, hours: night", "hours"),
        ("name: k, formula: cltv, margin: 70", "margin"),
        ("name: k, formula: cltv, margin: .nan", "margin"),
        ("name: k, formula: cltv, period: fortnight", "period"),
        ("name: k, formula: fcr, within: a week", "within"),
        ("name: k, formula: review_share, sentiment: meh", "sentiment"),
        ("name: k, formula: nps, survey: a, filter: EU", "filter"),
        ("name: k, formula: nps, source: warehouse", "source"),
        ("name: k, formula: nps, source: {url: 'postgresql://u:secret@h/d', table: t, columns: {score: s}}", "source"),
        ("name: k, formula: nps, source: {url_env: 'postgresql://u:secret@h/d', table: t, columns: {}}", "url_env"),
        ("name: [k], formula: nps, survey: a", "name"),
    ],
)
def test_it_names_a_mistake_by_its_line_and_stores_nothing(lite: Run, fields: str, named: str) -> None:
    good = "  - {name: fine, formula: ticket_volume}\n"
    code, said = define(lite, f"kpis:\n{good}  - {{{fields}}}\n")
    assert code == 1
    assert "line 3" in said
    assert named in said
    assert "secret" not in said
    assert "Traceback" not in said
    assert told(lite, "kpi", "list") == {"kpis": []}


def test_it_names_all_mistakes_at_once(lite: Run) -> None:
    code, said = define(lite, "kpis:\n  - {name: a, formula: npss}\n  - {name: b, formula: fcr, kepp: all}\n")
    assert code == 1
    assert "line 2" in said
    assert "line 3" in said
    assert "kepp" in said


@pytest.mark.parametrize(
    "content",
    [
        "",
        "kpis",
        "kpis: {}",
        "kpis: []",
        "kpis: [1, 2]",
        "kpis: [[]]",
        "- name: k",
        "kpis:\n\t- {name: k}",
        "kpis: [{name: k, name: j, formula: ticket_volume}]",
        "kpis: [{name: k, formula: ticket_volume}, {name: k, formula: fcr}]",
        "kpis: [{name: k, formula: ticket_volume}]\nkpis: []",
        "kpis: !!python/object/apply:os.system ['true']",
        "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b]\n"
        "d: &d [*c, *c, *c, *c, *c, *c, *c]\nkpis: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]",
        "kpis: &k [*k]",
        "kpis: [" + "[" * 3000,
        "\x00\x01",
        "kpis: [{name: k, formula: ticket_volume}]\n---\nkpis: []",
    ],
)
def test_it_refuses_a_file_that_is_no_list_of_kpis(lite: Run, content: str) -> None:
    code, said = define(lite, content)
    assert code == 1
    assert said.strip()
    assert "Traceback" not in said
    assert told(lite, "kpi", "list") == {"kpis": []}


def test_it_refuses_what_is_no_file(lite: Run, tmp_path: Path) -> None:
    (tmp_path / "dir").mkdir()
    for name in ("absent.yaml", "dir", "/dev/zero"):
        result = lite("kpi", "define", name)
        assert result.exit_code in (1, 2)
        assert result.stderr.strip()
        assert result.exception is None or isinstance(result.exception, SystemExit)


def test_it_counts_all_rows_without_a_window_undated_ones_too(lite: Run) -> None:
    words = ("--survey", "s", "--score-column", "score", "--scale", "0-10", "--id-column", "id")
    taken_in(lite, "surveys", written(Path("a.csv"), "id,score,at\n1,9,2020-01-01\n"), *words, "--time-column", "at")
    taken_in(lite, "surveys", written(Path("b.csv"), "id,score\n2,9\n"), *words)
    found = figure(lite, formula="nps", survey="s")
    assert (found["n"], found["undated"]) == (2, True)
    assert figure(lite, formula="nps", survey="s", window="30d")["n"] == 0


def test_it_counts_the_segment_of_the_kpi(lite: Run) -> None:
    rows = "id,score,plan\n1,10,EU\n2,0,US\n3,9,EU\n4,0,\n"
    words = ("--survey", "s", "--score-column", "score", "--scale", "0-10", "--segment-column", "plan")
    taken_in(lite, "surveys", written(Path("a.csv"), rows), *words)
    assert figure(lite, formula="nps", survey="s", segment="EU")["value"] == 100
    assert figure(lite, formula="nps", survey="s", filter={"segment": "EU"})["value"] == 100
    assert figure(lite, "--segment", "US", formula="nps", survey="s")["value"] == -100
    assert figure(lite, "--segment", "nowhere", formula="nps", survey="s")["value"] is None
