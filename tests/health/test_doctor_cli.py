"""`okrbot doctor`: before the bot runs, or when it does not."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import Result

from bot.app import build
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.people.job import adopt
from storage.db import Database, sqlite_url
from tests.command import Run
from tests.scenarios.conftest import settings


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalSlack]:
    """With its tokens in the environment."""
    with LocalSlack(Clock(datetime.now(UTC))) as local:
        monkeypatch.setenv("SLACK_API_URL", local.api_url)
        monkeypatch.setenv("SLACK_APP_TOKEN", local.app_token)
        yield local


@pytest.fixture
def doctor(slack: LocalSlack, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
    return lambda *words: run("doctor", *words)


def states(result: Result) -> dict[str, str]:
    return {check["check"]: check["state"] for check in json.loads(result.stdout)["checks"]}


def test_it_exits_with_0_when_all_is_well(doctor: Run, slack: LocalSlack, database_url: str, tmp_path: Path) -> None:
    bot = build(settings(slack, database_url, tmp_path), lambda: datetime.now(UTC))
    adopt(bot.context, bot.client)
    bot.talkers.shutdown()
    bot.context.database.close()
    result = doctor("--json")
    assert result.exit_code == 0, result.stdout
    assert set(states(result).values()) == {"ok"}
    assert set(states(result)) == {
        "settings", "database", "migration", "token", "scopes", "app_token", "channels", "deliveries", "waiting",
        "paused", "people",
    }  # fmt: skip
    told = doctor()
    assert told.exit_code == 0
    assert told.stdout.splitlines()[-1] == "All is well."


def test_it_says_each_thing_in_a_sentence_with_its_fix(doctor: Run, slack: LocalSlack) -> None:
    slack.app_token = "xapp-another"
    result = doctor()
    assert result.exit_code == 1
    said = result.stdout.splitlines()
    assert "Wrong  Slack refuses SLACK_APP_TOKEN: invalid_auth." in said
    assert said[said.index("Wrong  Slack refuses SLACK_APP_TOKEN: invalid_auth.") + 1].startswith(
        "       → Under Basic"
    )
    assert said[-1] == "1 thing needs a hand."


def test_it_names_all_settings_that_are_malformed_or_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_TIMEZONE", "Mars")
    monkeypatch.setenv("PORT", "door")
    monkeypatch.setenv("SLACK_APP_TOKEN", "token")
    result = run("doctor", "--json")
    assert result.exit_code == 1
    malformed, missing = (check["says"] for check in json.loads(result.stdout)["checks"])
    assert all(name in malformed for name in ("OKRBOT_TIMEZONE", "PORT", "SLACK_APP_TOKEN"))
    assert missing == "Not set: SLACK_BOT_TOKEN."


def test_it_looks_at_the_rest_where_tokens_are_missing(run: Run) -> None:
    result = run("doctor", "--json")
    assert states(result)["settings"] == "wrong"
    assert states(result)["migration"] == "ok"
    assert "token" not in states(result)


def test_it_says_that_the_database_does_not_answer(doctor: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:secret@127.0.0.1:9/d")
    result = doctor("--json")
    assert result.exit_code == 1
    assert states(result) == {
        "settings": "ok", "database": "wrong", "token": "ok", "scopes": "ok", "app_token": "ok",
    }  # fmt: skip
    assert "secret" not in result.stdout


def test_it_says_that_slack_cannot_be_reached_once(doctor: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    result = doctor()
    assert result.exit_code == 1
    assert result.stdout.count("Slack cannot be reached at http://127.0.0.1:9/api/") == 1


def test_it_changes_no_old_database(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("OKRBOT_DATA_DIR", str(tmp_path / "new"))
    result = run("doctor")
    assert "The tables are not those of this version" in result.stdout
    assert "okrbot db upgrade" in result.stdout
    database = Database(sqlite_url(tmp_path / "new"))
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    database.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_says_where_data_cannot_be(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("OKRBOT_DATA_DIR", "/proc/nowhere")
    result = run("doctor")
    assert result.exit_code == 1
    assert "/proc/nowhere" in result.stdout


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_speaks_russian(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_LANGUAGE", "ru")
    assert "Неисправно  Не задано: SLACK_BOT_TOKEN, SLACK_APP_TOKEN." in run("doctor").stdout


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_prints_one_document(doctor: Run) -> None:
    told = json.loads(doctor("--json").stdout)
    assert told["ok"] is True
    assert set(told["checks"][0]) == {"check", "state", "says", "fix"}
