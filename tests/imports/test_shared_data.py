"""Real exports with figures that others published: each comes out of the command a person would type."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.imports.columns import find_column
from storage.imports.numbers import read_number
from storage.imports.table import Layout, read_table
from tests.command import Run
from tests.contract import SHARED, answered, defined, figure, lite, needs_shared, scores, shown, taken_in

__all__ = ["lite"]
pytestmark = needs_shared

Copied = Callable[[str], str]
SATISFIED = "Very satisfied=5,Satisfied=4,Neither satisfied nor dissatisfied=3,Dissatisfied=2,Very dissatisfied=1"
GOOD = "Horrible=1,Bad=2,OK=3,Good=4,Excellent=5"
FAVORABLE = (
    "Very favorably=5,Somewhat favorably=4,Neither favorably nor unfavorably (neutral)=3,"
    "Somewhat unfavorably=2,Very unfavorably=1"
)
RECOMMEND = (
    "Would you recommend CNCF to other open source projects, and why?10 - strongly agree, 1 - strongly disagree."
)
SUPPORT = (
    "Are you satisfied with the overall support your project receives from CNCF (e.g., marketing, budget, "
    "scholarships, events etc)10 - strongly agree, 1 - strongly disagree."
)
MAINTAINERS = "cncf_maintainer_surveymonkey/CNCF_Maintainers_Survey_2020_H2.csv"
AMBASSADORS = "cncf_ambassador_surveymonkey/CNCF_Ambassadors_Survey_2020_H1.csv"
RSTUDIO = "rstudio_r_community_googleforms/2019_"
SPACK = "spack_user_survey_googleforms/spack-user-survey-"
QUALITY = "How would you rate the overall quality of ... [Spack]"
SPANISH = "¿Qué tan probable es que recomiendes R a un colega, amiga/o o un familiar?"
UPGRADE = "How easy is it for you to upgrade to newer versions of Python libraries"


@dataclass(frozen=True)
class Known:
    """A survey's file, how a person would import it, and the number somebody else got."""

    file: str
    score: str
    scale: str
    formula: str
    value: float
    n: int
    more: tuple[str, ...] = ()


KNOWN = (
    Known(MAINTAINERS, RECOMMEND, "1-10", "csat_mean", 8.8, 97),
    Known(MAINTAINERS, f"{RECOMMEND} [Response]", "1-10", "csat_mean", 8.8, 97),
    Known(MAINTAINERS, SUPPORT, "1-10", "csat_mean", 8.26, 97),
    Known("cncf_maintainer_surveymonkey/CNCF_Maintainers_Survey_2021_H2.csv", RECOMMEND, "1-10", "nps", 62.75, 102),
    Known(
        AMBASSADORS,
        "How satisfied are you with the ambassador program?",
        "1-5",
        "csat",
        93.18,
        44,
        ("--labels", SATISFIED),
    ),
    Known(
        "carpentries_nps/20200326-longterm-other_questions-no-open.csv",
        "recommendation_score",
        "0-10",
        "nps",
        62.69,
        134,
    ),
    Known(
        f"{RSTUDIO}english_responses.csv",
        "How likely are you to recommend R to a colleague, friend, or family member?",
        "1-10",
        "nps",
        73.98,
        1795,
    ),
    Known(f"{RSTUDIO}spanish_responses.csv", SPANISH, "1-10", "nps", 77.04, 331),
    Known(f"{RSTUDIO}spanish_responses.xlsx", SPANISH, "1-10", "nps", 77.04, 331),
    Known(f"{SPACK}2020-responses.csv", QUALITY, "1-5", "csat", 78.24, 170, ("--labels", GOOD)),
    Known(f"{SPACK}2021-responses.csv", QUALITY, "1-5", "csat", 82.12, 179, ("--labels", GOOD)),
    Known("dask_user_survey_2019/dask_2019_results.csv", UPGRADE, "1-4", "csat_mean", 3.475, 255),
    Known("dask_user_survey_2019/dask_2019_results.csv", UPGRADE, "1-4", "csat", 92.55, 255),
)


@pytest.fixture
def copied(tmp_path: Path) -> Copied:
    """A real file in a folder where its rejected rows may be written."""

    def copy(name: str) -> str:
        return str(shutil.copy(SHARED / name, tmp_path))

    return copy


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{Path(known.file).stem[-20:]}-{known.formula}")
def test_it_gets_the_number_that_somebody_else_got(lite: Run, copied: Copied, known: Known) -> None:
    said = answered(lite, copied(known.file), known.score, known.scale, *known.more)
    found = figure(lite, formula=known.formula, survey="s")
    assert (round(found["value"], 2), found["n"]) == (pytest.approx(known.value, abs=0.006), known.n)
    assert said["imported"] - said["missing_score"] == known.n
    assert said["rejected"] == 0


