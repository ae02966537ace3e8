"""What calls `okrbot`, and a survey's file to call it on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app

Run = Callable[..., Result]
ANSWERS = """id;when;score;plan;say
1;12.10.2026 09:00;10 - Extremely likely;EU;=SUM(1)
2;13.10.2026 23:30;9;US;
3;14.10.2026;NA;EU;
4;14.10.2026;6;EU;-1
5;14.10.2026;7,5;US;=x
6;14.10.2026;11;US;
"""
COLUMNS = ("--score-column", "score", "--time-column", "when", "--id-column", "id", "--segment-column", "plan")


def written(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def imported(run: Run, file: str, *options: str) -> Result:
    return run("surveys", "import", file, "--survey", "relationship", *options)


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `okrbot` in a folder of its own, on SQLite and on PostgreSQL."""
    return at_command(database_url, tmp_path, monkeypatch)


def at_command(database_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OKRBOT_DATA_DIR", str(folder))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("OKRBOT_TIMEZONE", "Europe/Moscow")
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    return lambda *words: CliRunner().invoke(app, list(words))


@pytest.fixture
def answers(tmp_path: Path) -> str:
    return written(tmp_path / "answers.csv", ANSWERS)
