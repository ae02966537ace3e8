"""A team is made and changed in Slack: by its lead and by admins, and by nobody else."""

from dataclasses import dataclass
from datetime import time
from typing import Any

import pytest

from bot.actions import NEW_KPI, NEW_TEAM, TEAM_SETTINGS
from bot.localslack.driver import Driver
from bot.localslack.socket import Ack
from bot.teams.fields import Field
from bot.teams.views import LABELS
from bot.text import Text, speak
from storage.changes import changes_of
from storage.models import Team
from storage.people import find_workspaces, members_of, person_by_slack_id, set_admins, team_by_name
from tests.scenarios.asking import answers, next_answer
from tests.scenarios.conftest import CHANNEL, Company, dispatch
from tests.scenarios.homes import SECTIONS, buttons, follows, go, look, make_admin

LANGUAGES = pytest.mark.parametrize("language", ["en", "ru"])


@dataclass
class Setting:
    """Somebody in the settings of their Home."""

    company: Company
    person: Driver
    text: Text

    def open(self, action_id: str) -> None:
        self.person.click_in_view(action_id)
        self.company.slack.wait(lambda: self.person.modal is not None)

    def fill(self, **entries: object) -> None:
        self.person.fill({self.text(LABELS[Field(name)]): value for name, value in entries.items()})

    def save(self, **entries: object) -> Ack:
        self.fill(**entries)
        return self.person.submit()

    @property
    def errors(self) -> dict[str, str]:
        return {block_id.partition(":")[0]: error for block_id, error in self.person.errors_by_block.items()}

    @property
    def says(self) -> str:
        assert self.person.modal is not None
        return str(self.person.modal["blocks"])


def settings_of(company: Company, person: Driver, language: str) -> Setting:
    look(company, person)
    go(company, person, SECTIONS[language].settings)
    return Setting(company, person, speak(language))


def team(company: Company, name: str = "Support") -> Team:
    with company.bot.context.database.read() as session:
        (workspace,) = find_workspaces(session)
        found = team_by_name(session, workspace.id, name)
    assert found is not None
    return found


def members(company: Company, name: str = "Support") -> list[str]:
    with company.bot.context.database.read() as session:
        return [person.slack_id for person in members_of(session, team(company, name).id)]


def met(company: Company, slack_id: str) -> None:
    """The bot comes to know somebody whom a form names."""

    def known() -> bool:
        with company.bot.context.database.read() as session:
            (workspace,) = find_workspaces(session)
            person = person_by_slack_id(session, workspace.id, slack_id)
            return person is not None and person.read_at is not None

    company.slack.wait(known)


def edits(company: Company, row: Team) -> list[tuple[str, str | None, str | None]]:
    with company.bot.context.database.read() as session:
        return [(one.field, one.before, one.after) for one in changes_of(session, row)]


def pressed(company: Company, person: Driver, action_id: str) -> dict[str, Any]:
    """A press of a button that the person was not shown."""
    place = company.slack.dm_of(person.id)
    replies = company.slack.replies.issue(place.id, person.id, None)
    return {
        "type": "block_actions",
        "team": {"id": company.slack.team_id},
        "user": {"id": person.id},
        "trigger_id": company.slack.triggers.issue(person.id),
        "response_url": f"{company.slack.base_url}response/{replies}",
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": "1", "action_ts": "1.0"}],
    }


def submission(company: Company, person: Driver) -> dict[str, Any]:
    """What Slack sends of the form that stands open."""
    assert person.modal is not None
    return {
        "type": "view_submission",
        "team": {"id": company.slack.team_id},
        "user": {"id": person.id},
        "trigger_id": "1.0",
        "view": {**person.modal, "state": {"values": person.values}},
    }


@LANGUAGES
def test_its_lead_changes_the_rule_the_people_and_the_digest(company: Company, language: str) -> None:
    company.slack.add_person("U0OLGA", "Olga", tz="Europe/Moscow")
    anna = settings_of(company, company.anna, language)
    assert NEW_TEAM not in buttons(anna.person)
    anna.open(TEAM_SETTINGS)
    assert anna.person.values["channel:0"]["team_channel"]["selected_conversation"] == CHANNEL
    anna.fill(members=["U0ANNA", "U0OLGA"])
    met(company, "U0OLGA")
    anna.save(name="Support <1>", day="thu", time="09:30", every="2", due_hours="8,5", remind="2", remind_again=None)
    assert anna.text("teams.changed", team="Support &lt;1&gt;") in anna.says
    found = team(company, "Support <1>")
    assert (found.weekday, found.at, found.every, found.due_hours, found.remind_hours) == (3, time(9, 30), 2, 8.5, [2])
    assert members(company, "Support <1>") == ["U0ANNA", "U0OLGA"]
    assert ("members", "U0ANNA U0BORIS", "U0ANNA U0OLGA") in edits(company, found)
    anna.person.close()
    follows(company, anna.person, "Support &lt;1&gt;")


