"""App Home in the local Slack: each section, for each role, in both languages."""

from functools import partial

import pytest

from bot import actions
from bot.localslack.driver import Driver
from bot.localslack.errors import Json
from tests.scenarios.conftest import Company
from tests.scenarios.homes import SECTIONS, Sections, buttons, go, header, look, make_admin, said
from tests.scenarios.kpis import Survey

both = pytest.mark.parametrize("language", ["en", "ru"])

MORE = """
teams:
  - {name: Board, channel: C0BOARD, lead: U0ANNA, members: [U0VERA]}
  - {name: Guests, lead: U0ANNA, members: [U0VERA]}
objectives:
  - {title: The best of all, level: company, team: Board, owner: U0ANNA, cycle: 2026-Q4}
  - title: Customers recommend us
    parent: The best of all
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
  - title: Merger
    team: Board
    owner: U0ANNA
    cycle: 2026-Q4
    visibility: team
    key_results: [{title: Terms agreed, owner: U0ANNA, milestones: [draft, signed]}]
"""


@pytest.fixture
def sections(language: str) -> Sections:
    return SECTIONS[language]


@both
def test_it_shows_a_member_each_section(driven: Company, survey: Survey, sections: Sections, language: str) -> None:
    survey()
    driven.plan(MORE)
    driven.at(10)
    boris = driven.boris
    owed = look(driven, boris)
    assert header(boris) == sections.owed
    assert "*1.2* First response in 2 hours" in owed
    assert {"en": "due Friday, November 27, 16:00", "ru": "срок: пятница, 27 ноября, 16:00"}[language] in owed
    assert {actions.CHECK_IN, actions.LATER, actions.AWAY, actions.CHECK_IN_NOW, actions.NEW_OBJECTIVE} <= {
        *buttons(boris)
    }
    mine = go(driven, boris, sections.mine)
    assert "*1 Customers recommend us*" in mine
    assert "*1.2* First response in 2 hours" in mine
    team = go(driven, boris, sections.team)
    assert "Support" in team
    assert "Anna" in team
    assert "*1.1* NPS from 40 to 60" in team
    tree = go(driven, boris, sections.company)
    assert "*2* The best of all" in tree
    assert "└ *1* Customers recommend us" in tree
    assert "Merger" not in tree
    kpis = go(driven, boris, sections.kpis)
    assert "*Would recommend us*" in kpis
    assert "n = 10" in kpis
    settings = go(driven, boris, sections.settings)
    assert "Europe/Moscow" in settings
    assert {"en": "Reminders: between 09:00 and 18:00", "ru": "Напоминания: с 09:00 до 18:00"}[language] in settings
    shown = {*buttons(boris)}
    assert actions.MY_SETTINGS in shown
    assert not shown & {actions.TEAM_SETTINGS, actions.NEW_TEAM, actions.NEW_CYCLE, actions.NEW_KPI}


@both
def test_it_shows_a_lead_the_rule_of_their_team_in_words(company: Company, sections: Sections, language: str) -> None:
    look(company, company.anna)
    settings = go(company, company.anna, sections.settings)
    rule = {
        "en": "Check-in: Friday, 10:00, every week; in each person's time zone; 6\u00a0h to answer",
        "ru": "Чек-ин: пятница, 10:00, каждую неделю; по местному времени каждого; на ответ 6\u00a0ч",
    }[language]
    assert rule in settings
    assert "<#C0SUPPORT>" in settings
    assert "Anna, Boris" in settings
    assert actions.TEAM_SETTINGS in buttons(company.anna)
    assert actions.NEW_TEAM not in buttons(company.anna)


@both
def test_it_shows_an_admin_teams_cycles_and_kpis(driven: Company, sections: Sections, language: str) -> None:
    make_admin(driven, driven.boris)
    driven.plan(MORE)
    look(driven, driven.boris)
    settings = go(driven, driven.boris, sections.settings)
    assert all(f"*{team}*" in settings for team in ("Board", "Guests", "Support"))
    assert {"en": "*2026-Q4* · Oct 1 – Dec 31, 2026 · open", "ru": "*2026-Q4* · 1 окт. – 31 дек. 2026"}[
        language
    ] in settings.replace("\u202f", " ")
    assert {
        *(actions.NEW_TEAM, actions.TEAM_SETTINGS, actions.NEW_CYCLE, actions.EDIT_CYCLE, actions.CLOSE_CYCLE),
        *(actions.NEW_KPI, actions.EDIT_KPI),
    } <= {*buttons(driven.boris)}


