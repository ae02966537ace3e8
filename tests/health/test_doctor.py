"""`/okr doctor`: what the running bot says of itself, to those who can do something about it."""

import pytest

from bot.health.finding import Check
from storage.people import find_workspaces, person_by_slack_id
from tests.health.finding import TEAM, found
from tests.scenarios.asking import ask
from tests.scenarios.conftest import CHANNEL, Company, words


def test_it_says_that_all_is_well(company: Company) -> None:
    said = ask(company.slack, company.anna, "doctor")
    assert said.text == "All is well."
    assert "Slack accepts the bot token: workspace Local Slack" in words(said)
    assert said.ephemeral_to == "U0ANNA"
    checked = {check for check in Check if found(company, check)}
    # The socket stands for the app token; nobody installs the app, so nothing is encrypted.
    assert checked == set(Check) - {Check.APP_TOKEN, Check.ADDRESS, Check.KEYS}


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


def test_it_kills_markup_in_names(company: Company) -> None:
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        boris = person_by_slack_id(session, workspace.id, "U0BORIS")
        assert boris is not None
        boris.name, boris.unreachable = "<!channel>", "messages_tab_disabled"
        session.add(boris)
    said = words(ask(company.slack, company.anna, "doctor"))
    assert "All works, with 1 note." in said
    assert "&lt;!channel&gt; (messages_tab_disabled)" in said
