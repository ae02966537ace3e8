"""Everything that is said of a file passes Slack's own types, in both languages."""

import pytest

from bot.imports.views import CHANGE, IMPORT, KIND
from bot.localslack.conversations import Message
from storage.kinds import ImportKind
from tests.localslack.typescript import NO_NODE, captured, compile_payloads, has_node
from tests.scenarios.conftest import Company
from tests.scenarios.files import now, nps_file, send, wait

pytestmark = [pytest.mark.node, pytest.mark.skipif(not has_node(), reason=NO_NODE)]

KPIS = """
kpis:
  - {name: media, title: Media, formula: value, min_n: 1}
"""
WIDE = ",".join(f"column {number} {'x' * 90}" for number in range(120)).encode() + b"\n1" + b"," * 119 + b"\n"


@pytest.fixture(params=["en", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    return code


def changed(company: Company, message: Message, action: str) -> Message:
    """Presses a button and waits for another look of the message."""
    company.anna.click(message, action)
    wait(company, lambda: now(company, message).edited_ts != message.edited_ts)
    return now(company, message)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_sends_only_what_slack_takes(company: Company) -> None:
    company.plan(KPIS)
    known = send(company, "november.csv", nps_file(), "survey: relationship")
    company.open_form(company.anna, CHANGE, known)
    company.anna.close()
    changed(company, known, IMPORT)
    for kind in ImportKind:
        asked = changed(company, send(company, "x" * 200 + ".csv", WIDE), f"{KIND}{kind}")
        company.open_form(company.anna, CHANGE, asked)
        company.anna.close()
    calls = company.slack.ledger
    assert [call for call in calls if not call.response["ok"]] == []
    sent = list(captured(calls))
    assert {"chat.postMessage", "chat.update", "views.open"} <= {one.name.split()[1] for one in sent}
    assert compile_payloads(sent) == []
