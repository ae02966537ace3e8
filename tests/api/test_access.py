"""Who may read, and what."""

import hashlib
import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.api import tokens
from bot.errors import UserError
from storage.audit import noted
from storage.models import ApiToken, Workspace
from storage.people import find_workspaces
from tests.api.conftest import Reading
from tests.command import Run

PATHS = ("/okrs", "/checkins", "/kpis", "/kpis/nps", "/teams", "/cycles", "/digests/Support")


@pytest.mark.parametrize("path", PATHS)
def test_it_lets_in_nobody_without_a_good_token(lite: Reading, path: str) -> None:
    good = lite.token()
    wrong = ["", "Bearer", "Bearer ", f"Basic {good}", f"Bearer {good}x", f"Bearer {good[:-1]}", "Bearer okr_é"]
    for header in wrong:
        answer = lite.client.get(path, headers={"Authorization": header.encode()})
        assert (answer.status_code, answer.json()["status"]) == (401, 401), header
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert lite.get(path, good).status_code == 200


def test_it_lets_in_no_token_that_is_over(reading: Reading) -> None:
    lasting, short = reading.token(), reading.token(days=1)
    reading.later(timedelta(hours=23))
    assert reading.get("/teams", short).status_code == 200
    reading.later(timedelta(hours=1))
    assert reading.get("/teams", short).status_code == 401
    with reading.database.write() as session:
        (place,) = find_workspaces(session, "T1")
        row = session.exec(select(ApiToken).where(ApiToken.workspace_id == place.id)).first()
        assert row is not None
        tokens.revoke(session, place.id, row.id, reading.now)
    assert reading.get("/teams", lasting).status_code == 401


def test_it_lets_in_nobody_once_the_app_was_taken_out(lite: Reading) -> None:
    token = lite.token()
    with lite.database.write() as session:
        place = session.exec(select(Workspace).where(Workspace.slack_id == "T1")).one()
        place.uninstalled_at = lite.now
    assert lite.get("/okrs", token).status_code == 401


def test_it_shows_one_company_nothing_of_another(reading: Reading) -> None:
    first, second = (reading.token(slack_id, private=True) for slack_id in ("T1", "T2"))
    told = {token: " ".join(json.dumps(reading.told(path, token)) for path in PATHS) for token in (first, second)}
    assert ("Of another company" in told[first], "Of another company" in told[second]) == (False, True)
    assert ("other" in told[first], "live" in told[second]) == (False, False)
    counts = [len(reading.told("/checkins", token)["checkins"]) for token in (first, second)]
    assert counts == [5, 5]


def test_it_lists_and_revokes_only_ones_own_tokens(lite: Reading) -> None:
    lite.token("T2")
    with lite.database.write() as session:
        mine, other = find_workspaces(session)
        assert tokens.documents(session, mine.id, lite.now) == []
        (row,) = tokens.documents(session, other.id, lite.now)
        with pytest.raises(UserError, match=r"tokens\.unknown"):
            tokens.revoke(session, mine.id, row["id"], lite.now)


def test_it_shows_what_is_private_to_a_team_only_where_allowed(reading: Reading) -> None:
    open_, private = reading.token(), reading.token(private=True)
    told = " ".join(reading.get(path, open_).text for path in (*PATHS, "/okrs?cycle=now"))
    tables = " ".join(reading.get(path, open_, format="csv").text for path in PATHS[:2])
    assert "Secret" not in told + tables
    assert [one["parent"] for one in reading.told("/okrs", open_)["objectives"]] == [None]
    assert [one["parent"] for one in reading.told("/okrs", private)["objectives"]] == ["2", None]
    assert {one["key_result"] for one in reading.told("/checkins", open_)["checkins"]} == {"1.1", "1.2", "1.3", "1.4"}
    assert "2.1" in {one["key_result"] for one in reading.told("/checkins", private)["checkins"]}
    assert len(reading.told("/digests/Support", open_)["objectives"]) == 1


def test_it_writes_down_its_use_once_an_hour(reading: Reading) -> None:
    token = reading.token()

    def used() -> object:
        with reading.database.read() as session:
            return session.exec(select(ApiToken)).one().used_at

    reading.get("/teams", token)
    first = used()
    reading.later(timedelta(minutes=59))
    reading.get("/teams", token)
    assert used() == first
    reading.later(timedelta(minutes=2))
    reading.get("/teams", token)
    assert used() == reading.now


def test_it_keeps_only_a_hash(lite: Reading, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        token = lite.token()
        lite.get("/okrs", token)
        lite.get("/okrs", f"{token}x")
    assert token.startswith(tokens.PREFIX)
    assert not any(token in record.getMessage() for record in caplog.records)
    with lite.database.read() as session:
        kept = session.execute(text("SELECT * FROM api_token")).mappings().one()
    assert token not in str(dict(kept))
    assert kept["digest"] == hashlib.sha256(token.encode()).hexdigest()


def test_it_answers_a_token_so_often_and_tells_when_again(lite: Reading) -> None:
    token, other = lite.token(), lite.token()
    told = [lite.get("/cycles", token).status_code for _ in range(121)]
    assert (set(told[:120]), told[120]) == ({200}, 429)
    refused = lite.get("/cycles", token)
    assert (refused.headers["retry-after"], "120" in refused.json()["detail"]) == ("1", True)
    assert lite.get("/cycles", other).status_code == 200
    lite.later(timedelta(seconds=1))
    assert [lite.get("/cycles", token).status_code for _ in range(3)] == [200, 200, 429]


def test_commands_make_list_and_revoke_tokens(reading: Reading, run: Run) -> None:
    def told(*words: str) -> dict[str, Any]:
        done = run("tokens", *words, "--json", "--workspace", "T1")
        assert done.exit_code == 0, done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    made = told("create", "Sheet", "--private", "--expires", "30")
    token = str(made.pop("token"))
    assert reading.get("/okrs", token).status_code == 200
    (listed,) = told("list")["tokens"]
    assert {name: listed[name] for name in ("name", "private", "state")} == {
        "name": "Sheet", "private": True, "state": "active",
    }  # fmt: skip
    assert listed["used"] is not None
    assert token not in run("tokens", "list", "--workspace", "T1").stdout
    assert told("revoke", str(made["id"]))["state"] == "revoked"
    assert reading.get("/okrs", token).status_code == 401
    with reading.database.read() as session:
        (place,) = find_workspaces(session, "T1")
        actions = [(row.action.value, row.subject) for row in noted(session, place.id)]
    assert actions[-2:] == [("token_added", f"{made['id']} Sheet"), ("token_revoked", f"{made['id']} Sheet")]