@both
def test_it_shows_a_guest_their_teams_only(company: Company, sections: Sections) -> None:
    company.plan(MORE)
    vera = company.slack.person("U0VERA")
    look(company, vera)
    names = [element["text"]["text"] for element in vera.home["blocks"][0]["elements"]] if vera.home else []
    assert names == [sections.owed, sections.mine, sections.team, sections.kpis, sections.settings]
    board = go(company, vera, sections.team)
    assert "Merger" in board
    assert "Customers recommend us" not in board
    vera.click_in_view("home_choose_team", selected_option="Guests")
    company.slack.wait(lambda: "*Guests*" in said(vera))
    assert "Merger" not in said(vera)
    assert "Would recommend us" not in go(company, vera, sections.kpis)
    assert actions.NEW_OBJECTIVE not in buttons(vera)


def test_it_shows_a_guest_without_a_team_nothing_of_the_company(company: Company) -> None:
    vera, shown = company.slack.person("U0VERA"), ""
    shown = look(company, vera)
    for section in ("My OKRs", "KPIs", "Settings"):
        shown += go(company, vera, section)
    assert "My team" not in shown
    assert "Customers" not in shown


def test_it_is_polite_to_people_of_other_companies(company: Company) -> None:
    shown = look(company, company.slack.person("U0MAX"))
    assert "okrbot answers only" in shown
    assert "Customers" not in shown
    assert buttons(company.slack.person("U0MAX")) == []


@both
def test_it_opens_what_is_shown_in_a_modal(company: Company, sections: Sections) -> None:
    boris = company.boris
    look(company, boris)
    go(company, boris, sections.mine)
    boris.click_in_view(actions.SHOW)
    company.slack.wait(lambda: boris.modal is not None)
    assert "First response in 2 hours" in str(boris.modal)


@both
def test_it_says_what_was_missed_and_that_an_answer_still_counts(
    company: Company, sections: Sections, language: str
) -> None:
    company.at(10)
    company.at(17)
    owed = look(company, company.boris)
    late = {"en": "an answer still counts, as late", "ru": "ответ отметится как поздний"}[language]
    assert late in owed
    assert actions.LATER not in buttons(company.boris)
    _answer(company, company.boris, language)
    nothing = {"en": "Nothing is waiting for your answer.", "ru": "Сейчас от вас ничего не ждут."}[language]
    company.slack.wait(lambda: nothing in said(company.boris))
    assert header(company.boris) == sections.owed


def _answer(company: Company, person: Driver, language: str) -> None:
    person.click_in_view(actions.CHECK_IN)
    company.slack.wait(lambda: person.modal is not None)
    labels = {"en": ("Value", "Confidence (0-10)"), "ru": ("Значение", "Уверенность (0–10)")}[language]
    person.fill(dict(zip(labels, ("4", "5"), strict=True)))
    assert person.submit().arrived
    assert person.modal is None


def test_it_keeps_the_place_over_more_than_one_page(company: Company) -> None:
    company.plan(
        "objectives:\n"
        + "".join(f"  - {{title: Goal {n}, team: Support, owner: U0BORIS, cycle: 2026-Q4}}\n" for n in range(2, 14))
    )
    boris = company.boris
    look(company, boris)
    first = go(company, boris, "My OKRs")
    assert "Goal 10*" in first
    assert "Goal 11*" not in first
    boris.click_in_view("More (3)")
    company.slack.wait(lambda: "Goal 13*" in said(boris))
    assert "Goal 10*" not in said(boris)
    boris.open_home()
    boris.click_in_view("Back")
    company.slack.wait(lambda: "Goal 10*" in said(boris))
    assert "Back" not in said(boris)


def another(person: Driver, before: Json | None) -> bool:
    return person.modal is not None and person.modal != before


def test_it_opens_a_form_over_a_stack_that_takes_no_more(company: Company, sections: Sections) -> None:
    anna = company.anna
    look(company, anna)
    go(company, anna, sections.mine)
    for step in (actions.SHOW, actions.SHOW, actions.HISTORY, actions.SHOW, actions.EDIT_OKR):
        before = anna.modal
        anna.click_in_view(step)
        company.slack.wait(partial(another, anna, before))
    assert anna.modal is not None
    assert anna.modal["title"]["text"] == "Key result 1.1"
