"""The app is taken out of a workspace: nothing is sent or answered there, and what was stored goes in time."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.errors import UserError
from bot.installing.flow import come_back, erase_gone
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from bot.tick import tick
from storage.deliveries import deliveries_of
from storage.erasing import erase_workspace
from storage.kinds import DeliveryKind
from storage.models import metadata
from storage.people import find_workspaces
from tests.installing.conftest import NOW, Provider
from tests.scenarios.conftest import PLAN

FRIDAY = NOW + timedelta(minutes=5)
"""Ten o'clock for Anna, in Moscow; Boris has time."""


@pytest.fixture
def installed(provider: Provider) -> Provider:
    """In both companies, each with its team and its check-in on Friday at ten."""
    for company, team in ((provider.slack, "T0LOCAL"), (provider.other, "T0OTHER")):
        provider.browser().install(team, "U0ANNA")
        company.add_channel("C0SUPPORT", "support", members=["U0ANNA", "U0BORIS"])
        with provider.bot.context.database.write() as session:
            (workspace,) = find_workspaces(session, team)
            store_plan(session, workspace, read_tree(PLAN.replace("LANGUAGE", "en")), None, NOW - timedelta(days=1))
    provider.bot.refresh()
    return provider


def to(provider: Provider, instant: datetime) -> None:
    provider.clock.move_to(instant)
    tick(provider.bot.context, instant)


def event(provider: Provider, team: str, told: dict[str, Any], at: datetime | None = None) -> int:
    """As Slack sends it; the status of the ack."""
    happened = int((at or provider.clock()).timestamp())
    body = {"type": "event_callback", "team_id": team, "event_id": f"Ev{happened}", "event_time": happened}
    return provider.bot.app.dispatch(BoltRequest(body={**body, "event": told}, mode="socket_mode")).status


def asked(provider: Provider) -> tuple[int, int]:
    """How many prompts are owed in either company."""
    with provider.bot.context.database.read() as session:
        prompts = [
            len([one for one in deliveries_of(session, workspace.id) if one.kind is DeliveryKind.PROMPT])
            for workspace in (*find_workspaces(session, "T0LOCAL"), *find_workspaces(session, "T0OTHER"))
        ]
    first, second = prompts
    return first, second


OUT = {"type": "app_uninstalled"}


@pytest.mark.timeout(120)
def test_nobody_is_asked_there_from_then_on_and_everybody_elsewhere(installed: Provider) -> None:
    assert event(installed, "T0LOCAL", OUT) == 200
    to(installed, FRIDAY)
    assert asked(installed) == (0, 1)
    assert installed.token("T0LOCAL") is None
    with pytest.raises(UserError, match=r"clients\.not_installed"):
        installed.bot.clients.of("T0LOCAL")


@pytest.mark.timeout(120)
def test_what_was_owed_is_not_sent_there_and_is_elsewhere(installed: Provider) -> None:
    to(installed, FRIDAY)
    event(installed, "T0LOCAL", OUT)
    installed.bot.sender.drain()
    assert [len(one.person("U0ANNA").dm) for one in (installed.slack, installed.other)] == [0, 2]
    installed.browser().install("T0LOCAL", "U0ANNA")
    installed.bot.sender.drain()
    assert len(installed.slack.person("U0ANNA").dm) == 2  # the greeting, and the prompt that can still be answered


@pytest.mark.timeout(120)
def test_installed_again_in_time_everything_is_back_and_asked(installed: Provider) -> None:
    event(installed, "T0LOCAL", OUT)
    to(installed, FRIDAY + timedelta(hours=1))
    installed.browser().install("T0LOCAL", "U0ANNA")
    to(installed, FRIDAY + timedelta(hours=2))
    assert asked(installed) == (1, 1)
    assert installed.workspace("T0LOCAL").uninstalled_at is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_slack_tells_late_does_not_undo_a_new_installation(installed: Provider) -> None:
    before = installed.clock()
    installed.clock.move_to(before + timedelta(minutes=1))
    installed.browser().install("T0LOCAL", "U0ANNA")
    event(installed, "T0LOCAL", OUT, before)
    assert installed.workspace("T0LOCAL").uninstalled_at is None
    assert installed.token("T0LOCAL")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_revoked_bot_token_is_the_same_and_a_persons_token_nothing(installed: Provider) -> None:
    event(installed, "T0LOCAL", {"type": "tokens_revoked", "tokens": {"oauth": ["U0ANNA"]}})
    assert installed.token("T0LOCAL")
    event(installed, "T0LOCAL", {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0OKRBOT"]}})
    assert installed.token("T0LOCAL") is None
    assert installed.workspace("T0LOCAL").uninstalled_at == installed.clock()


def rows(provider: Provider, workspace_id: int) -> dict[str, list[tuple[Any, ...]]]:
    with provider.bot.context.database.read() as session:
        mine = [one for one in metadata.sorted_tables if "workspace_id" in one.columns]
        return {
            one.name: [
                tuple(row) for row in session.execute(one.select().where(one.c.workspace_id == workspace_id)).all()
            ]
            for one in mine
        }


@pytest.mark.timeout(120)
def test_its_data_is_deleted_after_the_stated_days_and_nobody_elses(installed: Provider) -> None:
    to(installed, FRIDAY)
    first, second = installed.workspace("T0LOCAL").id, installed.workspace("T0OTHER").id
    kept = rows(installed, second)
    event(installed, "T0LOCAL", OUT)
    installed.clock.move_to(FRIDAY + timedelta(days=30))
    installed.bot.tidy()
    assert any(rows(installed, first).values())
    installed.clock.move_to(FRIDAY + timedelta(days=30, seconds=1))
    installed.bot.tidy()
    assert not any(rows(installed, first).values())
    assert rows(installed, second) == kept
    with installed.bot.context.database.read() as session:
        assert [one.slack_id for one in find_workspaces(session)] == ["T0OTHER"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_erasing_takes_every_table_that_there_is(installed: Provider) -> None:
    """Whatever refers to whatever: keys are checked."""
    to(installed, FRIDAY)
    with installed.bot.context.database.write() as session:
        for workspace in find_workspaces(session):
            erase_workspace(session, workspace.id)
        assert find_workspaces(session) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_is_being_installed_again_is_not_erased(installed: Provider) -> None:
    database, late = installed.bot.context.database, FRIDAY + timedelta(days=31)
    event(installed, "T0LOCAL", OUT)
    with database.write() as returning:
        (workspace,) = find_workspaces(returning, "T0LOCAL")
        come_back(returning, workspace, late)
        returning.flush()
        with database.write() as erasing:
            assert erase_gone(erasing, late, timedelta(days=30)) is None
    assert installed.workspace("T0LOCAL").uninstalled_at is None
