"""`/okr doctor`: what the running bot says of itself, to those who can do something about it."""

from datetime import timedelta

import pytest

from bot.health.finding import Check, State
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Delivery
from storage.people import find_workspaces, person_by_slack_id
from tests.health.finding import TEAM, found, one
from tests.scenarios.asking import ask
from tests.scenarios.conftest import CHANNEL, Company, words


def owed(company: Company, state: DeliveryState, age: timedelta, error: str = "") -> None:
    """A delivery that was due so long ago."""
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        row = Delivery(
            workspace_id=workspace.id, kind=DeliveryKind.DIGEST, key=f"{state}-{age}", target=CHANNEL, state=state,
            due=company.clock() - age, error=error,
        )  # fmt: skip
        session.add(row)


def test_it_says_that_all_is_well(company: Company) -> None:
    said = ask(company.slack, company.anna, "doctor")
    assert said.text == "All is well."
    assert "Slack accepts the bot token: workspace Local Slack" in words(said)
    assert said.ephemeral_to == "U0ANNA"
    checked = {check for check in Check if found(company, check)}
    assert checked == set(Check) - {Check.APP_TOKEN}  # which the socket stands for


@pytest.mark.parametrize("language", ["ru"])
def test_it_says_so_in_russian(company: Company) -> None:
    company.slack.add_channel("C0OLD", "old", archived=True)
    company.plan(TEAM.format(name="Sales", channel="C0OLD"))
    said = ask(company.slack, company.anna, "проверка")
    assert said.text == "Нужно исправить: 1 пункт."
    assert "*Неисправно:* Дайджест команды Sales не отправить: канал <#C0OLD> в архиве." in words(said)


def test_it_tells_nothing_to_those_who_are_not_in_charge(company: Company) -> None:
    said = ask(company.slack, company.boris, "doctor")
    assert "for team leads and admins" in said.text
    assert "database" not in words(said)


def test_it_says_what_to_do_about_a_channel_it_is_not_in(company: Company) -> None:
    company.slack.conversations[CHANNEL].members.remove(company.slack.bot_user_id)
    said = words(ask(company.slack, company.anna, "doctor"))
    assert "1 thing needs a hand." in said
    assert "the team Support cannot be posted: okrbot is not in the channel <#C0SUPPORT>" in said
    assert "type /invite @okrbot" in said


def test_it_says_that_the_workspace_is_paused(company: Company) -> None:
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        workspace.paused_by = "account_inactive"
        session.add(workspace)
    assert one(company, Check.PAUSED) == (State.WRONG, "health.paused", "health.new_token")


@pytest.mark.parametrize(
    ("minutes", "state"), [(5, State.OK), (15, State.WARNING), (90, State.WRONG)], ids=["5", "15", "90"]
)
def test_it_minds_what_waits_for_long(company: Company, minutes: int, state: State) -> None:
    owed(company, DeliveryState.PENDING, timedelta(minutes=minutes))
    owed(company, DeliveryState.PENDING, timedelta(minutes=-300))
    assert one(company, Check.WAITING)[0] is state


def test_it_does_not_mind_what_was_sent(company: Company) -> None:
    owed(company, DeliveryState.SENT, timedelta(days=2))
    assert one(company, Check.WAITING)[0] is State.OK
    assert one(company, Check.DELIVERIES)[0] is State.OK


@pytest.mark.parametrize(
    ("error", "fix"),
    [
        ("not_in_channel", "health.invite"),
        ("is_archived", "health.unarchive"),
        ("restricted_action", "health.allow_posting"),
        ("missing_scope: im:write", "health.reinstall"),
        ("invalid_arguments", "health.parked.fix"),
    ],
)
def test_it_tells_the_last_refusal_of_the_week_with_its_fix(company: Company, error: str, fix: str) -> None:
    owed(company, DeliveryState.PARKED, timedelta(days=6), error="older")
    owed(company, DeliveryState.PARKED, timedelta(hours=20), error=error)
    (finding,) = found(company, Check.DELIVERIES)
    assert (finding.state, finding.fix, finding.values["error"]) == (State.WARNING, fix, error)
    said = words(ask(company.slack, company.anna, "doctor"))
    assert f"Digest, to <#C0SUPPORT>, due on Thursday, November 26, 13:55; the answer was {error}." in said


def test_it_forgets_refusals_of_long_ago(company: Company) -> None:
    owed(company, DeliveryState.PARKED, timedelta(days=8), error="not_in_channel")
    owed(company, DeliveryState.EXPIRED, timedelta(days=8))
    assert one(company, Check.DELIVERIES)[0] is State.OK


def test_it_tells_what_came_too_late(company: Company) -> None:
    owed(company, DeliveryState.EXPIRED, timedelta(days=1))
    assert one(company, Check.DELIVERIES)[1] == "health.expired"


def test_it_names_who_cannot_be_reached(company: Company) -> None:
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        boris = person_by_slack_id(session, workspace.id, "U0BORIS")
        assert boris is not None
        boris.name, boris.unreachable = "<Boris>", "messages_tab_disabled"
        session.add(boris)
    assert one(company, Check.PEOPLE)[0] is State.WARNING
    said = words(ask(company.slack, company.anna, "doctor"))
    assert "All works, with 1 note." in said
    assert "&lt;Boris&gt; (messages_tab_disabled)" in said