def test_it_reads_a_distribution_as_it_was_printed(lite: Run, copied: Copied, sqlite_database: str) -> None:
    answered(lite, copied(MAINTAINERS), RECOMMEND, "1-10")
    counts = Counter(scores(sqlite_database))
    assert [counts[score] for score in range(1, 11)] == [1, 0, 0, 0, 3, 6, 8, 15, 14, 50]


def test_it_reads_the_same_from_a_workbook_as_from_its_text(lite: Run, copied: Copied, sqlite_database: str) -> None:
    answered(lite, copied(f"{RSTUDIO}spanish_responses.csv"), SPANISH, "1-10")
    as_text = scores(sqlite_database)
    by_week = ("--from", "2019-12-13", "--to", "2020-01-31", "--by", "day")
    defined(lite, formula="nps", survey="s")
    days = shown(lite, *by_week)
    Path(sqlite_database.removeprefix("sqlite:///")).unlink()
    answered(lite, copied(f"{RSTUDIO}spanish_responses.xlsx"), SPANISH, "1-10")
    defined(lite, formula="nps", survey="s")
    assert scores(sqlite_database) == as_text
    assert shown(lite, *by_week) == days


def test_it_counts_the_completed_of_the_started(run: Run, copied: Copied) -> None:
    """SurveyGizmo's status column is found by itself, and said."""
    file = copied("jupyter_ux_2015_surveygizmo/20160115235816-SurveyExport.csv")
    said = taken_in(run, "surveys", file, "--survey", "s")
    assert (said["rows"], said["imported"], said["columns"]["status"]) == (1706, 1706, "Status")
    found = figure(run, formula="response_rate", survey="s")
    assert (round(found["value"], 2), found["n"], found["unit"]) == (45.66, 1706, "%")


def test_it_counts_the_completed_by_the_words_that_are_given(lite: Run, copied: Copied) -> None:
    file = copied("jupyter_ux_2015_surveygizmo/20160115235816-SurveyExport.csv")
    words = ("--status-column", "Status", "--complete", "complete", "--time-column", "Date Submitted")
    said = taken_in(lite, "surveys", file, "--survey", "s", *words, "--timezone", "Etc/GMT+6")
    assert said["columns"]["time"] == "Date Submitted"
    assert round(figure(lite, formula="response_rate", survey="s")["value"], 2) == 45.66


def test_it_flags_a_scale_on_which_high_is_effort(lite: Run, copied: Copied) -> None:
    file = copied("k8s_contribex_surveymonkey_2019/contribex-survey-2019.csv")
    column = "Please rate any challenges to the listed steps of the contribution process [Code/Documentation review]"
    answered(lite, file, column, "1-5", "--inverted")
    found = figure(lite, formula="ces", survey="s")
    assert (found["value"], found["n"], found["inverted"]) == (pytest.approx(2.78), 200, True)


def test_it_counts_lost_customers_by_a_flag(run: Run, copied: Copied) -> None:
    file = copied("telco_churn_ibm/Telco-Customer-Churn.csv")
    said = taken_in(run, "customers", file, "--map", "id=customerID", "--map", "lost=Churn")
    assert (said["rows"], said["imported"]) == (7043, 7043)
    found = figure(run, formula="churn")
    assert (round(found["value"], 2), found["n"], found["undated"]) == (26.54, 7043, True)
    assert round(figure(run, formula="retention")["value"], 2) == round(100 - 26.5370, 2)


def test_it_counts_visits_without_an_id_each_for_itself(run: Run, copied: Copied) -> None:
    file = copied("online_shoppers_conversion/online_shoppers_intention.csv")
    said = taken_in(run, "customers", file, "--map", "converted=Revenue")
    assert (said["rows"], said["imported"]) == (12330, 12330)
    found = figure(run, formula="conversion")
    assert (round(found["value"], 2), found["n"]) == (15.47, 12330)


def test_it_counts_the_tickets_of_an_event_log_once(run: Run, copied: Copied) -> None:
    file = copied("italian_helpdesk_log/helpdesk_verenich2016.csv")
    said = taken_in(run, "tickets", file, "--map", "id=CaseID", "--map", "created=CompleteTimestamp")
    assert (said["rows"], said["imported"]) == (13710, 3804)
    assert figure(run, formula="ticket_volume")["value"] == 3804


