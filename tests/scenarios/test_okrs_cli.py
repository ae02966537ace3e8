"""okrbot okrs import, export and show, through the command line."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from bot.cli import okrs
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from storage.db import Database
from storage.kinds import Source
from storage.models import CheckIn, KeyResult, Objective, Workspace

Run = Callable[..., Result]
PLAN = """
teams:
  - {name: Support, channel: C0SUPPORT, lead: U0LEAD, members: [U0ANNA, U0BORIS], timezone: Europe/Moscow}
  - {name: Sales, lead: U0LEAD}
cycles:
  - {name: 2026-Q4, from: 2026-10-01, to: 2026-12-31}
kpis:
  - {name: nps, title: NPS, formula: nps, survey: relationship, window: 90d, min_n: 30}
objectives:
  - title: Лидер отрасли
    team: Support
    owner: U0LEAD
    cycle: 2026-Q4
    key_results:
      - {title: NPS с 40 до 60, owner: U0ANNA, start: 40, target: 60, unit: points, kpi: nps}
      - {title: Решено сразу, owner: U0ANNA, maintain: {min: 85}, unit: "%"}
      - {title: Академия, owner: U0BORIS, milestones: [план, 4 модуля]}
    initiatives:
      - {title: Портал, owner: U0BORIS}
  - {title: "=1+1", team: Sales, owner: U0LEAD, cycle: 2026-Q4}
