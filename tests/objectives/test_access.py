"""Who sees what: visibility of the objective, by who is looking."""

import pytest
from sqlmodel import Session

from bot.objectives.flow import standings, visible
from bot.people.access import rights
from bot.people.caller import Caller
from storage.kinds import Visibility
from storage.models import Person
from storage.people import ensure_person, set_members
from tests.objectives.rows import FIRST_FRIDAY, Company, company


@pytest.fixture
def firm(session: Session) -> Company:
    made = company(session)
    made.objective("Open")
    made.objective("Private", visibility=Visibility.TEAM)
    return made


def seen(firm: Company, person: Person) -> list[str]:
    found = standings(firm.session, firm.workspace.id, FIRST_FRIDAY)
    return [one.title for one in visible(found, rights(firm.session, Caller(firm.workspace, person)))]


def outsider(firm: Company, *, guest: bool = False, stranger: bool = False) -> Person:
    person = ensure_person(firm.session, firm.workspace.id, "U0OTHER")
    person.guest, person.stranger = guest, stranger
    firm.session.flush()
    return person


def test_it_shows_the_teams_own_to_its_lead_and_members(firm: Company) -> None:
    assert seen(firm, firm.anna) == seen(firm, firm.boris) == ["Open", "Private"]


def test_it_shows_only_what_is_open_to_other_teams(firm: Company) -> None:
    assert seen(firm, outsider(firm)) == ["Open"]


def test_it_shows_nothing_to_a_guest_of_no_team(firm: Company) -> None:
    assert seen(firm, outsider(firm, guest=True)) == []


def test_it_shows_a_guest_the_guests_team(firm: Company) -> None:
    guest = outsider(firm, guest=True)
    set_members(firm.session, firm.team, [guest])
    assert seen(firm, guest) == ["Open", "Private"]


def test_it_shows_what_one_owns_a_key_result_of(firm: Company) -> None:
    guest = outsider(firm, guest=True)
    firm.key_result(firm.objective("Theirs", visibility=Visibility.TEAM), owner_id=guest.id)
    assert seen(firm, guest) == ["Theirs"]


def test_it_shows_nothing_to_people_of_other_companies(firm: Company) -> None:
    stranger = outsider(firm, stranger=True)
    set_members(firm.session, firm.team, [stranger])
    assert seen(firm, stranger) == []
