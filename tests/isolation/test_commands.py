"""Every command of the command line, asked about one workspace beside its mirror."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli.main import app
from bot.keys import new_key
from tests.command import Run, written
from tests.isolation.conftest import Mirrored
from tests.isolation.mirror import MARK, VALUE
from tests.isolation.test_walks import unexplained
from tests.isolation.watching import watching
from tests.scenarios.roles import BOARD

ANSWERS = "id,when,score\n1,2026-10-12,10\n2,2026-10-13,4\n"
ROWS = {
    "tickets": "id,created,solved\n1,2026-10-12 10:00,2026-10-12 12:00\n",
    "customers": "id,start,end\n1,2026-01-12,\n",
    "orders": "id,customer,time,amount\n1,1,2026-10-12,10\n",
    "reviews": "id,time,score\n1,2026-10-12,5\n",
    "values": "date,value\n2026-10-12,5\n",
}
KPIS = "kpis:\n  - {name: nps, title: Taken, formula: value}\n"
ELSEWHERE = {
    ("run",): "serves all workspaces; the other tests are about it",
    ("demo",): "makes a workspace of its own",
    ("manifest",): "asks no database",
    ("keys", "new"): "asks no database",
    ("keys", "rotate"): "all workspaces share their keys; it reads nothing but ciphertext",
    ("db", "upgrade"): "is about the database as a whole, for its operator",
    ("db", "backup"): "the same",
    ("db", "restore"): "the same",
    ("db", "check"): "the same",
}
"""Commands that are asked about no workspace."""

REFUSED = (("doctor",), ("hooks", "revoke"), ("digest",))
"""There is no Slack to ask, no such address, and the story's Friday is not today."""


def walked(folder: Path) -> dict[tuple[str, ...], list[str]]:
    """What each command is called with."""
    found: dict[tuple[str, ...], list[str]] = {
        ("doctor",): [],
        ("digest",): ["Support", "--out", str(folder / "digest")],
        ("okrs", "import"): [written(folder / "plan.yaml", BOARD.replace("MARK", "BOARD"))],
        ("okrs", "export"): ["--json"],
        ("okrs", "show"): ["--json"],
        ("kpi", "define"): [written(folder / "kpis.yaml", KPIS)],
        ("kpi", "list"): ["--json"],
        ("kpi", "show"): ["nps", "--json"],
        ("surveys", "import"): [written(folder / "answers.csv", ANSWERS), "--survey", "relationship"],
        ("checkins", "list"): ["--json"],
        ("deliveries", "list"): ["--json"],
        ("person", "export"): ["U0OWEN"],
        ("person", "forget"): ["U0OWEN", "--yes"],
        ("audit", "list"): ["--json"],
        ("tokens", "create"): ["sheet"],
        ("tokens", "list"): ["--json"],
        ("tokens", "revoke"): ["1"],
        ("hooks", "create"): ["--survey", "pulse", "--scale", "0-10"],
        ("hooks", "list"): ["--json"],
        ("hooks", "revoke"): ["nobodys"],
    }
    for table, rows in ROWS.items():
        more = ["--kpi", "nps"] if table == "values" else []
        found[table, "import"] = [written(folder / f"{table}.csv", rows), *more]
    return found


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The names of all of them, whatever group they stand in."""
    if not hasattr(group, "commands"):
        yield path
        return
    for name, inside in group.commands.items():
        yield from commands(inside, (*path, name))


@pytest.mark.timeout(200)
def test_no_command_reaches_the_mirror(
    mirrored: Mirrored, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OKRBOT_SECRET_KEY", new_key())
    here = ["--workspace", mirrored.company.slack.team_id]
    wrong: list[str] = []
    with watching(mirrored.company.bot.context.database, mirrored.other) as watch:
        for words, more in walked(tmp_path).items():
            told = run(*words, *more, *(here if words != ("doctor",) else []))
            if told.exit_code and words not in REFUSED:
                wrong.append(f"{words} failed: {told.stderr[:300]} {told.exception}")
            if MARK in told.output or str(int(VALUE)) in told.output:
                wrong.append(f"{words} told of the mirror")
            if mirrored.of_the_other() != mirrored.others:
                wrong.append(f"{words} changed the mirror")
    assert not wrong, "\n".join(wrong)
    assert not watch.crossed, "\n\n".join(sorted(watch.crossed))
    assert not (loose := unexplained(watch)), "\n\n".join(loose)
    assert not [file for file in tmp_path.rglob("*.txt") if MARK in file.read_text("utf-8")]


def test_every_command_is_walked_or_is_about_no_workspace(tmp_path: Path) -> None:
    assert set(commands(typer.main.get_command(app))) == {*walked(tmp_path), *ELSEWHERE}
