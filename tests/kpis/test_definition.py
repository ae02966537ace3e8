import pytest
from pydantic import ValidationError

from bot.kpis.definition import KpiDefinition
from storage.kinds import Direction, Formula

NPS = {"name": "nps", "formula": "nps", "survey": "relationship"}


def problems(**fields: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refused:
        KpiDefinition.model_validate(NPS | fields)
    return [(str(problem["loc"][0]), problem["type"]) for problem in refused.value.errors()]


def test_it_fills_in_what_most_kpis_share() -> None:
    columns = KpiDefinition.model_validate(NPS).columns()
    assert columns["min_n"] == 30
    assert columns["window"] is None
    assert columns["filter"] == {}
    assert columns["direction"] is Direction.UP


@pytest.mark.parametrize(
    ("formula", "unit"),
    [("csat", "%"), ("fcr", "%"), ("first_response_time", "h"), ("handle_time", "min"), ("ticket_volume", "")],
)
def test_it_knows_the_unit_of_a_formula(formula: str, unit: str) -> None:
    survey = "relationship" if formula == "csat" else None
    definition = KpiDefinition(name="kpi", formula=Formula(formula), survey=survey)
    assert definition.columns()["unit"] == unit


def test_it_takes_shorter_times_for_better_unless_told_otherwise() -> None:
    times = KpiDefinition(name="kpi", formula=Formula.RESOLUTION_TIME)
    longer = KpiDefinition(name="kpi", formula=Formula.HANDLE_TIME, direction=Direction.UP)
    assert (times.columns()["direction"], longer.columns()["direction"]) == (Direction.DOWN, Direction.UP)


def test_it_names_an_unknown_key() -> None:
    assert problems(windoww="30d") == [("windoww", "extra_forbidden")]


def test_it_wants_a_survey_where_answers_count() -> None:
    assert problems(survey=None) == [("survey", "kpis.survey_needed")]


def test_it_wants_no_survey_where_tickets_count() -> None:
    assert problems(formula="fcr") == [("survey", "kpis.survey_idle")]


@pytest.mark.parametrize("window", ["30", "0d", "d", "year", "30 d", "99999d", ""])
def test_it_refuses_a_window_it_cannot_follow(window: str) -> None:
    assert problems(window=window) == [("window", "kpis.window_unknown")]


@pytest.mark.parametrize("window", ["1d", "90d", "week", "month", "quarter", "cycle"])
def test_it_takes_days_and_calendar_windows(window: str) -> None:
    assert KpiDefinition.model_validate(NPS | {"window": window}).window == window


def test_it_refuses_a_filter_by_a_column_that_the_rows_do_not_have() -> None:
    assert problems(filter={"tier": "1"}) == [("filter", "kpis.filter_unknown")]


def test_it_refuses_a_unit_that_the_formula_does_not_speak() -> None:
    assert problems(formula="csat", unit="h") == [("unit", "kpis.unit_unknown")]


def test_it_names_all_problems_at_once() -> None:
    assert problems(survey=None, window="x", min_n=0, extra=1) == [
        ("survey", "kpis.survey_needed"),
        ("window", "kpis.window_unknown"),
        ("min_n", "greater_than_equal"),
        ("extra", "extra_forbidden"),
    ]
