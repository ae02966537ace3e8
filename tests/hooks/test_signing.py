"""Only what is signed is taken, and only for a while."""

import json
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import UserError
from bot.hooks import flow
from storage.kinds import Signature
from storage.models import Hook
from storage.people import find_workspaces, new_workspace
from tests.hooks.conftest import ANSWER, Tool

BODY = json.dumps(ANSWER).encode()
KINDS = [(Signature.STANDARD, ""), (Signature.BASE64, "Typeform-Signature"), (Signature.HEX, "X-Signature-256")]


@pytest.mark.parametrize(("signature", "header"), KINDS)
def test_it_takes_what_is_signed(lite: Tool, signature: Signature, header: str) -> None:
    lite.make(signature=signature, header=header)
    assert lite.post(BODY).status_code == 200


@pytest.mark.parametrize(("signature", "header"), KINDS)
def test_it_takes_nothing_that_is_not(lite: Tool, signature: Signature, header: str) -> None:
    lite.make(signature=signature, header=header)
    right = lite.sign(BODY)
    names = list(right)
    wrong = [{}, lite.sign(BODY + b" "), *({**right, name: ""} for name in names), {**right, names[-1]: "v1,AAAA"}]
    wrong += [{**right, names[-1]: "é".encode("latin-1").decode("latin-1")}, {**right, names[-1]: "sha256="}]
    encoded = [{name: value.encode("latin-1") for name, value in headers.items()} for headers in wrong]
    told = [lite.post(BODY, headers) for headers in encoded]  # type: ignore[arg-type]
    assert {answer.status_code for answer in told} == {401}
    assert lite.n == 0


def test_it_takes_either_signature_while_a_secret_changes(lite: Tool) -> None:
    right = lite.sign(BODY)
    several = {**right, "webhook-signature": f"v1,AAAA v1a,BBBB {right['webhook-signature']}"}
    assert lite.post(BODY, several).status_code == 200


@pytest.mark.parametrize("minutes", [-6, 6])
def test_it_takes_nothing_from_another_time(lite: Tool, minutes: int) -> None:
    at = lite.now + timedelta(minutes=minutes)
    told = lite.post(BODY, lite.sign(BODY, at))
    assert (told.status_code, "5 minutes" in told.json()["detail"]) == (401, True)


@pytest.mark.parametrize("stamp", ["soon", "9" * 400, "-1", "1e9", "٣"])
def test_it_takes_no_odd_timestamps(lite: Tool, stamp: str) -> None:
    headers = {**lite.sign(BODY), "webhook-timestamp": stamp.encode("utf-8")}
    assert lite.post(BODY, headers).status_code == 401  # type: ignore[arg-type]


def test_it_takes_a_replay_as_what_is_known(lite: Tool) -> None:
    headers = lite.sign(BODY)
    first, again = lite.post(BODY, headers), lite.post(BODY, headers)
    assert (first.json()["imported"], again.json()["imported"], again.json()["duplicates"]) == (1, 0, 1)
    lite.later(timedelta(minutes=6))
    assert lite.post(BODY, headers).status_code == 401


def test_it_takes_the_tools_own_secret(lite: Tool) -> None:
    lite.make(secret="a secret of theirs", signature=Signature.HEX, header="X-SmartSurvey-Signature")
    assert (lite.secret, lite.post(BODY).status_code) == ("a secret of theirs", 200)
    with pytest.raises(UserError, match=r"hooks\.bad_secret"):
        lite.make(secret="short", signature=Signature.HEX)


def test_it_takes_nothing_at_a_revoked_address(lite: Tool) -> None:
    with lite.database.write() as session:
        flow.revoke(session, lite.workspace.id, lite.hook.address, lite.now)
    assert lite.post(BODY).status_code == 404
    lite.hook = replace_address(lite)
    assert lite.post(BODY).status_code == 404


def replace_address(tool: Tool) -> Hook:
    return tool.hook.model_copy(update={"address": "nobody"})


def test_it_opens_no_hook_with_another_key(lite: Tool) -> None:
    lite.settings.__dict__["okrbot_secret_key"] = ()
    told = lite.post(BODY)
    assert (told.status_code, told.headers["retry-after"]) == (503, "30")


def test_it_keeps_companies_apart(lite: Tool) -> None:
    with lite.database.write() as session:
        other = new_workspace(session, "en", "UTC", "T2")
        with pytest.raises(UserError, match=r"hooks\.unknown"):
            flow.revoke(session, other.id, lite.hook.address, lite.now)
    first, secret = lite.hook, lite.secret
    lite.workspace = other
    lite.make()
    lite.secret = secret
    assert lite.post(BODY).status_code == 401
    lite.hook = first
    assert lite.post(BODY).status_code == 200
    with lite.database.read() as session:
        assert [place.slack_id for place in find_workspaces(session)] == ["T1", "T2"]


def test_it_stores_no_secret_in_clear_and_logs_none(lite: Tool, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        lite.post(BODY)
        lite.post(BODY, {})
    assert lite.secret not in lite.hook.secret
    assert not any(lite.secret in record.getMessage() or "fine" in record.getMessage() for record in caplog.records)
    assert replace(lite.wanted).secret == ""
