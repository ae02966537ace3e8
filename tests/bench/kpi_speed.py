"""How fast a KPI is read: NPS of 52 weeks over ten million answers, beside DuckDB counting the same answers.

The answers are made by one formula in both databases, ours get their histogram by `okrbot db check --repair`, and both
must come to the same counts. Measured is everything from the definition to the numbers with their intervals; of DuckDB
only its query, in an open database, on all cores. The goal is that of a chart's 52 points; one number over all of them,
for which DuckDB groups nothing, stands beside it.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from bot.kpis import flow
from bot.kpis.definition import KpiDefinition
from bot.kpis.windows import Step
from storage.checked import repair, wrong_surveys
from storage.db import Database
from storage.kpis import Days
from storage.people import new_workspace
from storage.schema import upgrade
from storage.surveys import ensure_survey
from tests.bench import Row

MANY, FEW = 10_000_000, 1_000_000
RUNS = 9
FIRST, LAST = date(2025, 9, 29), date(2026, 9, 27)
NOW = datetime(2026, 9, 27, 12, tzinfo=UTC)
MIXED = "(i * 2246822519) % 4294967291"
"""Scatters the number of an answer over its day, score and segment: a million of them come to each of the bins."""
FILL = f"""
WITH RECURSIVE numbers(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < ?),
    mixed AS (SELECT i, {MIXED} AS m FROM numbers)
INSERT INTO survey_answer (workspace_id, survey_id, key, score, at, day, segment, respondent, comment)
SELECT 1, 1, printf('id:%08d', i), m % 11, date('{FIRST}', (m / 11 % 364) || ' days') || ' 12:00:00.000000',
    date('{FIRST}', (m / 11 % 364) || ' days'), substr('EUUSAP', m / 4004 % 3 * 2 + 1, 2), '', '' FROM mixed
"""  # noqa: S608 - texts of our own
DUCK = f"""
CREATE TABLE answer AS SELECT 1 AS survey_id, (m % 11)::DOUBLE AS score,
    DATE '{FIRST}' + (m // 11 % 364)::INTEGER AS day, substr('EUUSAP', (m // 4004 % 3 * 2 + 1)::INTEGER, 2) AS segment
FROM (SELECT {MIXED} AS m FROM range({{n}}) AS numbers(i))
"""  # noqa: S608
NPS = "sum((score >= 9)::INTEGER) - sum((score <= 6)::INTEGER), count(*)"
PICKED = f"FROM answer WHERE survey_id = 1 AND day BETWEEN '{FIRST}' AND '{LAST}'"
YEAR = f"SELECT {NPS} {PICKED}"
WEEKS = f"SELECT {NPS}, date_trunc('week', day) AS week {PICKED} GROUP BY week ORDER BY week"
Read = Callable[[], list[int]]


@dataclass(frozen=True)
class Reads:
    """The NPS of 52 weeks as one number, and of each of them; each returns how many answers there were."""

    year: Read
    weeks: Read


def run() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        many, few = _ours(Path(folder, "many.db"), MANY), _ours(Path(folder, "few.db"), FEW)
        duck = _duck(Path(folder, "many.duckdb"), MANY)
        if (many.year(), many.weeks()) != (duck.year(), duck.weeks()):
            raise RuntimeError("the two databases do not count the same answers")
        yield from _compared("NPS of each of 52 weeks", many.weeks, few.weeks, duck.weeks, 0.1)
        yield from _compared("NPS of 52 weeks as one number", many.year, few.year, duck.year, None)


def _compared(name: str, many: Read, few: Read, duck: Read, limit: float | None) -> Iterator[Row]:
    runs = [(_seconds(many), _seconds(few), _seconds(duck)) for _ in range(RUNS)]
    yield Row("4", f"{name}, 10 million answers", tuple(mine * 1000 for mine, _, _ in runs), None, "ms")
    yield Row("4", "the same, against DuckDB", tuple(mine / other for mine, _, other in runs), limit)
    yield Row("5", "the same, against 1 million answers", tuple(mine / less for mine, less, _ in runs), 1.2)


def _ours(file: Path, n: int) -> Reads:
    database = Database(f"sqlite:///{file}")
    upgrade(database.engine)
    with database.write() as session:
        workspace = new_workspace(session, "en", "UTC", "T1")
        survey = ensure_survey(session, workspace.id, "relationship", 0, 10)
        definition = KpiDefinition.model_validate({"name": "nps", "formula": "nps", "survey": "relationship"})
        kpi = flow.define(session, workspace.id, definition, NOW)
    _fill(file, n)
    repair(database, survey)
    if wrong_surveys(database):
        raise RuntimeError("the histogram is not what the answers add up to")

    def year() -> list[int]:
        with database.read() as session:
            return [flow.reading(session, workspace, kpi, NOW, days=Days(FIRST, LAST)).estimate.n]

    def weeks() -> list[int]:
        with database.read() as session:
            points = flow.series(session, workspace, kpi, NOW, FIRST, LAST, Step.WEEK)
        return [point.estimate.n for point in points]

    return Reads(year, weeks)


def _fill(file: Path, n: int) -> None:
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute(FILL, (n,))
    raw.commit()
    raw.close()


def _duck(file: Path, n: int) -> Reads:
    connection = duckdb.connect(str(file))
    connection.execute(DUCK.format(n=n))

    def ask(query: str) -> list[int]:
        return [row[1] for row in connection.execute(query).fetchall()]

    return Reads(partial(ask, YEAR), partial(ask, WEEKS))


def _seconds(read: Read) -> float:
    started = perf_counter()
    read()
    return perf_counter() - started
