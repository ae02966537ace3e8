"""okrbot hooks and okrbot keys rotate."""

import json
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlmodel import select

from bot.keys import Keys
from storage.audit import noted
from storage.db import Database
from storage.models import Hook
from storage.people import find_workspaces
from tests.command import Run
from tests.contract import lite
from tests.hooks.conftest import KEY

__all__ = ["lite"]
NEW = ("create", "--survey", "relationship", "--scale", "0-10")


@pytest.fixture
def keyed(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("OKRBOT_SECRET_KEY", KEY)
    monkeypatch.setenv("OKRBOT_URL", "https://okrbot.example.com")
    return lambda *words: run("hooks", *words)


def told(run: Run, *words: str) -> dict[str, Any]:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_makes_lists_and_revokes_a_hook(keyed: Run, database_url: str) -> None:
    made = told(keyed, *NEW, "--comment-field", "why", "--inverted")
    assert made["url"] == f"https://okrbot.example.com/hooks/{made['id']}"
    assert made["fields"] == {"score": "score", "id": "id", "time": "time", "comment": "why"}
    assert (made["signature"], made["header"], made["scale"], made["inverted"]) == ("standard", None, "0-10", True)
    assert made["secret"].startswith("whsec_")
    (listed,) = told(keyed, "list")["hooks"]
    assert listed == {name: value for name, value in made.items() if name != "secret"}
    assert told(keyed, "revoke", made["id"])["state"] == "revoked"
    database = Database(database_url)
    with database.read() as session:
        (place,) = find_workspaces(session)
        assert [row.action.value for row in noted(session, place.id)] == ["hook_added", "hook_revoked"]
        assert made["secret"] not in session.exec(select(Hook)).one().secret
    database.close()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("create", "--survey", "new"), 1, "--scale 0-10"),
        ((*NEW, "--score-field", "a..b"), 1, "a..b"),
        ((*NEW, "--signature", "hmac-sha256-hex", "--header", "a: b"), 2, "--header"),
        ((*NEW, "--signature", "md5"), 2, "--signature"),
        ((*NEW, "--timezone", "Mars"), 2, "--timezone"),
        (("revoke", "nobody"), 1, "nobody"),
    ],
)
def test_it_says_what_is_wrong(
    lite: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, sentence: str
) -> None:
    monkeypatch.setenv("OKRBOT_SECRET_KEY", KEY)
    done = lite("hooks", *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert sentence in done.stderr


def test_it_makes_none_without_a_key(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OKRBOT_SECRET_KEY", raising=False)
    done = run("hooks", *NEW)
    assert (done.exit_code, "OKRBOT_SECRET_KEY" in done.stderr) == (1, True)


def test_a_new_key_seals_its_secret_again(
    keyed: Run, run: Run, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = told(keyed, *NEW)["secret"]
    newest = Fernet.generate_key().decode()
    monkeypatch.setenv("OKRBOT_SECRET_KEY", f"{newest},{KEY}")
    assert run("keys", "rotate").exit_code == 0
    database = Database(database_url)
    with database.read() as session:
        assert Keys([newest]).open(session.exec(select(Hook)).one().secret) == secret
    database.close()