def test_a_new_rule_moves_the_next_round(company: Company) -> None:
    anna = settings_of(company, company.anna, "en")
    anna.open(TEAM_SETTINGS)
    anna.save(time="12:00")
    company.at(10, 30)
    assert not company.boris.dm
    company.at(12)
    assert company.boris.dm


@LANGUAGES
def test_an_admin_makes_a_team_and_hears_that_the_bot_is_not_in_its_channel(company: Company, language: str) -> None:
    company.slack.add_channel("C0SALES", "sales", members=["U0BORIS"], bot_member=False)
    make_admin(company, company.boris)
    boris = settings_of(company, company.boris, language)
    boris.open(NEW_TEAM)
    boris.fill(lead="U0ANNA", members=["U0BORIS", "U0VERA"])
    met(company, "U0VERA")
    boris.save(name="Sales", channel="C0SALES", timezone="Berlin", name_missing=["yes"])
    company.slack.wait(lambda: "/invite" in boris.says)
    assert boris.text("teams.made", team="Sales") in boris.says
    found = team(company, "Sales")
    assert (found.channel, found.timezone, found.name_missing, found.weekday) == ("C0SALES", "Europe/Berlin", True, 4)
    assert members(company, "Sales") == ["U0BORIS", "U0VERA"]
    boris.person.close()
    follows(company, boris.person, "Sales")
    boris.open(NEW_TEAM)
    boris.save(name="sales 2", lead="U0BORIS")
    company.slack.wait(lambda: boris.text("health.channel_none", team="sales 2") in boris.says)


@LANGUAGES
def test_it_says_what_is_wrong_at_the_field(company: Company, language: str) -> None:
    company.slack.add_person("U0MAXIM", "Maxim", stranger=True)
    make_admin(company, company.boris)
    boris = settings_of(company, company.boris, language)
    boris.open(NEW_TEAM)
    boris.fill(lead="U0VERA", members=["U0MAXIM"])
    met(company, "U0MAXIM")
    boris.save(name="Support", due_hours="0", remind="3", remind_again="200", holidays="Mars")
    text = boris.text
    assert boris.errors == {
        "name": text("teams.name_taken"),
        "lead": text("teams.lead_guest"),
        "members": text("teams.member_gone", name="Maxim"),
        "due_hours": text("plan.too_small", value=0, gt=0),
        "remind_again": text("plan.too_large", value=200, le=168),
        "holidays": text("plan.bad_holidays", value="MARS"),
    }
    boris.fill(lead="U0MAX", members=[])
    met(company, "U0MAX")
    boris.save(name="Sales", due_hours="6", remind="3", remind_again="5", holidays="ru")
    assert boris.errors == {"lead": text("author.owner_gone")}
    boris.save(lead="U0ANNA")
    assert team(company, "Sales").holidays == "RU"


@LANGUAGES
def test_members_and_guests_have_no_way_to_settings(company: Company, language: str) -> None:
    for person in (company.boris, company.slack.person("U0VERA")):
        one = settings_of(company, person, language)
        assert {NEW_TEAM, TEAM_SETTINGS, NEW_KPI}.isdisjoint(buttons(person))
        for action_id, refusal in ((TEAM_SETTINGS, "access.set_up_team"), (NEW_TEAM, "access.set_up_company")):
            before = len(answers(company.slack, person))
            dispatch(company, pressed(company, person, action_id))
            assert next_answer(company.slack, person, before).text == one.text(refusal)


@LANGUAGES
def test_who_may_no_more_stores_nothing(company: Company, language: str) -> None:
    make_admin(company, company.boris)
    boris = settings_of(company, company.boris, language)
    boris.open(TEAM_SETTINGS)
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        set_admins(session, workspace.id, [])
    boris.save(name="Mine")
    assert boris.text("access.set_up_team") in boris.says
    assert team(company).name == "Support"


@LANGUAGES
def test_two_at_once_see_what_the_other_has_changed(company: Company, language: str) -> None:
    make_admin(company, company.boris)
    anna, boris = (settings_of(company, person, language) for person in (company.anna, company.boris))
    anna.open(TEAM_SETTINGS)
    boris.open(TEAM_SETTINGS)
    boris.save(day="mon", due_hours="9")
    anna.save(day="tue", time="11:00", due_hours="9")
    assert anna.text("author.changed", by="Boris") in anna.says
    assert (team(company).weekday, team(company).at) == (0, time(10))
    anna.save()
    assert (team(company).weekday, team(company).at, team(company).due_hours) == (0, time(11), 9)


def test_what_is_sent_twice_is_stored_once(company: Company) -> None:
    make_admin(company, company.boris)
    boris = settings_of(company, company.boris, "en")
    boris.open(NEW_TEAM)
    boris.fill(name="Sales", lead="U0BORIS")
    body = submission(company, boris.person)
    assert boris.text("teams.made", team="Sales") in dispatch(company, body).body
    assert boris.text("author.already_saved") in dispatch(company, body).body
    assert members(company, "Sales") == []
