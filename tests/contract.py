"""Files in, numbers out, through the command line: what the tests of the contract share."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from storage.db import Database
from storage.facts import SurveyAnswer
from tests.command import Run, at_command, written

SHARED = Path(__file__).parents[2] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real files is not beside the repository")


@pytest.fixture
def lite(sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `okrbot` in a folder of its own, on SQLite alone."""
    return at_command(sqlite_database, tmp_path, monkeypatch)


def told(run: Run, *words: str) -> dict[str, Any]:
    """The JSON document of a command that succeeds."""
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output or repr(result.exception)
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def taken_in(run: Run, kind: str, file: str, *words: str) -> dict[str, Any]:
    """What an import answers; its counts add up."""
    found = told(run, kind, "import", file, *words)
    parts = ("imported", "updated", "duplicates", "skipped", "rejected")
    assert found["rows"] == sum(found[part] for part in parts)
    assert found["missing_score"] <= found["imported"]
    assert len(found["errors"]) == found["rejected"]
    return found


def answered(run: Run, file: str, score: str, scale: str, *words: str) -> dict[str, Any]:
    return taken_in(run, "surveys", file, "--survey", "s", "--score-column", score, "--scale", scale, *words)


def defined(run: Run, name: str = "k", **fields: Any) -> None:
    """JSON is YAML."""
    file = written(
        Path("kpi.yaml"), json.dumps({"kpis": [{"name": name, "title": name, **fields}]}, ensure_ascii=False)
    )
    result = run("kpi", "define", file)
    assert result.exit_code == 0, result.output or repr(result.exception)


def shown(run: Run, *words: str, name: str = "k") -> dict[str, Any]:
    return told(run, "kpi", "show", name, *words)


def figure(run: Run, *words: str, **fields: Any) -> dict[str, Any]:
    """A KPI defined and shown at once; of the survey `s` where nothing else is said."""
    defined(run, **fields)
    return shown(run, *words)


def interval(found: dict[str, Any]) -> tuple[float | None, float | None]:
    return found["low"], found["high"]


def scores(url: str) -> list[float | None]:
    """The scores that a database holds, from low to high, those of no answer last."""
    database = Database(url)
    with database.read() as session:
        found = [*session.execute(select(col(SurveyAnswer.score))).scalars()]
    database.close()
    return sorted(found, key=lambda score: (score is None, score))
