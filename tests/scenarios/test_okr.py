"""/okr in the local Slack: what people type, press and may see."""

import pytest

from tests.scenarios.asking import ask, press
from tests.scenarios.conftest import CHANNEL, Company, words

PRIVATE = """
teams: [{name: Board, lead: U0ANNA}]
objectives:
  - title: Merger
    team: Board
    owner: U0ANNA
    cycle: 2026-Q4
    visibility: team
    key_results: [{title: Terms agreed, owner: U0ANNA, milestones: [draft, signed]}]
"""


def test_it_lists_what_a_person_owns(company: Company) -> None:
    said = words(ask(company.slack, company.boris))
    assert "*1 Customers recommend us*" in said
    assert "*1.2* First response in 2 hours" in said
    assert "no check-in yet" in said


def test_it_shows_one_objective_by_its_button(company: Company) -> None:
    shown = press(company.slack, company.boris, ask(company.slack, company.boris), "Show")
    assert "Objective 1: Customers recommend us" in shown.text
    assert "Cycle: 2026-Q4" in words(shown)


def test_it_shows_one_key_result_with_bar_pace_and_notes(company: Company) -> None:
    company.at(10)
    company.anna.click(company.anna.dm[0], "Check in")
    company.slack.wait(lambda: company.anna.modal is not None)
    company.anna.fill({"Value": "50", "Confidence (0-10)": "2", "Note": "panel is live", "Blocker": "no <budget>"})
    company.anna.submit()
    said = words(ask(company.slack, company.boris, "show 1.1"))
    assert "▓▓▓▓▓░░░░░ 50\u00a0% · 40 → 50, target 60\u00a0points" in said
    assert "Confidence: 2 of 10, low" in said
    assert "Needs attention: low confidence" in said
    assert "Note: panel is live" in said
    assert "no &lt;budget&gt;" in said


@pytest.mark.parametrize("typed", ["show 7", "show 1.9", "show 999999.1"])
def test_it_says_that_there_is_no_such_number(company: Company, typed: str) -> None:
    assert "There is nothing with the number" in ask(company.slack, company.anna, typed).text


@pytest.mark.parametrize("typed", ["show", "show me", "show 1.1.1", "show " + "9" * 40])
def test_it_asks_for_a_number_where_none_is(company: Company, typed: str) -> None:
    assert "Which one?" in ask(company.slack, company.anna, typed).text


def test_it_helps(company: Company) -> None:
    assert "`/okr show 2.1`" in ask(company.slack, company.anna, "help").text


@pytest.mark.parametrize("typed", ["shwo 1", "SHWO"])
def test_it_offers_the_nearest_command(company: Company, typed: str) -> None:
    said = ask(company.slack, company.anna, typed)
    assert "Did you mean `/okr show`?" in said.text
    assert "What /okr can do" in press(company.slack, company.anna, said, "All commands").text


def test_it_repeats_an_unknown_word_harmlessly(company: Company) -> None:
    assert "“&lt;!channel&gt;”" in ask(company.slack, company.anna, "<!channel>").text


@pytest.mark.parametrize("language", ["ru"])
def test_it_understands_and_speaks_russian(company: Company) -> None:
    assert "Уверенность" not in words(ask(company.slack, company.boris, "покажи 1.2"))
    assert "Ключевой результат 1.2" in ask(company.slack, company.boris, "Покажи 1.2").text
    assert "Возможно, имелось в виду `/okr помощь`?" in ask(company.slack, company.boris, "помошь").text


def test_it_keeps_a_teams_own_objective_from_others(company: Company) -> None:
    company.plan(PRIVATE)
    assert "Merger" in words(ask(company.slack, company.anna, "show 2"))
    for typed in ("show 2", "show 2.1"):
        said = ask(company.slack, company.boris, typed)
        assert "There is nothing" in said.text
        assert "Merger" not in words(said)


def test_it_shows_a_guest_only_what_is_of_the_guests_teams(company: Company) -> None:
    vera = company.slack.person("U0VERA")
    assert "There is nothing" in ask(company.slack, vera, "show 1").text
    company.plan("teams: [{name: Support, lead: U0ANNA, members: [U0VERA]}]")
    assert "Customers recommend us" in words(ask(company.slack, vera, "show 1"))


def test_it_refuses_people_of_other_companies_politely(company: Company) -> None:
    said = ask(company.slack, company.slack.person("U0MAX"), "show 1")
    assert said.text.startswith("This Slack workspace is not connected to okrbot.")


def test_it_pages_through_many_objectives(company: Company) -> None:
    title = "Long & <hostile> *title* " * 10
    objectives = "\n".join(
        f"  - {{title: '{n} {title}', team: Support, owner: U0BORIS, cycle: 2026-Q4, key_results: ["
        + ", ".join(f"{{title: '{k} {title}', owner: U0BORIS, start: 0, target: 9}}" for k in range(20))
        + "]}"
        for n in range(24)
    )
    company.plan(f"objectives:\n{objectives}")
    first = ask(company.slack, company.boris)
    assert "15 more objectives" in words(first)
    second = press(company.slack, company.boris, first, "More")
    third = press(company.slack, company.boris, second, "More")
    assert "5 more objectives" in words(second)
    assert [len([block for block in page.blocks if "accessory" in block]) for page in (first, second, third)] == [
        10,
        10,
        5,
    ]
    assert "… and " in words(first)


def test_it_offers_to_check_in_while_a_prompt_is_open(company: Company) -> None:
    company.at(10)
    company.anna.slash("/okr", channel=CHANNEL)
    company.slack.wait(lambda: bool(company.anna.ephemerals(CHANNEL)))
    company.open_form(company.anna, message=company.anna.ephemerals(CHANNEL)[-1])
    company.anna.fill({"Value": "48", "Confidence (0-10)": "7"})
    company.anna.submit()
    assert [row.value for row in company.checkins] == [48]


def test_it_offers_nothing_to_check_in_before_the_opening(company: Company) -> None:
    company.anna.slash("/okr", channel=CHANNEL)
    company.slack.wait(lambda: bool(company.anna.ephemerals(CHANNEL)))
    assert "Check in" not in words(company.anna.ephemerals(CHANNEL)[-1])
