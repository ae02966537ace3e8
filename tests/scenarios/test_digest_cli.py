"""okrbot digest: the newest digest of a team as files, nothing posted."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.rounds.opening import open_rounds
from storage.db import Database
from storage.deliveries import deliveries_of
from storage.people import find_workspaces
from tests.command import Run
from tests.contract import told

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TEAM = "Süd/Ost: «Забота» & *co*"
PLAN = """
teams:
  - name: "{team}"
    lead: U0ANNA
    members: [U0ANNA, U0BORIS]
    language: {language}
    timezone: UTC
    checkin: {{day: {day}, time: "00:00", zone: team, due_hours: 24}}
  - {{name: Later, lead: U0ANNA}}
cycles:
  - {{name: now, from: {first}, to: {last}}}
kpis:
  - {{name: "../NPS: 50 %?", formula: nps, survey: relationship, min_n: 2}}
  - {{name: "../nps; 50 %", formula: nps, survey: relationship, min_n: 2}}
objectives:
  - title: Customers recommend us
    team: "{team}"
    owner: U0ANNA
    cycle: now
    key_results:
      - {{title: "NPS <40> to 60", owner: U0ANNA, start: 40, target: 60, unit: points, kpi: "../NPS: 50 %?"}}
      - {{title: NPS again, owner: U0ANNA, start: 40, target: 60, unit: points, kpi: "../nps; 50 %"}}
      - {{title: "First \\e[31mresponse\\nin 2 hours", owner: U0BORIS, start: 6, target: 2, unit: h}}
"""
TEXTS = ["digest.txt", "details.txt", "agenda.txt"]


@pytest.fixture
def asked(run: Run, database_url: str, tmp_path: Path, language: str) -> Iterator[Run]:
    """A team has been asked today."""
    now = datetime.now(UTC)
    days = {"first": now.date() - timedelta(weeks=4), "last": now.date() + timedelta(weeks=8)}
    (tmp_path / "okrs.yaml").write_text(PLAN.format(team=TEAM, language=language, day=DAYS[now.weekday()], **days))
    last_week = (now - timedelta(days=7)).date()
    rows = "".join(f"{n},{score},{last_week}\n" for n, score in enumerate((10, 9, 10, 6)))
    (tmp_path / "answers.csv").write_text(f"id,score,when\n{rows}")
    columns = ("--score-column", "score", "--id-column", "id", "--time-column", "when", "--scale", "0-10")
    told(run, "okrs", "import", "okrs.yaml")
    told(run, "surveys", "import", "answers.csv", "--survey", "relationship", *columns)
    database = Database(database_url)
    with database.write() as session:
        while open_rounds(session, now):
            pass
    yield run
    with database.read() as session:
        assert deliveries_of(session, find_workspaces(session)[0].id) == []
    database.close()


@pytest.mark.parametrize(
    ("language", "answered", "table"), [("en", "0 of 2 answered", "Owner"), ("ru", "Ответили 0 из 2", "Кто ведёт")]
)
def test_it_writes_the_digest_and_what_stands_under_it_in_the_teams_language(
    asked: Run, tmp_path: Path, answered: str, table: str
) -> None:
    folder = tmp_path / "new" / "folder"
    for _ in range(2):
        document = told(asked, "digest", TEAM, "--out", str(folder))
    names = [Path(file).name for file in document["files"]]
    round_ = f"{TEAM} {datetime.now(UTC).date()}"
    assert document == {"team": TEAM, "round": round_, "files": [str(folder / name) for name in names]}
    assert names[:3] == TEXTS
    assert {"progress.png", "kpi-nps-50.png", "kpi-nps-50-2.png"} <= set(names)
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    assert all((folder / name).read_bytes().startswith(b"\x89PNG") for name in names[3:])
    digest, details, agenda = ((folder / name).read_text() for name in TEXTS)
    assert TEAM in digest
    assert answered in digest
    assert table in details
    assert "1.1  NPS <40> to 60" in details
    assert TEAM in agenda
    assert not [mark for mark in ("&lt;", "&amp;", "**", "`") if mark in digest + details + agenda]
    assert not [letter for letter in digest + details + agenda if letter < " " and letter != "\n"]
    assert re.search(r"^1\.3  First  \[31mresponse in 2 hours +U0BORIS", details, re.MULTILINE)


def test_it_prints_what_it_wrote(asked: Run, tmp_path: Path) -> None:
    done = asked("digest", TEAM, "--out", str(tmp_path))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:4] == [str(tmp_path / name) for name in (*TEXTS, "progress.png")]


def test_it_says_in_a_sentence_what_it_cannot_do(asked: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    (tmp_path / "taken" / "digest.txt").mkdir(parents=True)
    for words, sentence in (
        (("Latr", "--out", "here"), "Later"),
        (("Later", "--out", "here"), "was not asked for a check-in yet"),
        ((TEAM, "--out", "file"), "file cannot be written: File exists"),
        ((TEAM, "--out", "file/below"), "cannot be written: Not a directory"),
        ((TEAM, "--out", "taken"), "digest.txt cannot be written: Is a directory"),
        ((TEAM, "--out", "here", "--workspace", "T0NONE"), "T0NONE"),
    ):
        done = asked("digest", *words, "--json")
        assert (done.exit_code, done.stdout) == (1, ""), words
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
    assert (tmp_path / "file").read_text() == "kept"
    assert not (tmp_path / "here").exists()


def test_it_needs_a_folder(run: Run) -> None:
    assert run("digest", TEAM).exit_code == 2
