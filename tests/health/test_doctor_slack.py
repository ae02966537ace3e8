"""What the doctor asks Slack, and what it makes of the pulse: nothing of this depends on the kind of database."""

from pathlib import Path

import pytest
import yaml

from bot.health.finding import Check, State, all_well
from bot.health.slack import NEEDED, OPTIONAL
from bot.localslack.web import Answer, Effect
from bot.localslack.workspace import SCOPES
from tests.health.finding import TEAM, found, one
from tests.scenarios.asking import ask
from tests.scenarios.conftest import Company, words

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("channel", "private", "archived", "member", "says"),
    [
        ("C0OLD", False, True, True, "health.channel_archived"),
        ("C0SECRET", True, False, False, "health.channel_not_found"),
        ("C0OPEN", False, False, False, "health.channel_not_joined"),
        ("C0NOWHERE", False, False, True, "health.channel_not_found"),
        ("C0MINE", True, False, True, "health.channels"),
    ],
    ids=["archived", "private", "public", "gone", "joined"],
)
def test_it_looks_at_the_channel_of_every_team(
    company: Company, channel: str, private: bool, archived: bool, member: bool, says: str
) -> None:
    if channel != "C0NOWHERE":
        company.slack.add_channel(channel, "x", private=private, archived=archived, bot_member=member)
    company.plan(TEAM.format(name="Sales", channel=channel))
    state, said, _ = one(company, Check.CHANNELS)
    assert (said, state) == (says, State.OK if says == "health.channels" else State.WRONG)


def test_it_notes_a_team_without_a_channel(company: Company) -> None:
    company.plan("teams: [{name: Sales, lead: U0ANNA}]")
    assert one(company, Check.CHANNELS) == (State.WARNING, "health.channel_none", "health.channel_none.fix")


def test_it_asks_slack_once_for_any_number_of_channels(company: Company) -> None:
    names = [f"C0TEAM{number}" for number in range(30)]
    for name in names:
        company.slack.add_channel(name, name.lower())
    company.plan("teams: [" + ", ".join(f"{{name: {name}, lead: U0ANNA, channel: {name}}}" for name in names) + "]")
    before = len(company.slack.ledger)
    assert one(company, Check.CHANNELS)[1] == "health.channels"
    assert [call.method for call in company.slack.ledger[before:]] == ["auth.test", "users.conversations"]


def test_it_tells_the_scopes_that_are_missing_and_what_for(company: Company) -> None:
    company.slack.scopes = SCOPES - {"im:history", "users:read.email"}
    needed, optional = found(company, Check.SCOPES)
    assert (needed.state, needed.values["scopes"]) == (State.WRONG, ["im:history"])
    assert (optional.state, optional.says) == (State.WARNING, "health.scope_email")
    said = words(ask(company.slack, company.anna, "doctor"))
    assert "okrbot needs: im:history" in said
    assert "Without users:read.email people cannot be named by e-mail" in said
    assert "paste manifest.yaml" in said


@pytest.mark.usefixtures("database_url")
def test_it_asks_for_the_scopes_of_the_manifest() -> None:
    manifest = yaml.safe_load(Path("manifest.yaml").read_text("utf-8"))
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == {*NEEDED, *OPTIONAL}


def test_it_says_that_the_token_is_refused(company: Company) -> None:
    async def revoked(_method: str, _args: object, _effect: Effect) -> Answer:
        return Answer({"ok": False, "error": "token_revoked"})

    company.slack.web.interposed = revoked
    assert one(company, Check.TOKEN) == (State.WRONG, "health.token_refused", "health.new_token")
    assert found(company, Check.CHANNELS) == []


def test_it_minds_a_clock_that_stands_and_a_socket_that_is_silent(company: Company) -> None:
    pulse = company.bot.context.pulse
    company.anna.slash("/okr help")  # the greeting came before it, and nothing comes after
    assert all_well(found(company, Check.TICK) + found(company, Check.SOCKET))
    really = pulse.clock
    pulse.clock = lambda: really() + 120
    assert one(company, Check.TICK) == (State.WRONG, "health.no_ticks", "health.no_ticks.fix")
    assert one(company, Check.SOCKET) == (State.WRONG, "health.no_socket", "health.no_socket.fix")
