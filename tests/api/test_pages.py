"""Shapes, filters, pages and mistakes."""

import csv
import io
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from httpx import Response
from sqlmodel import select

from bot.api import documents
from bot.api.examples import CSV, JSON
from bot.api.routes import router
from storage.db import Database
from storage.models import CheckIn, Cycle, Kpi, Objective
from storage.people import find_workspaces
from tests.api.conftest import Reading
from tests.hostile import BLANK, CELLS, CODE, HTML, LETTERS

SHAPES = [
    ("*/*", "application/json"),
    ("text/csv", "text/csv"),
    ("text/*", "text/csv"),
    ("application/json;q=0.5, text/csv", "text/csv"),
    ("text/csv;q=0.1, */*", "application/json"),
    ("text/csv;q=0, */*;q=0.1", "application/json"),
    ("TEXT/CSV", "text/csv"),
]


@pytest.mark.parametrize(("accepted", "kind"), SHAPES)
def test_it_answers_in_the_shape_that_is_wanted(lite: Reading, accepted: str, kind: str) -> None:
    answer = lite.get("/okrs", lite.token(), {"Accept": accepted})
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, kind)
    assert answer.headers["cache-control"] == "no-store"


def test_it_has_no_shape_but_these(lite: Reading) -> None:
    token = lite.token()
    for path, accepted in (("/okrs", "text/html"), ("/teams", "text/csv"), ("/okrs", "text/csv;q=0"), ("/okrs", "")):
        refused(lite.get(path, token, {"Accept": accepted}), 406)
    assert lite.get("/okrs", token, {"Accept": "text/html"}, format="csv").text.startswith("id,objective")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/okrs?team=Suport", 404),
        ("/okrs?cycle=never", 404),
        ("/kpis/nsp", 404),
        ("/digests/a%2Fb%2C%20c%3F", 404),
        ("/digests/", 422),
        ("/nowhere", 404),
        ("/okrs/", 404),
        ("/okrs?tema=Support", 422),
        ("/okrs?format=xml", 422),
        ("/checkins?since=yesterday", 422),
        ("/checkins?since=2026-02-31", 422),
        ("/checkins?since=20261127", 422),
        ("/checkins?limit=0", 422),
        ("/checkins?limit=501", 422),
        ("/checkins?cursor=1", 422),
        ("/kpis/nps?from=2026-11-02&to=2026-11-01", 422),
        ("/kpis/nps?by=year&from=1900-01-01", 200),
        ("/kpis/nps?by=day&from=1900-01-01&to=2199-12-31", 422),
        ("/kpis/nps?by=hour", 422),
        ("/teams?team=Support", 422),
        ("/okrs?team=%00", 422),
        ("/kpis/%00", 422),
    ],
)
def test_it_says_what_is_wrong(lite: Reading, path: str, status: int) -> None:
    answer = lite.get(path, lite.token())
    assert answer.status_code == status, answer.text
    if status >= 400:
        refused(answer, status)


@pytest.mark.parametrize(
    "path", ["/okrs?team=%00", "/kpis/%00", "/kpis/nps?segment=%00", "/kpis/%ED%A0%80", "/digests/%FF"]
)
def test_it_asks_no_database_for_what_is_no_text(reading: Reading, path: str) -> None:
    assert reading.get(path, reading.token()).status_code in (404, 422)


def refused(answer: Response, status: int) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    told = answer.json()
    assert (told["type"], told["status"], bool(told["title"])) == ("about:blank", status, True)
    assert told["detail"].endswith((".", "?"))


def test_it_says_that_a_database_cannot_be_reached(lite: Reading) -> None:
    token = lite.token()
    with lite.database.write() as session:
        source = {"url_env": "NOT_THERE", "table": "t", "columns": {"score": "s"}}
        for kpi in session.exec(select(Kpi).where(Kpi.name == "nps")):
            kpi.survey, kpi.options = None, {"source": source}
    answer = lite.get("/kpis/nps", token)
    refused(answer, 503)
    assert "NOT_THERE" in answer.json()["detail"]
    state = lite.client.app.state  # type: ignore[attr-defined]
    state.context = replace(state.context, database=Database("postgresql://127.0.0.1:1/none"))
    answer = lite.get("/okrs", token)
    refused(answer, 503)
    assert answer.headers["retry-after"] == "30"


