"""/okr kpi in the local Slack: what people type, press and may see."""

import pytest

from tests.scenarios.asking import ask, press
from tests.scenarios.conftest import CHANNEL, Company, words
from tests.scenarios.kpis import Survey

SECOND = "kpis: [{name: csat, title: Satisfied with <us> & ours, formula: csat, survey: after-call}]"
TWELVE = "kpis: [" + ", ".join(f"{{name: k{n:02}, formula: value}}" for n in range(12)) + "]"


def test_it_lists_every_kpi_with_value_n_and_days(driven: Company, survey: Survey) -> None:
    driven.plan(SECOND)
    survey()
    said = words(ask(driven.slack, driven.boris, "kpi"))
    assert "2 KPIs" in said
    assert "*Would recommend us*: 40\u00a0points (n = 10, Aug 30 – Nov 27, 2026, newest Nov 26)" in said
    assert "*Satisfied with &lt;us&gt; &amp; ours*: no data yet" in said


def test_it_shows_one_with_interval_source_weeks_and_key_results(driven: Company, survey: Survey) -> None:
    survey()
    said = words(ask(driven.slack, driven.boris, "kpi nps"))
    assert "Would recommend us: 40\u00a0points" in said
    assert "95 % interval: −12.6 to 74.1\u00a0points" in said
    assert "Source: survey “relationship”" in said
    assert "Nov 16 – 22: 50\u00a0points (n = 6)" in said
    assert "Nov 23 – 27: 25\u00a0points (n = 4, too few)" in said
    assert "*1.1* NPS from 40 to 60" in said


def test_it_tells_the_change_since_the_window_before(company: Company, survey: Survey) -> None:
    company.plan(
        "kpis: [{name: nps, title: Would recommend us, formula: nps, survey: relationship, window: 30d, min_n: 5}]"
    )
    survey()
    survey((0, 1, 0, 2, 1, 0, 0, 1), month=10)
    said = words(ask(company.slack, company.boris, "kpi nps"))
    assert "up from −100" in said
    survey((10, 9, 9, 10, 6, 8, 10, 9), month=10)
    assert "within noise, 62.5 before" in words(ask(company.slack, company.boris, "kpi nps"))


def test_it_shows_one_by_its_button_and_its_key_result_by_another(driven: Company, survey: Survey) -> None:
    survey()
    shown = press(driven.slack, driven.boris, ask(driven.slack, driven.boris, "kpi"), "Show")
    assert "Source: survey" in words(shown)
    assert "Key result 1.1" in press(driven.slack, driven.boris, shown, "Show").text


@pytest.mark.parametrize("typed", ["kpi NPS", "KPI nps", "kpi would recommend us", "показатель nps"])
def test_it_finds_a_kpi_by_name_or_title_whatever_the_case(driven: Company, survey: Survey, typed: str) -> None:
    survey()
    assert "Would recommend us: 40" in ask(driven.slack, driven.boris, typed).text


def test_it_shows_no_number_of_too_few_answers(driven: Company, survey: Survey) -> None:
    survey((10, 10, 10, 10))
    said = words(ask(driven.slack, driven.boris, "kpi nps"))
    assert "too few answers (4)" in said
    assert "interval" not in said


def test_it_offers_the_nearest_name(driven: Company) -> None:
    assert "Did you mean `/okr kpi nps`?" in ask(driven.slack, driven.boris, "kpi npd").text


def test_it_repeats_an_unknown_name_harmlessly(driven: Company) -> None:
    said = ask(driven.slack, driven.boris, "kpi <!channel> " + "x" * 4000).text
    assert "“&lt;!channel&gt; x" in said
    assert "`/okr kpi` lists them all" in said


def test_it_says_that_there_are_no_kpis(company: Company) -> None:
    assert "There is no KPI to show yet." in ask(company.slack, company.boris, "kpi").text


def test_it_pages_through_many(company: Company) -> None:
    company.plan(TWELVE)
    first = ask(company.slack, company.boris, "kpi")
    assert "2 more KPIs" in words(first)
    second = press(company.slack, company.boris, first, "More")
    assert "k11" in words(second)
    assert "More" not in words(second)


@pytest.mark.parametrize("language", ["ru"])
def test_it_speaks_russian(driven: Company, survey: Survey) -> None:
    survey()
    said = words(ask(driven.slack, driven.boris, "показатель nps"))
    assert "Источник: опрос «relationship»" in said
    assert "*По неделям*" in said
    assert "Показателя «нпс» нет." in ask(driven.slack, driven.boris, "показатель нпс").text


def test_it_answers_for_the_askers_eyes_only(driven: Company, survey: Survey) -> None:
    survey()
    driven.boris.slash("/okr", "kpi nps", channel=CHANNEL)
    driven.slack.wait(lambda: bool(driven.boris.ephemerals(CHANNEL)))
    assert driven.anna.ephemerals(CHANNEL) == []
    assert driven.posts == []


def test_it_shows_a_guest_only_kpis_of_key_results_that_the_guest_may_see(driven: Company, survey: Survey) -> None:
    driven.plan(SECOND)
    survey()
    vera = driven.slack.person("U0VERA")
    assert "There is no KPI to show yet." in ask(driven.slack, vera, "kpi").text
    refused = ask(driven.slack, vera, "kpi nps").text
    assert "There is no KPI called “nps”" in refused
    assert "Would recommend" not in refused
    driven.plan("teams: [{name: Support, lead: U0ANNA, members: [U0VERA]}]")
    said = words(ask(driven.slack, vera, "kpi"))
    assert "*Would recommend us*: 40" in said
    assert "Satisfied" not in said


def test_it_names_no_key_result_of_a_team_to_others(driven: Company, survey: Survey) -> None:
    driven.plan(
        "teams: [{name: Board, lead: U0ANNA}]\n"
        "objectives: [{title: Secret, team: Board, owner: U0ANNA, cycle: 2026-Q4, visibility: team, key_results: ["
        "{title: Hidden, owner: U0ANNA, start: 1, target: 2, kpi: nps}]}]"
    )
    survey()
    assert "Hidden" in words(ask(driven.slack, driven.anna, "kpi nps"))
    assert "Hidden" not in words(ask(driven.slack, driven.boris, "kpi nps"))


def test_it_shows_strangers_nothing(driven: Company, survey: Survey) -> None:
    survey()
    said = ask(driven.slack, driven.slack.person("U0MAX"), "kpi nps")
    assert said.text.startswith("This Slack workspace is not connected to okrbot.")
    assert "Would recommend" not in words(said)