def test_it_reads_the_tickets_of_a_help_desk(lite: Run, copied: Copied) -> None:
    file = copied("zendesk_api_schema_seeds/ticket_data.csv")
    mapped = ("id=id", "created=created_at", "status=status", "segment=via_channel")
    said = taken_in(lite, "tickets", file, *(word for pair in mapped for word in ("--map", pair)))
    assert said["imported"] == 10
    assert figure(lite, formula="ticket_volume")["value"] == 10
    assert figure(lite, formula="solved_share", solved=["closed", "solved"])["value"] == 80


def test_it_reads_answers_in_russian_with_half_days_and_an_offset(lite: Run, copied: Copied) -> None:
    file = copied("dou_ua_russian_cp1251/results-of-the-2016_otmetka_vremeni.csv")
    Path(file).write_bytes(Path(file).read_text("utf-8-sig").encode("cp1251"))
    words = '"Один из лучших в моей жизни"=4,"Нормальный год, все как обычно"=3,"Трудный год, но в целом все хорошо"=2'
    labels = f'{words},"Неудачный год, все плохо"=1'
    said = answered(lite, file, "Как вы оцениваете этот год лично для себя?", "1-4", "--labels", labels)
    assert (said["rows"], said["imported"], said["columns"]["encoding"]) == (10948, 10948, "cp1251")
    assert (said["columns"]["time"], said["columns"]["date_order"]) == ("Отметка времени", "ymd")
    found = figure(lite, formula="csat", survey="s")
    assert (round(found["value"], 2), found["n"]) == (round(100 * (2403 + 2973) / 10948, 2), 10948)
    first = shown(lite, "--from", "2016-12-08", "--to", "2016-12-08")
    assert 0 < first["n"] < 10948


@pytest.mark.parametrize("known", [("Han Solo", 814), ("Luke Skywalker", 825)])
def test_it_reads_a_grid_that_is_not_utf_8(lite: Run, copied: Copied, known: tuple[str, int]) -> None:
    grid = (
        "Please state whether you view the following characters favorably, unfavorably, or are unfamiliar with him/her."
    )
    file = copied("fivethirtyeight_starwars_surveymonkey/StarWars.csv")
    labels = ("--labels", FAVORABLE, "--missing", "Unfamiliar (N/A)")
    said = answered(lite, file, f"{grid} [{known[0]}]", "1-5", *labels)
    assert (said["rows"], said["imported"], said["columns"]["header_rows"]) == (1186, 1186, 2)
    assert figure(lite, formula="csat_mean", survey="s")["n"] == known[1]


@pytest.mark.parametrize(
    ("file", "score", "rows", "header_rows"),
    [
        ("qualtrics_qualtRics_fixtures/qualtrics_3header_german_labels.csv", "Q1", 1, 3),
        ("qualtrics_qualtRics_fixtures/qualtrics_legacy_2header_BOM.csv", "Q1", 1, 2),
        ("qualtrics_qualtRics_fixtures/qualtrics_3header_german_labels.csv", "#18", 1, 3),
        ("cantera_typeform/cantera_typeform_responses.csv", "#2", 60, 2),
        ("cncf_ambassador_surveymonkey/CNCF_Ambassadors_Survey_2019_H2.csv", "#49", 42, 2),
        ("k8s_contribex_surveymonkey_2019/contribex-survey-2019.csv", "#15", 211, 2),
    ],
)
def test_it_finds_how_many_rows_are_headers(
    lite: Run, copied: Copied, file: str, score: str, rows: int, header_rows: int
) -> None:
    said = answered(lite, copied(file), score, "1-10", "--labels", "macOS=1", "--dry-run")
    assert (said["rows"], said["columns"]["header_rows"]) == (rows, header_rows)


def test_it_reads_the_mean_purchase_of_buyers() -> None:
    """A mean over buyers, as it was printed: it is not the mean over orders."""
    table = read_table(SHARED / "cdnow_clv_lifetimes/cdnow_customers_summary_with_transactions.csv", Layout())
    orders, means = ([read_number(cell) for cell in table.column(find_column(table, name))] for name in ("x", "zbar"))
    bought = [mean for count, mean in zip(orders, means, strict=True) if count and mean is not None]
    assert (len(means), len(bought)) == (2357, 946)
    assert sum(bought) / len(bought) == pytest.approx(35.078551797, abs=5e-10)


def test_it_reads_customers_with_a_blank_sum() -> None:
    """Eleven of telco's sums are one blank: no number, and no reason to leave the customer out."""
    table = read_table(SHARED / "telco_churn_ibm/Telco-Customer-Churn.csv", Layout())
    sums = [read_number(cell) for cell in table.column(find_column(table, "TotalCharges"))]
    assert (len(sums), sums.count(None)) == (7043, 11)
