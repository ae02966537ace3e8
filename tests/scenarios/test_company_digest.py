"""The digest of the company: asked for by admins, and on Mondays for those of them who want it."""

from datetime import UTC, datetime

import pytest

from bot.localslack.conversations import Message
from bot.localslack.driver import Driver
from bot.text import escape
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Delivery
from storage.people import find_workspaces, person_by_slack_id, set_admins
from tests.scenarios.asking import answers, ask, press
from tests.scenarios.conftest import Company, words
from tests.scenarios.firm_words import FORM, LABEL, NO_ROUND, PLAN, SAID, Said
from tests.scenarios.homes import SECTIONS, go, look

both = pytest.mark.parametrize("language", ["en", "ru"])


@pytest.fixture
def said(language: str) -> Said:
    return SAID[language]


@pytest.fixture
def big(company: Company, language: str) -> Company:
    """Three teams, of which one is not asked in these weeks; Anna is an admin."""
    company.slack.add_channel("C0PRODUCT", "product", members=["U0BORIS"])
    company.plan(PLAN.replace("LANGUAGE", language))
    admins(company, "U0ANNA")
    return company


def admins(company: Company, *slack_ids: str) -> None:
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        set_admins(session, workspace.id, slack_ids)


def change(company: Company, slack_id: str, field: str, value: bool) -> None:
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        person = person_by_slack_id(session, workspace.id, slack_id)
        assert person is not None
        setattr(person, field, value)
        session.add(person)


def subscribe(company: Company, slack_id: str, wanted: bool = True) -> None:
    change(company, slack_id, "company_digest", wanted)


def open_settings(company: Company, person: Driver, said: Said) -> None:
    person.slash("/okr", said.settings)
    company.slack.wait(lambda: person.modal is not None and person.modal["title"]["text"] == said.title)


def friday(company: Company, language: str) -> None:
    """Product has answered, of Support one of two; both rounds close."""
    button, value, confidence, blocker = FORM[language]
    company.at(10)
    company.answer(company.anna, {value: "55", confidence: "7"}, button)
    company.open_form(company.boris, button)
    company.boris.fill({value: "10", confidence: "2", blocker: "no <b> phones"}, section="Crashes")
    company.boris.submit()
    company.at(16)


def monday(company: Company, hour: int, minute: int = 0, day: int = 30) -> None:
    """Moscow time in November 2026."""
    company.to(datetime(2026, 11, day, hour - 3, minute, tzinfo=UTC))


def owed(company: Company) -> list[Delivery]:
    return [one for one in company.deliveries if one.kind is DeliveryKind.COMPANY_DIGEST]


def digests(person: Driver, said: Said) -> list[Message]:
    return [one for one in person.dm if one.text.startswith(said.digest)]


@both
def test_it_comes_once_on_monday_to_the_admin_who_ticked_it(big: Company, said: Said, language: str) -> None:
    anna = big.anna
    open_settings(big, anna, said)
    anna.fill({said.box: [said.option]})
    assert anna.submit().arrived
    assert big.person("U0ANNA").company_digest
    friday(big, language)
    monday(big, 8, 59)
    assert digests(anna, said) == []
    for minute in (0, 1, 30):
        monday(big, 9, minute)
    (message,) = digests(anna, said)
    (delivery,) = owed(big)
    assert (delivery.key, delivery.state) == (f"company_digest:{delivery.subject_id}:2026-49", DeliveryState.SENT)
    told = words(message)
    for line in (said.support, said.product, said.quiet, said.deciding, said.objective):
        assert escape(line) in told
    for line in (said.deciding, said.support.replace("*", ""), said.objective.replace("*", "")):
        assert escape(line) in message.text
    assert told.index("Product") < told.index("Quiet") < told.rindex("Support")
    assert digests(big.boris, said) == []


@both
def test_it_is_offered_to_admins_alone_and_shown_as_it_was_left(big: Company, said: Said) -> None:
    for person, offered in ((big.anna, True), (big.boris, False)):
        open_settings(big, person, said)
        assert (said.box in str(person.modal)) is offered
        if offered:
            person.fill({said.box: [said.option]})
        assert person.submit().arrived
    assert (big.person("U0ANNA").company_digest, big.person("U0BORIS").company_digest) == (True, False)
    open_settings(big, big.anna, said)
    big.anna.fill({said.box: []})
    assert big.anna.submit().arrived
    assert not big.person("U0ANNA").company_digest


