"""okrbot person export: everything, in names that a reader knows."""

import json
import stat
from datetime import datetime
from pathlib import Path

from tests.command import Run
from tests.privacy.conftest import BLOCKER, FILE, NOTE, REPLY, TYPED, Traces
from tests.scenarios.conftest import Company


def test_it_writes_everything_that_is_stored_about_a_person(company: Company, run: Run, traces: Traces) -> None:
    traces(company)
    found = json.loads(run("person", "export", "U0BORIS").stdout)
    stored = found["stored"]
    assert (found["person"], found["workspace"]) == ("U0BORIS", company.slack.team_id)
    assert [(row["key_result"], row["note"], row["blocker"]) for row in stored["check_in"]] == [
        ("1.2 First response in 2 hours", NOTE, BLOCKER),
        ("1.2 First response in 2 hours", REPLY, BLOCKER),
    ]
    assert [row["title"] for row in stored["key_result"]] == ["First response in 2 hours"]
    assert stored["draft"][0]["typed"]["note"] == TYPED
    assert FILE in stored["dropped_file"][0]["words"]
    assert stored["away"][0]["first"] == "2026-12-24"
    assert {"prompt", "receipt", "reply", "file", "thanks"} == {row["kind"] for row in stored["delivery"]}
    assert [row["team"] for row in stored["team_member"]] == ["Support"]
    assert datetime.fromisoformat(stored["check_in"][0]["at"]).utcoffset() is not None


def test_it_tells_of_the_words_of_others_only_who_and_when(company: Company, run: Run, traces: Traces) -> None:
    traces(company)
    stored = json.loads(run("person", "export", "U0BORIS").stdout)["stored"]
    (thanks,) = stored["check_in_thanks_to"]
    assert (thanks.pop("person"), thanks.pop("thanks_to")) == ("U0ANNA", "U0BORIS")
    assert list(thanks) == ["at"]
    assert "NPS" not in json.dumps(stored)


def test_it_writes_a_file_that_nobody_else_reads(company: Company, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "boris.json"
    done = run("person", "export", "U0BORIS", "--out", str(file))
    assert done.stdout == f"Written: {file}\n"
    assert json.loads(file.read_text())["person"] == company.boris.id
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("person", "export", "U0BORIS", "--out", str(tmp_path)).exit_code == 1
    refused = run("person", "export", "U0NOBODY")
    assert refused.exit_code == 1
    assert "Nothing is stored about U0NOBODY" in refused.stderr
