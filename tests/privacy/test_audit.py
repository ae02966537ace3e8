"""The audit log: who did what, without what anybody answered."""

import json

from tests.command import Run
from tests.privacy.conftest import WORDS, Traces
from tests.scenarios.conftest import Company


def log(run: Run, *options: str) -> list[tuple[str | None, str, str]]:
    rows = json.loads(run("audit", "list", "--json", *options).stdout)["audit"]
    return [(row["actor"], row["action"], row["subject"]) for row in rows]


def test_it_tells_what_was_done_at_the_command_line_and_not_what_was_answered(
    company: Company, run: Run, traces: Traces
) -> None:
    traces(company)
    run("person", "export", "U0BORIS")
    run("okrs", "export")
    told = {(None, "plan_imported", "5"), (None, "plan_exported", "")}
    his = {(None, "person_exported", "U0BORIS"), ("U0BORIS", "app_installed", "U0BORIS")}
    assert set(log(run)) == told | his
    assert not [word for word in WORDS if word in run("audit", "list").stdout]
    run("person", "forget", "U0BORIS", "--yes")
    anybody = {(None, "person_exported", "someone"), ("someone", "app_installed", "someone")}
    assert set(log(run)) == told | anybody | {(None, "person_forgotten", "someone")}
    assert log(run, "--since", "2036-01-01") == []
    assert run("audit", "list", "--since", "soon").exit_code == 1
