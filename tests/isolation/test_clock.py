"""What the bot says on its own initiative, and what other programs read, beside the mirror."""

import json

import pytest
from fastapi.testclient import TestClient

from bot.api import tokens
from bot.api.site import api
from tests.isolation.conftest import Mirrored
from tests.isolation.mirror import MARK, VALUE
from tests.isolation.test_walks import unexplained
from tests.isolation.watching import watching
from tests.scenarios.conftest import CHANNEL, words


@pytest.mark.timeout(200)
def test_prompts_reminders_and_digests_hold_nothing_of_the_mirror(mirrored: Mirrored) -> None:
    company = mirrored.company
    for hour in (13, 15, 16, 18):
        company.at(hour)
    said = [message for place in company.slack.conversations.values() for message in place.messages]
    asked = json.dumps([call.args for call in company.slack.ledger], default=str, ensure_ascii=False)
    told = "\n".join(map(words, said)) + asked
    assert any("answered" in message.text for message in company.posts)
    assert company.slack.conversations[CHANNEL].messages
    assert MARK not in told
    assert str(int(VALUE)) not in told


PATHS = ("/okrs", "/checkins", "/kpis", "/kpis/nps", "/teams", "/cycles", "/digests/Support", "/digests/BOARD_Board")


@pytest.mark.timeout(100)
def test_the_api_reads_nothing_of_the_mirror(mirrored: Mirrored) -> None:
    context = mirrored.company.bot.context
    with context.database.write() as session:
        _, token = tokens.create(session, 1, "sheet", context.clock(), private=True)
    client = TestClient(api(context))
    with watching(context.database, mirrored.other) as watch:
        answers = [client.get(path, headers={"Authorization": f"Bearer {token}"}) for path in PATHS]
    assert {one.status_code for one in answers} <= {200, 404}
    assert answers[0].json()["objectives"]
    assert not any(MARK in one.text or str(int(VALUE)) in one.text for one in answers)
    assert not watch.crossed, "\n\n".join(sorted(watch.crossed))
    assert not (loose := unexplained(watch)), "\n\n".join(loose)
