"""A survey's file drives a key result: in the prompt, the modal, the check-in and the digest."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from tests.scenarios.conftest import Company, words

Run = Callable[..., Result]
CARPENTRIES = (
    Path(__file__).resolve().parents[3] / "shared/data/carpentries_nps/20200326-longterm-other_questions-no-open.csv"
)
PLAN = """
kpis:
  - {name: nps, title: Would recommend us, formula: nps, survey: relationship, unit: points, min_n: 5WINDOW}
objectives:
  - title: Customers recommend us
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
      - {title: NPS from 40 to 60, owner: U0ANNA, start: 40, target: 60, unit: points, kpi: nps}
"""
SCORES = (10, 9, 9, 10, 6, 8, 10, 9, 7, 3)


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `okrbot` on the company's database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OKRBOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    return lambda *words: CliRunner().invoke(app, list(words))


@pytest.fixture
def survey(run: Run, tmp_path: Path) -> Callable[..., None]:
    """Imports scores, one answer a day up to Thursday, or without a day."""

    def bring(scores: tuple[int, ...] = SCORES, *, dated: bool = True, month: int = 11) -> None:
        days = [f"2026-{month:02}-{26 - len(scores) + place:02} 12:00" for place in range(1, len(scores) + 1)]
        rows = [
            f"{month}{place},{day if dated else ''},{score}"
            for place, (day, score) in enumerate(zip(days, scores, strict=True))
        ]
        (tmp_path / "answers.csv").write_text("\n".join(["id,when,score", *rows]))
        times = ("--time-column", "when") if dated else ()
        done = run(
            "surveys", "import", str(tmp_path / "answers.csv"), "--survey", "relationship", "--score-column", "score",
            "--id-column", "id", "--scale", "0-10", *times,
        )  # fmt: skip
        assert done.exit_code == 0, done.output

    return bring


@pytest.fixture
def driven(company: Company) -> Company:
    company.plan(PLAN.replace("WINDOW", ", window: 90d"))
    return company


def value(company: Company) -> str | None:
    """What the modal's first field is filled with."""
    fields = [block["element"] for block in (company.anna.modal or {})["blocks"] if block["type"] == "input"]
    found: str | None = fields[0].get("initial_value")
    return found


def test_it_tells_the_kpi_with_its_n_in_prompt_and_modal(driven: Company, survey: Callable[..., None]) -> None:
    survey()
    driven.at(10)
    assert "Would recommend us: 40\u00a0points" in words(driven.anna.dm[0])
    assert "n = 10" in words(driven.anna.dm[0])
    driven.open_form(driven.anna)
    assert "n = 10" in str(driven.anna.modal)
    assert value(driven) == "40"


def test_it_stores_the_kpi_as_such_when_it_is_confirmed(driven: Company, survey: Callable[..., None]) -> None:
    survey()
    driven.at(10)
    driven.answer(driven.anna, {"Confidence (0-10)": "6"})
    assert [(row.value, row.source) for row in driven.checkins] == [(40, "kpi")]


def test_it_stores_what_is_typed_over_the_kpi_as_typed(driven: Company, survey: Callable[..., None]) -> None:
    survey()
    driven.at(10)
    driven.answer(driven.anna, {"Value": "45", "Confidence (0-10)": "6"})
    assert [(row.value, row.source) for row in driven.checkins] == [(45, "modal")]


def test_it_stores_the_kpi_of_the_week_on_no_change(driven: Company, survey: Callable[..., None]) -> None:
    survey()
    driven.at(10)
    driven.answer(driven.anna, {"Confidence (0-10)": "6"})
    survey((10, 10, 10, 10, 10), month=10)
    driven.to(driven.clock().replace(month=12, day=4, hour=7, minute=0))
    driven.anna.click(driven.anna.dm[-1], "No change")
    driven.settle()
    row = driven.checkins[-1]
    assert (row.value, row.confidence, row.source) == (60, 6, "kpi")


def test_it_asks_for_a_first_confidence_instead_of_storing_the_kpi(
    driven: Company, survey: Callable[..., None]
) -> None:
    survey()
    driven.at(10)
    driven.open_form(driven.anna, "No change")
    assert (value(driven), driven.checkins) == ("40", [])


def test_it_makes_no_check_in_of_a_kpi_by_itself(driven: Company, survey: Callable[..., None]) -> None:
    survey()
    driven.at(10)
    driven.at(16)
    assert driven.checkins == []
    assert "Would recommend us: 40\u00a0points" in words(driven.posts[0])


def test_it_offers_no_number_of_too_few_answers(driven: Company, survey: Callable[..., None]) -> None:
    survey((10, 10, 10, 10))
    driven.at(10)
    assert "too few answers (4)" in words(driven.anna.dm[0])
    driven.open_form(driven.anna)
    assert value(driven) is None
    driven.anna.fill({"Value": "45", "Confidence (0-10)": "6"})
    driven.anna.submit()
    assert [(row.value, row.source) for row in driven.checkins] == [(45, "modal")]


def test_it_keeps_the_last_value_on_no_change_under_the_minimum(driven: Company, survey: Callable[..., None]) -> None:
    survey((10, 10, 10, 10))
    driven.at(10)
    driven.answer(driven.anna, {"Value": "45", "Confidence (0-10)": "6"})
    driven.to(driven.clock().replace(month=12, day=4, hour=7, minute=0))
    driven.anna.click(driven.anna.dm[-1], "No change")
    driven.settle()
    assert [(row.value, row.source) for row in driven.checkins] == [(45, "modal"), (45, "no_change")]


def test_it_says_that_there_are_no_answers(driven: Company) -> None:
    driven.at(10)
    driven.open_form(driven.anna)
    assert value(driven) is None
    assert "Would recommend us" in words(driven.anna.dm[0])
    assert "n = 0" not in words(driven.anna.dm[0])


def test_it_shows_the_newest_number_to_somebody_who_only_looked_before(
    driven: Company, survey: Callable[..., None]
) -> None:
    survey()
    driven.at(10)
    driven.open_form(driven.anna)
    driven.anna.close()
    survey((10, 10, 10, 10, 10), month=10)
    driven.open_form(driven.anna)
    assert value(driven) == "60"


def test_it_draws_a_dated_kpi_in_the_digest(driven: Company, survey: Callable[..., None]) -> None:
    survey()
    driven.at(10)
    driven.at(16)
    images = [block for block in driven.posts[0].blocks if block["type"] == "image"]
    assert len(images) == 2
    assert "Would recommend us" in images[1]["alt_text"]
    assert "n=6" in images[1]["alt_text"].replace(" ", "")


def test_it_tells_an_undated_kpi_in_words_only(company: Company, survey: Callable[..., None]) -> None:
    company.plan(PLAN.replace("WINDOW", ""))
    survey(dated=False)
    company.at(10)
    assert "undated" in words(company.anna.dm[0])
    company.at(16)
    images = [block for block in company.posts[0].blocks if block["type"] == "image"]
    assert len(images) == 1
    assert "undated" in words(company.posts[0])


def test_it_tells_scripts_what_the_digest_tells(driven: Company, survey: Callable[..., None], run: Run) -> None:
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
    assert "62.69\u00a0points" in words(company.anna.dm[0])
    assert "n = 134" in words(company.anna.dm[0])
    company.answer(company.anna, {"Confidence (0-10)": "6"})
    assert [(row.value, row.source) for row in company.checkins] == [(62.7, "kpi")]
