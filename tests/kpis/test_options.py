"""The fields that only some formulas take."""

from typing import Any

import pytest
from pydantic import ValidationError
from sqlmodel import Session

from bot.kpis.definition import KpiDefinition, fields_of
from bot.kpis.options import Hours, Keep, Sentiment, Source, Stat, options_of
from bot.kpis.takes import COLUMNS, NEEDED, TAKERS, UNITS, rows_of
from bot.kpis.windows import Step
from bot.objectives.plans.export import document
from bot.rules.kpi_surveys import Scale
from storage.kinds import Formula
from tests.kpis.rows import company, kpi

SAID: dict[str, Any] = {
    "stat": "p90", "hours": "business", "margin": "0.4", "period": "month", "keep": "latest", "scale": "1-7",
    "top": "3", "lost": ["Churned"], "present": ["Stayed"], "solved": "Closed", "sentiment": "positive",
    "within": "3d", "segment": "EU", "survey": "relationship",
}  # fmt: skip
SOURCE = {"url_env": "WAREHOUSE_URL", "table": "mart.tickets", "columns": {"created": "opened", "solved": "done"}}


def fields(formula: str, **more: object) -> dict[str, object]:
    survey = {"survey": "relationship"} if Formula(formula) in TAKERS["survey"] else {}
    return {"name": "kpi", "formula": formula, **survey, **more}


