"""A key result gets another owner while a round goes on: nobody is asked twice, and nobody counts as silent for it."""

import pytest

from bot.localslack.driver import Driver
from storage.changes import change
from storage.key_results import key_result_numbered
from storage.kinds import PartState
from storage.people import ensure_person, find_workspaces
from tests.scenarios.conftest import PLAN, Company, words
from tests.scenarios.test_own_initiative import states

SAVED = {"Value": "48", "Confidence (0-10)": "7"}
NPS = "NPS from 40 to 60"


@pytest.fixture
def company(company: Company) -> Company:
    """Anna owns a second key result."""
    company.plan(PLAN.replace("LANGUAGE", "en") + "      - {title: Panel, owner: U0ANNA, start: 0, target: 9}\n")
    return company


def hand_over(company: Company, number: int, to: str) -> None:
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        row = key_result_numbered(session, workspace.id, 1, number)
        assert row is not None
        change(session, row, {"owner_id": ensure_person(session, workspace.id, to).id}, company.clock())


def answer(person: Driver, company: Company, values: dict[str, str], section: str) -> None:
    company.open_form(person)
    person.fill(values, section=section)
    person.submit()
    company.settle()


def test_it_completes_the_part_of_who_has_answered_what_is_left(company: Company) -> None:
    company.at(10)
    answer(company.anna, company, SAVED, NPS)
    assert states(company)["U0ANNA"] is PartState.PENDING
    hand_over(company, 3, "U0BORIS")
    company.at(10, 1)
    assert states(company) == {"U0ANNA": PartState.ON_TIME, "U0BORIS": PartState.PENDING}
    company.open_form(company.boris)
    company.boris.fill({"Value": "4", "Confidence (0-10)": "5"}, section="First response")
    company.boris.fill({"Value": "3", "Confidence (0-10)": "5"}, section="Panel")
    company.boris.submit()
    company.settle()
    company.at(10, 2)
    assert "2 of 2 answered" in company.posts[0].text


def test_it_asks_the_new_owner_for_nothing_that_was_answered(company: Company) -> None:
    company.at(10)
    answer(company.anna, company, SAVED, NPS)
    hand_over(company, 1, "U0BORIS")
    company.at(10, 1)
    answer(company.boris, company, {"Value": "4", "Confidence (0-10)": "5"}, "First response")
    assert states(company)["U0BORIS"] is PartState.ON_TIME
    assert "48\u00a0points" in words(company.boris.dm[0])


def test_it_does_not_disturb_a_newcomer_to_a_round_with_what_was_answered(company: Company) -> None:
    company.slack.add_person("U0OLGA", "Olga", tz="Europe/Moscow", locale="en-US")
    company.at(10)
    answer(company.anna, company, SAVED, NPS)
    hand_over(company, 1, "U0OLGA")
    company.at(10, 1)
    assert company.slack.person("U0OLGA").dm == []
    company.at(16)
    assert "1 of 3 answered" in company.posts[0].text


def test_it_gives_the_words_back_of_a_form_for_what_is_somebody_elses_now(company: Company) -> None:
    company.at(10)
    company.open_form(company.anna)
    company.anna.fill(SAVED, section=NPS)
    hand_over(company, 1, "U0BORIS")
    company.anna.submit()
    assert "has another owner now" in str(company.anna.modal)
    assert company.checkins == []