"""


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `okrbot okrs` in a folder of its own, on SQLite and on PostgreSQL."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OKRBOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    return lambda *words: CliRunner().invoke(okrs.app, list(words))


@pytest.fixture
def plan(tmp_path: Path) -> str:
    return written(tmp_path, PLAN)


def written(folder: Path, plan: str) -> str:
    (folder / "okrs.yaml").write_text(plan, encoding="utf-8")
    return str(folder / "okrs.yaml")


def objectives(database_url: str) -> int:
    database = Database(database_url)
    with database.read() as session:
        count = len(session.exec(select(Objective)).all())
    database.close()
    return count


def test_it_imports_and_says_that_nobody_was_checked(run: Run, plan: str) -> None:
    done = run("import", plan)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "key results: 3 new, 0 changed, 0 the same" in done.stdout
    assert "not checked" in done.stdout


def test_it_answers_an_import_with_one_json_document(run: Run, plan: str) -> None:
    said = json.loads(run("import", plan, "--json").stdout)
    assert said["key_results"] == {"new": 3, "changed": 0, "same": 0}
    assert (said["checked"], said["dry_run"]) == (False, False)


def test_it_stores_nothing_on_a_dry_run(run: Run, plan: str, database_url: str) -> None:
    done = run("import", plan, "--dry-run")
    assert done.exit_code == 0
    assert "Nothing was stored" in done.stdout
    assert objectives(database_url) == 0


def test_it_names_every_mistake_on_stderr_and_stores_nothing(run: Run, tmp_path: Path, database_url: str) -> None:
    done = run("import", written(tmp_path, PLAN.replace("start: 40", "start: 60").replace("85", "much")), "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "line 15, objectives.key_results.target: start and target are the same" in done.stderr
    assert "line 16, objectives.key_results.maintain.min: “much” is not a number" in done.stderr
    assert objectives(database_url) == 0


def test_it_speaks_russian_where_that_is_set(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_LANGUAGE", "ru")
    done = run("import", written(tmp_path, "teams:\n- name: A"))
    assert "okrs.yaml, строка 2, teams.lead: это поле обязательно, а его нет." in done.stderr


@pytest.mark.parametrize(("path", "sentence"), [("no.yaml", "There is no file"), (".", "is not a plain file")])
def test_it_says_what_is_no_file(run: Run, path: str, sentence: str) -> None:
    done = run("import", path)
    assert done.exit_code == 1
    assert sentence in done.stderr


@pytest.mark.parametrize("content", ["Привет".encode("cp1251"), b"\x00\xff\xfe"])
def test_it_refuses_what_is_no_text(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "okrs.yaml").write_bytes(content)
    done = run("import", str(tmp_path / "okrs.yaml"))
    assert done.exit_code == 1
    assert "UTF-8" in done.stderr


def test_it_exports_what_imports_again_unchanged(run: Run, plan: str, tmp_path: Path) -> None:
    run("import", plan)
    exported = run("export").stdout
    done = json.loads(run("import", written(tmp_path, exported), "--json").stdout)
    assert {counts["new"] + counts["changed"] for counts in done.values() if isinstance(counts, dict)} == {0}
    assert run("export").stdout == exported


def test_it_exports_json_that_imports_as_well(run: Run, plan: str, tmp_path: Path) -> None:
    run("import", plan)
    exported = run("export", "--json").stdout
    assert json.loads(exported)["objectives"][0]["title"] == "Лидер отрасли"
    assert run("import", written(tmp_path, exported)).exit_code == 0


def test_it_exports_a_table_without_live_formulas(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path, PLAN.replace("Лидер отрасли", "'=cmd()'")))
    header, first, *_ = run("export", "--csv").stdout.splitlines()
    assert header.startswith("id,objective,key_result,")
    assert first.startswith("1.1,'=cmd(),NPS с 40 до 60,Support,2026-Q4,U0ANNA,change,points,40.0,60.0,")


def test_it_shows_what_scripts_rely_on(run: Run, plan: str) -> None:
    run("import", plan)
    first, second = json.loads(run("show", "--json").stdout)["objectives"]
    assert list(first) == [
        *("id", "title", "level", "team", "owner", "cycle", "parent", "score", "status", "key_results", "initiatives"),
    ]
    assert (first["id"], first["team"], first["owner"], first["status"]) == ("1", "Support", "U0LEAD", "no_data")
    nps, fcr, academy = first["key_results"]
    assert set(nps) == {
        *("id", "title", "owner", "kind", "unit", "start", "target", "value", "progress", "confidence", "pace"),
        *("expected", "attention", "forecast", "kpi"),
    }
    assert (nps["id"], nps["kind"], nps["start"], nps["target"], nps["kpi"]) == ("1.1", "change", 40, 60, "nps")
    assert (nps["value"], nps["progress"], nps["pace"], nps["forecast"]) == (None, None, None, None)
    assert (fcr["kind"], fcr["min"], fcr["max"]) == ("maintain", 85, None)
    assert [step["title"] for step in academy["steps"]] == ["план", "4 модуля"]
    assert first["initiatives"] == [{"title": "Портал", "owner": "U0BORIS", "state": "open", "key_result": None}]
    assert second["key_results"] == []


def test_it_shows_progress_and_reasons(run: Run, plan: str, database_url: str) -> None:
    run("import", plan)
    database, now = Database(database_url), datetime.now(UTC)
    with database.write() as session:
        row = session.exec(select(KeyResult).where(KeyResult.number == 1)).one()
        answer = CheckIn(
            workspace_id=row.workspace_id,
            key_result_id=row.id,
            person_id=row.owner_id,
            value=64,
            confidence=2,
            source=Source.MODAL,
            at=now,
            as_of=now,
        )
        session.add(answer)
    database.close()
    found = json.loads(run("show", "--team", "Support", "--json").stdout)["objectives"][0]
    assert (found["score"], found["status"], found["key_results"][0]["progress"]) == (1, "needs_attention", 1.2)
    assert found["key_results"][0]["attention"] == [{"code": "low_confidence", "text": "low confidence"}]


def test_it_shows_one_team_only(run: Run, plan: str) -> None:
    run("import", plan)
    assert [one["team"] for one in json.loads(run("show", "--team", "Sales", "--json").stdout)["objectives"]] == [
        "Sales"
    ]


def test_it_offers_the_nearest_team(run: Run, plan: str) -> None:
    run("import", plan)
    done = run("show", "--team", "Suport")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Did you mean “Support”?" in done.stderr


def test_it_shows_lines_for_people(run: Run, plan: str) -> None:
    run("import", plan)
    assert "1.1  NPS с 40 до 60  no check-in yet  from 40 to 60\u00a0points" in run("show").stdout


def test_it_says_what_to_do_where_nothing_is_stored(run: Run) -> None:
    assert "okrbot okrs import" in run("show").stdout


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch, run: Run) -> Iterator[LocalSlack]:
    """A token is set, and Slack knows Anna and the channel."""
    del run
    with LocalSlack(Clock(datetime(2026, 11, 27, tzinfo=UTC))) as local:
        local.add_person("U0ANNA", "Anna", email="anna@example.com")
        local.add_channel("C0SUPPORT", "support", members=["U0ANNA"])
        monkeypatch.setenv("SLACK_BOT_TOKEN", local.bot_token)
        monkeypatch.setenv("SLACK_API_URL", local.api_url)
        yield local


def test_it_checks_people_and_channels_with_slack(
    run: Run, slack: LocalSlack, tmp_path: Path, database_url: str
) -> None:
    plan = written(tmp_path, "teams: [{name: Support, lead: anna@example.com, channel: '#support'}]")
    assert "were checked with Slack" in run("import", plan).stdout
    exported = run("export", "--json", "--workspace", slack.team_id).stdout
    (team,) = json.loads(exported)["teams"]
    assert (team["lead"], team["channel"]) == ("U0ANNA", "C0SUPPORT")
    database = Database(database_url)
    with database.read() as session:
        assert [row.slack_id for row in session.exec(select(Workspace))] == [slack.team_id]
    database.close()


@pytest.mark.usefixtures("slack")
def test_it_names_whom_slack_does_not_know(run: Run, tmp_path: Path) -> None:
    plan = written(tmp_path, "teams:\n- name: Support\n  lead: U0NOBODY\n  channel: '#nowhere'")
    done = run("import", plan)
    assert "line 3, teams.lead: Slack knows no person “U0NOBODY”" in done.stderr
    assert "line 4, teams.channel: Slack shows no channel “#nowhere”" in done.stderr


def test_it_refuses_to_check_one_workspace_with_the_token_of_another(run: Run, slack: LocalSlack, plan: str) -> None:
    done = run("import", plan, "--workspace", "T0OTHER")
    assert done.exit_code == 1
    assert slack.team_id in done.stderr