def problems(formula: str, **more: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refused:
        KpiDefinition.model_validate(fields(formula, **more))
    return [(str(problem["loc"][0]), problem["type"]) for problem in refused.value.errors()]


@pytest.mark.parametrize("formula", Formula)
def test_it_takes_the_fields_that_say_something_and_no_others(formula: Formula) -> None:
    for field, value in SAID.items():
        if formula in TAKERS[field]:
            fitting = "1-10" if (field, formula) == ("scale", Formula.REVIEW_SHARE) else value
            KpiDefinition.model_validate(fields(formula, **{field: fitting}))
        else:
            idle = "kpis.survey_idle" if field == "survey" else "kpis.field_idle"
            assert problems(formula, **{field: value}) == [(field, idle)]


@pytest.mark.parametrize(
    ("formula", "field", "value", "problem"),
    [
        ("cltv", "margin", "-0.1", "greater_than_equal"),
        ("cltv", "margin", "1.1", "less_than_equal"),
        ("cltv", "margin", "nan", "finite_number"),
        ("cltv", "period", "day", "kpis.period_unknown"),
        ("cltv", "period", "hour", "enum"),
        ("csat", "top", "0", "greater_than_equal"),
        ("csat", "top", "5", "less_than_equal"),
        ("csat", "scale", "5-1", "kpis.scale_malformed"),
        ("csat", "scale", "5", "kpis.scale_malformed"),
        ("csat", "keep", "last", "enum"),
        ("fcr", "within", "7", "kpis.within_malformed"),
        ("fcr", "within", "0d", "kpis.within_malformed"),
        ("ttfv", "stat", "mode", "enum"),
        ("resolution_time", "hours", "office", "enum"),
        ("review_share", "sentiment", "neutral", "enum"),
        ("churn", "lost", [], "too_short"),
        ("review_share", "scale", "1-7", "kpis.review_scale"),
    ],
)
def test_it_refuses_what_it_cannot_follow(formula: str, field: str, value: object, problem: str) -> None:
    assert problems(formula, **{field: value}) == [(field, problem)]


@pytest.mark.parametrize(
    ("formula", "source", "field", "problem"),
    [
        ("resolution_time", {"url_env": "postgresql://me:secret@host/db"}, "source", "kpis.url_env_malformed"),
        ("resolution_time", {"columns": {"created": "opened"}}, "source", "kpis.column_needed"),
        ("resolution_time", {"columns": {"opened": "opened"}}, "source", "kpis.column_unknown"),
        ("resolution_time", {"hurry": "yes"}, "source", "extra_forbidden"),
        ("cltv", {}, "source", "kpis.field_idle"),
    ],
)
def test_it_refuses_a_source_it_cannot_read(formula: str, source: dict[str, object], field: str, problem: str) -> None:
    assert problems(formula, source=SOURCE | source) == [(field, problem)]


def test_it_does_not_repeat_an_address_that_stands_where_a_variable_should() -> None:
    with pytest.raises(ValidationError) as refused:
        KpiDefinition.model_validate(fields("ticket_volume", source=SOURCE | {"url_env": "pg://me:secret@host"}))
    problem = refused.value.errors()[0]
    assert problem["ctx"] == {}


@pytest.mark.parametrize(
    ("formula", "more", "problem"),
    [
        ("resolution_time", {"hours": "business"}, ("hours", "kpis.business_hours_elsewhere")),
        ("resolution_time", {"segment": "EU"}, ("segment", "kpis.column_needed")),
        ("solved_share", {"solved": ["Closed"]}, ("solved", "kpis.column_needed")),
    ],
)
def test_it_wants_the_columns_that_a_field_reads(
    formula: str, more: dict[str, object], problem: tuple[str, str]
) -> None:
    assert problems(formula, source=SOURCE, **more) == [problem]


def test_it_takes_a_survey_or_a_source() -> None:
    answers = {"url_env": "WAREHOUSE_URL", "table": "answers", "columns": {"score": "score"}}
    assert problems("nps", source=answers) == [("survey", "kpis.survey_and_source")]
    assert problems("nps", survey=None) == [("survey", "kpis.survey_needed")]
    assert KpiDefinition.model_validate(fields("nps", survey=None, source=answers)).survey is None


@pytest.mark.parametrize("formula", ["csat", "csat_mean"])
def test_it_wants_the_scale_of_scores_elsewhere(formula: str) -> None:
    answers = {"url_env": "WAREHOUSE_URL", "table": "answers", "columns": {"score": "score"}}
    assert problems(formula, survey=None, source=answers) == [("scale", "kpis.scale_needed")]
    assert KpiDefinition.model_validate(fields(formula, survey=None, source=answers, scale="1-5")).scale == "1-5"


def test_it_lets_a_source_be_filtered_by_its_own_columns() -> None:
    filtered = KpiDefinition.model_validate(fields("resolution_time", source=SOURCE, filter={"queue": "mail"}))
    assert filtered.filter == {"queue": "mail"}


@pytest.mark.parametrize("formula", Formula)
def test_it_knows_what_a_table_must_have(formula: Formula) -> None:
    """Every needed column is one that its kind of rows has; a share is per cent."""
    known = COLUMNS[rows_of(formula)]
    assert all(field in known for group in NEEDED.get(formula, ()) for field in group)
    assert "%" not in UNITS.get(formula, ()) or UNITS[formula] == ("%",)


def test_it_reads_the_options_back_as_they_were_meant(session: Session) -> None:
    workspace = company(session)
    times = kpi(session, workspace, **fields("resolution_time", stat="p90", hours="business", segment="EU"))
    told = options_of(times)
    assert (told.stat, told.hours, told.segment, told.keep) == (Stat.P90, Hours.BUSINESS, "EU", None)
    scores = options_of(kpi(session, workspace, **fields("csat", top="1", scale="1-7", keep="first")))
    assert (scores.top, scores.own_scale, scores.keep) == (1, Scale(1, 7), Keep.FIRST)
    worth = options_of(kpi(session, workspace, **fields("cltv", margin="0.4", period="year", lost="Churned")))
    assert (worth.margin, worth.period, worth.lost) == (0.4, Step.YEAR, ("Churned",))
    reviews = options_of(kpi(session, workspace, **fields("review_share", sentiment="positive")))
    assert reviews.sentiment is Sentiment.POSITIVE
    there = options_of(kpi(session, workspace, **fields("resolution_time", source=SOURCE)))
    assert there.source == Source.model_validate(SOURCE)


def test_it_lists_every_field_under_its_own_name(session: Session) -> None:
    row = kpi(session, company(session), **fields("fcr", within="3d", solved=["Done"]))
    listed = fields_of(row)
    assert {name: listed[name] for name in ("name", "formula", "within", "solved", "top", "source")} == {
        "name": "kpi",
        "formula": "fcr",
        "within": "3d",
        "solved": ["Done"],
        "top": None,
        "source": None,
    }
    assert set(listed) == set(KpiDefinition.model_fields)


@pytest.mark.parametrize(
    "more",
    [
        fields("resolution_time", source=SOURCE, stat="median"),
        fields("cltv", margin="0.35", period="quarter", lost=["Gone", "Away"]),
        fields("csat", top="1", scale="1-7", keep="latest", segment="EU", window="30d"),
    ],
)
def test_it_is_exported_as_it_was_defined(session: Session, more: dict[str, object]) -> None:
    workspace = company(session)
    row = kpi(session, workspace, **more)
    before = row.model_dump()
    exported = document(session, workspace.id)["kpis"][0]
    assert kpi(session, workspace, **exported).model_dump() == before
