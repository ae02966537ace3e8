"""What the API answers is what commands print."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.api.conftest import Reading
from tests.command import Run


def printed(run: Run, *words: str) -> str:
    done = run(*words, "--workspace", "T1")
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize(
    ("words", "path", "asked"),
    [
        (("okrs", "show"), "/okrs", {}),
        (("okrs", "show", "--team", "Support"), "/okrs", {"team": "Support"}),
        (("checkins", "list"), "/checkins", {}),
        (("kpi", "list"), "/kpis", {}),
        (("kpi", "show", "nps"), "/kpis/nps", {}),
        (("kpi", "show", "nps", "--by", "month", "--segment", "EU"), "/kpis/nps", {"by": "month", "segment": "EU"}),
        (("kpi", "show", "q/r?"), "/kpis/q%2Fr%3F", {}),
    ],
)
def test_it_answers_with_the_document_of_the_command(
    reading: Reading, run: Run, words: tuple[str, ...], path: str, asked: dict[str, Any]
) -> None:
    document = json.loads(printed(run, *words, "--json"))
    assert reading.told(path, reading.token(private=True), **asked) == document


@pytest.mark.parametrize(
    ("words", "path"),
    [(("okrs", "export"), "/okrs"), (("checkins", "list"), "/checkins"), (("kpi", "show", "nps"), "/kpis/nps")],
)
def test_it_answers_with_the_table_of_the_command(
    reading: Reading, run: Run, words: tuple[str, ...], path: str
) -> None:
    answer = reading.get(path, reading.token(private=True), {"Accept": "text/csv"})
    assert answer.text == printed(run, *words, "--csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"


def test_it_tells_teams_and_cycles_as_a_plan_has_them(reading: Reading, run: Run) -> None:
    plan = json.loads(printed(run, "okrs", "export", "--json"))
    assert reading.told("/teams", reading.token())["teams"] == plan["teams"]
    told = reading.told("/cycles", reading.token())["cycles"]
    assert [{**one, "state": "open"} for one in plan["cycles"]] == told


def test_it_tells_a_teams_digest_in_numbers(reading: Reading) -> None:
    token = reading.token(private=True)
    found = reading.told("/digests/Support", token)
    assert (found["answered"], found["asked"], found["missing"]) == (1, 2, None)
    assert found["objectives"] == reading.told("/okrs", token, team="Support")["objectives"]
    assert [(kpi["kpi"], kpi["n"], kpi["changed"]) for kpi in found["kpis"]] == [("nps", 4, False)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_describes_whatever_a_kpi_may_say(reading: Reading, run: Run) -> None:
    token, marks = reading.token(), set()
    for kpi in reading.told("/kpis", token)["kpis"]:
        answer = reading.get(f"/kpis/{quote(kpi['name'], safe='')}", token)
        if kpi["source"]:
            assert answer.status_code == 503
            continue
        assert answer.json() == json.loads(printed(run, "kpi", "show", kpi["name"], "--json"))
        marks |= set(answer.json())
    assert marks >= {"undated", "provisional", "inverted", "stat", "mean", "median", "p90", "not_yet"}
