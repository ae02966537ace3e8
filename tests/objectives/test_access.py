"""Who sees what: visibility of the objective, by who is looking."""

import pytest
from sqlmodel import Session

from bot.objectives.flow import standings, visible
from bot.objectives.history import Edited, history
from bot.people.access import rights
from bot.people.caller import Caller
from storage.changes import change
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


def test_it_tells_the_number_of_a_parent_only_to_who_may_see_the_parent(firm: Company) -> None:
    private = firm.objective("Above", visibility=Visibility.TEAM)
    firm.objective("Below", parent_id=private.id)
    told = {}
    for person in (firm.anna, outsider(firm)):
        found = visible(
            standings(firm.session, firm.workspace.id, FIRST_FRIDAY),
            rights(firm.session, Caller(firm.workspace, person)),
        )
        told[person.slack_id] = next(one.parent for one in found if one.title == "Below")
    assert told == {"U0ANNA": private.number, "U0OTHER": None}


def test_it_tells_the_number_of_a_parent_to_who_owns_a_key_result_of_it(firm: Company) -> None:
    private = firm.objective("Above", visibility=Visibility.TEAM)
    other = outsider(firm)
    firm.key_result(private, owner_id=other.id)
    firm.objective("Below", parent_id=private.id)
    found = visible(
        standings(firm.session, firm.workspace.id, FIRST_FRIDAY), rights(firm.session, Caller(firm.workspace, other))
    )
    assert [one.parent for one in found if one.title == "Below"] == [private.number]


def test_it_tells_history_without_the_number_of_a_parent_that_one_may_not_see(firm: Company) -> None:
    private, below = firm.objective("Above", visibility=Visibility.TEAM), firm.objective("Below")
    change(firm.session, below, {"parent_id": private.id}, FIRST_FRIDAY, firm.anna.id)
    firm.session.flush()
    told = []
    for person in (firm.anna, outsider(firm)):
        (edit,) = history(firm.session, Caller(firm.workspace, person), str(below.number), FIRST_FRIDAY).entries
        assert isinstance(edit, Edited)
        told.append(edit.after)
    assert told == [str(private.number), "…"]
