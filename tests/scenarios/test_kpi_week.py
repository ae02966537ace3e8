"""A survey's file drives a key result: in the prompt, the modal, the check-in and the digest."""

import json
from pathlib import Path

import pytest

from tests.command import Run
from tests.scenarios.asking import ask
from tests.scenarios.conftest import Company, words
from tests.scenarios.kpis import DRIVEN, PLAN, Survey

CARPENTRIES = (
    Path(__file__).resolve().parents[3] / "shared/data/carpentries_nps/20200326-longterm-other_questions-no-open.csv"
)


WAITING = DRIVEN.replace("NPS from 40 to 60", "NPS up").replace("start: 40, target: 60", "target: TARGET")


def value(company: Company) -> str | None:
    """What the modal's first field is filled with."""
    fields = [block["element"] for block in (company.anna.modal or {})["blocks"] if block["type"] == "input"]
    found: str | None = fields[0].get("initial_value")
    return found


def test_it_tells_the_kpi_with_its_n_in_prompt_and_modal(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    assert "Would recommend us: 40\u00a0points" in words(driven.anna.dm[0])
    assert "n = 10" in words(driven.anna.dm[0])
    driven.open_form(driven.anna)
    assert "n = 10" in str(driven.anna.modal)
    assert value(driven) == "40"


def test_it_stores_the_kpi_as_such_when_it_is_confirmed(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    driven.answer(driven.anna, {"Confidence (0-10)": "6"})
    assert [(row.value, row.source) for row in driven.checkins] == [(40, "kpi")]


def test_it_stores_what_is_typed_over_the_kpi_as_typed(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    driven.answer(driven.anna, {"Value": "45", "Confidence (0-10)": "6"})
    assert [(row.value, row.source) for row in driven.checkins] == [(45, "modal")]


def test_it_stores_the_kpi_of_the_week_on_no_change(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    driven.answer(driven.anna, {"Confidence (0-10)": "6"})
    survey((10, 10, 10, 10, 10), month=10)
    driven.to(driven.clock().replace(month=12, day=4, hour=7, minute=0))
    driven.anna.click(driven.asking(driven.anna), "No change")
    driven.settle()
    row = driven.checkins[-1]
    assert (row.value, row.confidence, row.source) == (60, 6, "kpi")


def test_it_stores_the_number_that_was_shown_whatever_came_since(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    driven.answer(driven.anna, {"Confidence (0-10)": "6"})
    driven.to(driven.clock().replace(month=12, day=4, hour=7, minute=0))
    survey((10, 10, 10, 10, 10), month=10)
    driven.anna.click(driven.asking(driven.anna), "No change")
    driven.settle()
    assert [(row.value, row.source) for row in driven.checkins] == [(40, "kpi"), (40, "kpi")]


def test_it_knows_a_number_from_the_form_that_was_confirmed_after_another_import(
    driven: Company, survey: Survey
) -> None:
    survey()
    driven.at(10)
    driven.open_form(driven.anna)
    survey((10, 10, 10, 10, 10), month=10)
    driven.anna.fill({"Confidence (0-10)": "6"})
    driven.anna.submit()
    assert [(row.value, row.source) for row in driven.checkins] == [(40, "kpi")]


def test_it_stores_the_last_value_where_the_prompt_showed_no_number(driven: Company, survey: Survey) -> None:
    driven.at(10)
    driven.answer(driven.anna, {"Value": "45", "Confidence (0-10)": "6"})
    driven.to(driven.clock().replace(month=12, day=4, hour=7, minute=0))
    survey()
    driven.anna.click(driven.asking(driven.anna), "No change")
    driven.settle()
    assert [(row.value, row.source) for row in driven.checkins] == [(45, "modal"), (45, "no_change")]


@pytest.mark.parametrize(("target", "aim"), [('"+25%"', 50), ("60", 60)])
def test_it_takes_a_missing_start_from_the_kpi_when_it_first_asks(
    company: Company, survey: Survey, target: str, aim: int
) -> None:
    company.plan(WAITING.replace("TARGET", target))
    assert "setting a baseline" in words(ask(company.slack, company.anna, "show 1.3"))
    survey()
    company.at(10)
    assert f"from 40 to {aim}\u00a0points" in words(ask(company.slack, company.anna, "show 1.3"))


def test_it_leaves_a_start_open_while_the_kpi_says_nothing(company: Company, survey: Survey) -> None:
    company.plan(WAITING.replace("TARGET", "60"))
    survey((10, 10, 10, 10))
    company.at(10)
    assert "setting a baseline" in words(ask(company.slack, company.anna, "show 1.3"))


def test_it_leaves_a_start_open_that_is_the_target(company: Company, survey: Survey) -> None:
    company.plan(WAITING.replace("TARGET", "40"))
    survey()
    company.at(10)
    assert "setting a baseline" in words(ask(company.slack, company.anna, "show 1.3"))


def test_it_tells_what_the_kpi_says_now_of_a_silent_owner(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    driven.answer(driven.anna, {"Confidence (0-10)": "6"})
    survey((10, 10, 10, 10, 10), month=10)
    driven.to(driven.clock().replace(month=12, day=4, hour=7, minute=0))
    driven.to(driven.clock().replace(hour=14))
    assert driven.checkins[-1].value == 40
    assert "the KPI now says 60\u00a0points, n = 15" in words(driven.posts[-1])


def test_it_says_nothing_of_the_kind_of_somebody_who_answered(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    driven.answer(driven.anna, {"Value": "45", "Confidence (0-10)": "6"})
    driven.at(16)
    assert "now says" not in words(driven.posts[-1])


def test_it_asks_for_a_first_confidence_instead_of_storing_the_kpi(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    driven.open_form(driven.anna, "No change")
    assert (value(driven), driven.checkins) == ("40", [])


def test_it_goes_through_the_week_while_a_kpi_cannot_be_read(company: Company) -> None:
    elsewhere = "source: {url_env: NO_SUCH_DATABASE, table: answers, columns: {score: score, time: at}}"
    company.plan(DRIVEN.replace("survey: relationship", elsewhere))
    company.at(10)
    assert "Would recommend us: cannot be read right now" in words(company.anna.dm[0])
    company.answer(company.anna, {"Value": "45", "Confidence (0-10)": "6"})
    company.at(16)
    assert "cannot be read right now" in words(company.posts[0])
    assert "cannot be read right now" in words(ask(company.slack, company.boris, "kpi nps"))


def test_it_makes_no_check_in_of_a_kpi_by_itself(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    driven.at(16)
    assert driven.checkins == []
    assert "Would recommend us: 40\u00a0points" in words(driven.posts[0])


def test_it_offers_no_number_of_too_few_answers(driven: Company, survey: Survey) -> None:
    survey((10, 10, 10, 10))
    driven.at(10)
    assert "too few answers (4)" in words(driven.anna.dm[0])
    driven.open_form(driven.anna)
    assert value(driven) is None
    driven.anna.fill({"Value": "45", "Confidence (0-10)": "6"})
    driven.anna.submit()
    assert [(row.value, row.source) for row in driven.checkins] == [(45, "modal")]


def test_it_keeps_the_last_value_on_no_change_under_the_minimum(driven: Company, survey: Survey) -> None:
    survey((10, 10, 10, 10))
    driven.at(10)
    driven.answer(driven.anna, {"Value": "45", "Confidence (0-10)": "6"})
    driven.to(driven.clock().replace(month=12, day=4, hour=7, minute=0))
    driven.anna.click(driven.asking(driven.anna), "No change")
    driven.settle()
    assert [(row.value, row.source) for row in driven.checkins] == [(45, "modal"), (45, "no_change")]


def test_it_says_that_there_are_no_answers(driven: Company) -> None:
    driven.at(10)
    driven.open_form(driven.anna)
    assert value(driven) is None
    assert "Would recommend us" in words(driven.anna.dm[0])
    assert "n = 0" not in words(driven.anna.dm[0])


def test_it_shows_the_newest_number_to_somebody_who_only_looked_before(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    driven.open_form(driven.anna)
    driven.anna.close()
    survey((10, 10, 10, 10, 10), month=10)
    driven.open_form(driven.anna)
    assert value(driven) == "60"


def test_it_draws_a_dated_kpi_in_the_digest(driven: Company, survey: Survey) -> None:
    survey()
    driven.at(10)
    driven.at(16)
    images = [block for block in driven.posts[0].blocks if block["type"] == "image"]
    assert len(images) == 2
    assert "Would recommend us" in images[1]["alt_text"]
    assert "n=6" in images[1]["alt_text"].replace(" ", "")


def test_it_tells_an_undated_kpi_in_words_only(company: Company, survey: Survey) -> None:
    company.plan(PLAN.replace("WINDOW", ""))
    survey(dated=False)
    company.at(10)
    assert "undated" in words(company.anna.dm[0])
    company.at(16)
    images = [block for block in company.posts[0].blocks if block["type"] == "image"]
    assert len(images) == 1
    assert "undated" in words(company.posts[0])


def test_it_tells_scripts_what_the_digest_tells(driven: Company, survey: Survey, run: Run) -> None:
    survey()
    driven.at(10)
    shown = json.loads(run("kpi", "show", "nps", "--from", "2026-08-30", "--to", "2026-11-27", "--json").stdout)
    assert (shown["value"], shown["n"], shown["too_few"], shown["source"]) == (40, 10, False, "survey relationship")


@pytest.mark.skipif(not CARPENTRIES.exists(), reason="the published survey is not beside the repository")
def test_it_checks_in_a_published_nps(company: Company, run: Run, tmp_path: Path) -> None:
    company.plan(PLAN.replace("WINDOW", ""))
    (tmp_path / "published.csv").write_bytes(CARPENTRIES.read_bytes())
    run(
        "surveys", "import", str(tmp_path / "published.csv"), "--survey", "relationship",
        "--score-column", "recommendation_score", "--scale", "0-10",
    )  # fmt: skip
    company.at(10)
    assert "62.7\u00a0points" in words(company.anna.dm[0])
    assert "n = 134" in words(company.anna.dm[0])
    company.answer(company.anna, {"Confidence (0-10)": "6"})
    assert [(row.value, row.source) for row in company.checkins] == [(62.7, "kpi")]
