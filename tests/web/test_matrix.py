"""Roles and actions over HTTP: the site hands on to the same dispatch, and nothing leaks on the way."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from slack_bolt import BoltResponse

from bot.localslack.socket import Envelope
from tests.scenarios import matrix as matrices
from tests.scenarios.cells import CELLS
from tests.scenarios.conftest import Company
from tests.scenarios.matrix import Matrix, Registered
from tests.scenarios.test_access_matrix import matrix, registered, wrong

__all__ = ["matrix", "registered"]
ROLES = "GXT"
"""The guest, the colleague of another company, and the stranger of another workspace."""
FEW = sorted(CELLS)[::6]


@pytest.fixture(autouse=True)
def over_http(registered: Registered, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once what is listened to is known: a signed request instead of a call; all that follows its ack is waited for."""
    assert registered.ids
    followed: list[object] = []
    straight = company.bot.homes.acted

    def acted(payload: Mapping[str, Any]) -> None:
        straight(payload)
        followed.append(payload)

    monkeypatch.setattr(company.bot.homes, "acted", acted)
    monkeypatch.setattr(matrices, "dispatch", _sending(followed))


def _sending(followed: list[object]) -> Callable[[Company, Mapping[str, Any]], BoltResponse]:
    def send(company: Company, body: Mapping[str, Any]) -> BoltResponse:
        kind = Envelope.EVENTS_API if "event" in body else Envelope.INTERACTIVE
        kind = Envelope.SLASH_COMMANDS if "command" in body else kind
        before = len(followed)
        ack = company.slack.run(company.slack.socket.deliver(kind, dict(body)))
        company.slack.wait(lambda: len(followed) > before)
        return BoltResponse(status=200 if ack.arrived else 500, body=json.dumps(ack.body) if ack.body else "")

    return send


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", ROLES)
def test_it_holds_over_http(matrix: Matrix, role: str) -> None:
    assert list(wrong(matrix, role, FEW)) == []
