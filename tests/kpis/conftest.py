from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from tests.kpis.command import ANSWERS, Run, written


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
