"""Every number of a digest is the one that `okrs show --json` and `kpi show --json` tell."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.digests.details import details
from bot.digests.flow import Digest, gather
from bot.digests.views import digest
from bot.kpis.flow import reading
from bot.kpis.reading import rounded
from bot.kpis.report import document
from bot.objectives.flow import standings
from bot.objectives.report import as_json
from bot.text import Text, speak
from storage.db import Database
from storage.kinds import Formula, Kind
from storage.models import Kpi
from tests.kpis import rows as kpis
from tests.objectives.rows import Company, company

NUMBERS = st.integers(-300, 300) | st.floats(-300, 300).map(lambda value: round(value, 2))
SAID = st.lists(st.tuples(NUMBERS, st.none() | st.integers(0, 10)), max_size=5)
KINDS = st.one_of(
    st.builds(lambda start, by: {"start": start, "target": start + by}, NUMBERS, st.integers(1, 90)),
    st.builds(lambda low, by: {"kind": Kind.MAINTAIN, "low": low, "high": low + by, "start": None, "target": None},
              NUMBERS, st.integers(1, 90)),
    st.just({"kind": Kind.BASELINE, "start": None, "target": None}),
)  # fmt: skip
TEAMS = st.lists(st.tuples(KINDS, SAID, st.booleans()), max_size=5)
SCORES = st.lists(st.integers(0, 10), max_size=60)
EN = speak("en")
WEEK = 7
WORKSPACES = count()


@pytest.fixture
def stored(sqlite_database: str) -> Iterator[Session]:
    database = Database(sqlite_database)
    with database.write() as session:
        yield session
    database.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(team=TEAMS, scores=SCORES)
def test_it_tells_the_numbers_that_scripts_are_told(
    stored: Session, team: list[tuple[dict[str, Any], list[tuple[float, int | None]], bool]], scores: list[int]
) -> None:
    firm = company(stored, f"T{next(WORKSPACES)}")
    kpi = kpis.kpi(stored, firm.workspace, name="nps", title="Nps", formula=Formula.NPS, survey="relationship")
    round_ = firm.round(WEEK)
    now = round_.due_at
    kpis.survey(stored, firm.workspace, kpis.scored(scores, now - timedelta(days=1)))
    store(firm, team, kpi)
    found = gather(stored, firm.workspace, round_.id, now, spread=True)
    told = as_json(EN, standings(stored, firm.workspace.id, now))
    known = document(reading(stored, firm.workspace, kpi, now), ())
    check_standing(found, told["objectives"])
    check_rows(found, {one["id"]: one for one in told["objectives"][0]["key_results"]}, known)
    check_kpi(found, known)


def store(firm: Company, team: list[tuple[dict[str, Any], list[tuple[float, int | None]], bool]], kpi: Kpi) -> None:
    objective = firm.objective()
    for number, (fields, said, driven) in enumerate(team):
        row = firm.key_result(
            objective, f"Key result {number}", **fields, kpi_id=kpi.id if driven else None, unit="points"
        )
        for week, (value, confidence) in enumerate(said):
            firm.check_in(row, value, week, confidence=confidence)


def check_standing(found: Digest, objectives: list[dict[str, Any]]) -> None:
    """The headline, and how many key results there are of each status."""
    score = objectives[0]["score"]
    said = digest(EN, found, ()).text
    assert (f"Progress {EN.percent(score)}" in said) if score is not None else ("No progress" in said)
    told = [one for objective in objectives for one in objective["key_results"]]
    expected = {one["expected"] for one in told} - {None}
    assert score is None or f"{EN.percent(*expected)} expected" in said
    shown = Counter("needs" if item.reasons else "rest" for item in found.key_results)
    assert shown == Counter("needs" if one["attention"] else "rest" for one in told)
    assert len(found.risks) == shown["needs"]
    for one in told:
        if "low_confidence" in [reason["code"] for reason in one["attention"]]:
            assert f"low confidence, {one['confidence']} of 10" in said


def check_rows(found: Digest, told: dict[str, dict[str, Any]], kpi: dict[str, Any]) -> None:
    tables = [block.to_dict()["rows"] for block in details(EN, found, ()).blocks if block.type == "table"]
    rows = [[cell["text"] for cell in row] for table in tables for row in table[1:]]
    assert {row[0] for row in rows} == told.keys()
    for short_id, _title, owner, value, progress, _pace, confidence, driven in rows:
        one = told[short_id]
        assert owner == one["owner"]
        assert one["value"] is None or EN.number(one["value"]) in value
        assert one["kind"] != "change" or EN.number(one["target"]) in value
        assert one["kind"] != "change" or one["progress"] is None or progress == EN.percent(one["progress"])
        assert confidence.partition(" ")[0] == ("—" if one["confidence"] is None else str(one["confidence"]))
        assert driven == (f"Nps {number(EN, kpi)}" if one["kpi"] else "—")


def check_kpi(found: Digest, kpi: dict[str, Any]) -> None:
    said = digest(EN, found, ()).text
    driven = any(item.kpi for item in found.key_results)
    assert ("KPIs:\n" in said) is driven
    if driven and kpi["value"] is not None and not kpi["too_few"]:
        assert f"Nps: {EN.number(rounded(kpi['value']))}\u00a0points (n\u00a0=\u00a0{EN.number(kpi['n'])}," in said


def number(text: Text, kpi: dict[str, Any]) -> str:
    if kpi["value"] is None:
        return text("kpis.no_data")
    if kpi["too_few"]:
        return text("kpis.too_few_answers", n=text.number(kpi["n"]))
    return f"{text.number(rounded(kpi['value']))}\u00a0points, {text('kpis.n', n=text.number(kpi['n']))}"