def test_it_is_owed_for_weeks_in_which_a_round_closed_and_for_no_others(big: Company, language: str) -> None:
    subscribe(big, "U0ANNA")
    friday(big, language)
    assert [one.due for one in owed(big)] == [datetime(2026, 11, 30, 6, tzinfo=UTC)]
    assert [one.expires for one in owed(big)] == [datetime(2026, 12, 7, 6, tzinfo=UTC)]
    monday(big, 9)
    big.to(datetime(2026, 12, 4, 13, tzinfo=UTC))
    assert [one.due for one in owed(big)][1:] == [datetime(2026, 12, 7, 6, tzinfo=UTC)]


def test_it_is_not_owed_where_nobody_had_to_answer(big: Company) -> None:
    subscribe(big, "U0ANNA")
    for person in (big.anna, big.boris):
        ask(big.slack, person, "away 27.11..27.11")
    big.at(16)
    monday(big, 9)
    assert owed(big) == []


@pytest.mark.parametrize("why", ["unsubscribed", "no admin", "gone", "guest", "of another company"])
def test_it_is_skipped_for_who_wants_it_no_more_or_may_not_have_it(big: Company, language: str, why: str) -> None:
    subscribe(big, "U0ANNA")
    friday(big, language)
    match why:
        case "unsubscribed":
            subscribe(big, "U0ANNA", wanted=False)
        case "no admin":
            admins(big)
        case "gone":
            change(big, "U0ANNA", "active", False)
        case "guest":
            change(big, "U0ANNA", "guest", True)
        case "of another company":
            change(big, "U0ANNA", "stranger", True)
    monday(big, 9)
    assert [one.state for one in owed(big)] == [DeliveryState.SKIPPED]
    assert digests(big.anna, SAID["en"]) == []


def test_it_comes_as_soon_as_it_can_after_an_outage(big: Company) -> None:
    subscribe(big, "U0ANNA")
    big.at(10)
    monday(big, 12)
    (message,) = digests(big.anna, SAID["en"])
    assert "0 of 2 answered" in words(message)


@both
def test_it_is_shown_to_admins_who_ask_and_to_no_others(big: Company, said: Said, language: str) -> None:
    friday(big, language)
    monday(big, 9)
    shown = words(ask(big.slack, big.anna, said.typed))
    for line in (said.support, said.product, said.quiet, said.objective):
        assert line in shown
    assert said.refused in ask(big.slack, big.boris, said.typed).text
    assert "Crashes" not in "".join(words(one) for one in answers(big.slack, big.boris))


@both
def test_it_leaves_a_team_called_company_within_reach(big: Company, said: Said, language: str) -> None:
    big.plan("teams: [{name: Company, lead: U0ANNA, members: [U0BORIS]}]")
    friday(big, language)
    assert said.team_typed in words(ask(big.slack, big.anna, "digest company"))
    assert said.team_typed in ask(big.slack, big.boris, "digest company").text
    assert NO_ROUND[language] in ask(big.slack, big.boris, said.team_typed).text
    choice = ask(big.slack, big.boris, "digest Compan")
    assert NO_ROUND[language] in press(big.slack, big.boris, choice, LABEL[language]).text


@both
def test_it_tells_a_guest_of_no_team_that_guests_do_not_see(big: Company, said: Said) -> None:
    big.plan("teams: [{name: Company, lead: U0ANNA, members: [U0BORIS]}]")
    refusal = ask(big.slack, big.slack.person("U0VERA"), "digest company").text
    assert said.refused in refusal
    assert said.team_typed not in refusal


@both
def test_it_is_a_button_away_from_home_for_admins(big: Company, said: Said, language: str) -> None:
    for person, offered in ((big.anna, True), (big.boris, False)):
        look(big, person)
        go(big, person, SECTIONS[language].company)
        assert (said.box in str(person.home)) is offered
    big.anna.click_in_view(said.box)
    big.slack.wait(lambda: big.anna.modal is not None)
    assert "2 A better product" in str(big.anna.modal)
