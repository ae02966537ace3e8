"""People are read from Slack: new ones before the first tick, for a while; all now and then, until the bot ends."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from bot.health.pulse import Pulse
from bot.people.job import meet, refresh
from storage.people import ensure_person, find_workspaces
from tests.scenarios.conftest import Company

NEW = ("U0LENA", "U0OLEG", "U0PYOTR")


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.fixture
def grown(company: Company) -> Company:
    """Two days later, with three people whom nobody has read yet."""
    company.clock.move_to(company.clock() + timedelta(days=2))
    for slack_id in NEW:
        company.slack.add_person(slack_id, slack_id, tz="Asia/Tokyo")
        with company.bot.context.database.write() as session:
            (workspace,) = find_workspaces(session)
            ensure_person(session, workspace.id, slack_id)
    return company


def unread(company: Company) -> int:
    return sum(company.person(slack_id).read_at is None for slack_id in NEW)


def test_new_people_are_read_and_nobody_again(grown: Company) -> None:
    before = grown.person("U0ANNA").read_at
    meet(grown.bot.context, grown.bot.clients)
    assert (unread(grown), grown.person("U0LENA").timezone) == (0, "Asia/Tokyo")
    assert grown.person("U0ANNA").read_at == before


def test_the_start_waits_for_very_many_no_longer_than_a_minute(grown: Company) -> None:
    seconds = count(0, 20)
    hurried = replace(grown.bot.context, pulse=Pulse(lambda: float(next(seconds))))
    meet(hurried, grown.bot.clients)
    assert unread(grown) == 1


def test_everybody_is_read_again_unless_the_bot_ends(grown: Company) -> None:
    before = grown.person("U0ANNA").read_at
    grown.bot.context.pulse.leaving = True
    refresh(grown.bot.context, grown.bot.clients)
    assert (unread(grown), grown.person("U0ANNA").read_at) == (3, before)
    grown.bot.context.pulse.leaving = False
    refresh(grown.bot.context, grown.bot.clients)
    assert (unread(grown), grown.person("U0ANNA").read_at) == (0, grown.clock())