def test_it_says_that_it_failed_and_no_more(lite: Reading) -> None:
    def stopped() -> datetime:
        raise RuntimeError("a secret of the clock")

    state = lite.client.app.state  # type: ignore[attr-defined]
    state.context = replace(state.context, clock=stopped)
    answer = lite.get("/okrs", "okr_any")
    refused(answer, 500)
    assert "secret" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
def test_it_only_reads(lite: Reading, method: str) -> None:
    answer = lite.client.request(method, "/okrs", headers={"Authorization": f"Bearer {lite.token()}"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_it_speaks_the_language_of_the_workspace(lite: Reading) -> None:
    with lite.database.write() as session:
        (place,) = find_workspaces(session, "T1")
        place.language = "ru"
        session.add(place)
    assert lite.get("/okrs", lite.token(), cycle="never").json()["detail"] == "Цикла «never» нет."


def test_it_leads_from_page_to_page(reading: Reading) -> None:
    token, found = reading.token(private=True), []
    asked = {"limit": "2", "team": "Support", "since": "2020-01-01"}
    while asked:
        answer = reading.get("/checkins", token, None, **asked)
        found += [one["key_result"] for one in answer.json()["checkins"]]
        link = answer.headers.get("link", "")
        assert link == "" or link.endswith('; rel="next"')
        asked = dict(parse_qsl(urlsplit(link[1:].partition(">")[0]).query))
        assert not asked or asked.items() >= {("limit", "2"), ("team", "Support"), ("since", "2020-01-01")}
    everything = reading.told("/checkins", token)["checkins"]
    assert (len(found), found) == (5, [one["key_result"] for one in everything])


def test_it_filters_check_ins(lite: Reading) -> None:
    token = lite.token(private=True)
    assert lite.told("/checkins", token, cycle="next")["checkins"] == []
    assert lite.told("/checkins", token, team="a/b, c?")["checkins"] == []
    today = lite.now.date().isoformat()
    assert {one["at"][:10] for one in lite.told("/checkins", token, since=today)["checkins"]} == {today}


def test_it_tells_of_a_closed_cycle_when_it_is_named(lite: Reading) -> None:
    with lite.database.write() as session:
        for cycle in session.exec(select(Cycle).where(Cycle.name == "now")):
            cycle.state = "closed"  # type: ignore[assignment]
    token = lite.token()
    assert lite.told("/okrs", token)["objectives"] == []
    assert len(lite.told("/okrs", token, cycle="now")["objectives"]) == 1


def test_it_puts_no_formula_into_a_table(reading: Reading) -> None:
    for n, hostile in enumerate(("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "\r=1")):
        with reading.database.write() as session:
            for row in session.exec(select(CheckIn)):
                row.note = hostile
            for objective in session.exec(select(Objective).where(Objective.number == 1)):
                objective.title = f"{hostile} {n}"
        for path in ("/okrs", "/checkins"):
            told = reading.get(path, reading.token(), format="csv").text
            cells = [cell for row in csv.reader(io.StringIO(told)) for cell in row]
            assert not [cell for cell in cells if cell[:1] in ("=", "@", "\t", "\r")]
            assert not [cell for cell in cells if cell[:1] in ("+", "-") and not cell[1:].replace(".", "").isdigit()]


def test_it_tells_hostile_words_as_they_are(lite: Reading) -> None:
    token = lite.token()
    for hostile in (*CELLS, *HTML, *LETTERS, *CODE, *BLANK)[::2]:
        with lite.database.write() as session:
            for row in session.exec(select(CheckIn)):
                row.note = hostile
        assert {one["note"] for one in lite.told("/checkins", token)["checkins"]} == {hostile}


@pytest.mark.parametrize("name", JSON)
def test_its_examples_are_what_it_describes(name: str) -> None:
    model = {"okrs": "Okrs", "checkins": "CheckIns", "kpis": "Kpis", "kpi": "Kpi", "digest": "Digest"}.get(name)
    getattr(documents, model or name.capitalize()).model_validate(JSON[name])
    if name in CSV:
        head, row, *_ = csv.reader(io.StringIO(CSV[name]))
        assert len(head) == len(row)


def test_it_describes_every_page_without_a_token(lite: Reading) -> None:
    described = lite.client.get("/openapi.json").json()
    assert set(described["paths"]) == {route.path.replace(":path", "") for route in router.routes}  # type: ignore[attr-defined]
    for page in described["paths"].values():
        assert {"200", "401", "406", "422", "429"} <= set(page["get"]["responses"])
        assert page["get"]["security"] == [{"token": []}]
    assert described["servers"] == [{"url": "/api/v1"}]
    assert lite.client.get("/docs").status_code == 404
