"""okrbot tickets | customers | orders | reviews | values import, through the command line."""

import json
from pathlib import Path

import pytest

from bot.cli.tables import FIELDS
from storage.imports.kinds import KINDS
from storage.kinds import ImportKind
from tests.command import Run, written

TICKETS = "id,created,solved\n1,2026-10-05 10:00,2026-10-06 10:00\n2,2026-10-05,\n3,never,\n"


@pytest.mark.parametrize("kind", list(KINDS))
def test_it_lists_the_fields_in_its_help(kind: ImportKind) -> None:
    told = FIELDS[kind]
    assert [field.name for field in KINDS[kind].fields if field.name not in told] == []


def test_it_takes_columns_that_are_called_like_fields(run: Run, tmp_path: Path) -> None:
    result = run("tickets", "import", written(tmp_path / "t.csv", TICKETS), "--json")
    found = json.loads(result.stdout)
    assert (found["rows"], found["imported"], found["rejected"], found["columns"]["solved"]) == (3, 2, 1, "solved")
    assert result.exit_code == 0
    assert "1 row was rejected." in result.stderr
