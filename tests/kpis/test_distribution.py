"""How the answers behind an NPS are distributed: the very rows that it counts."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.kpis.distribution import scores
from bot.kpis.flow import reading
from bot.kpis.trend import trends
from bot.rules.kpi_surveys import nps
from storage.models import Workspace
from storage.surveys import Answer, add_answers, ensure_survey
from tests.kpis.rows import DAY, MOSCOW, NOW, company, kpi, scored, survey
from tests.kpis.test_properties import given_answers, place
from tests.kpis.warehouse import ADDRESS, company_rows, fill
from tests.objectives.standings import key_result, objective

SURVEY = {"formula": "nps", "survey": "relationship"}
ANSWERS = {"time": "happened", "score": "score", "segment": "plan", "respondent": "who"}


def given_scores(session: Session, workspace: Workspace, **fields: object) -> dict[int, int]:
    """Those that somebody gave."""
    found = scores(session, workspace, kpi(session, workspace, **{**SURVEY, **fields}), NOW)
    return {score: n for score, n in found.items() if n}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(
    given_answers,
    st.sampled_from([None, "7d", "month"]),
    st.sampled_from([None, "EU"]),
    st.sampled_from(["all", "latest"]),
)
def test_it_counts_what_the_nps_counts(
    own: Session, answers: list[Answer], window: str | None, segment: str | None, keep: str
) -> None:
    workspace = place(own)
    survey(own, workspace, answers)
    row = kpi(own, workspace, **SURVEY, window=window, segment=segment, keep=keep)
    found, said = scores(own, workspace, row, NOW), reading(own, workspace, row, NOW).estimate
    assert nps(found) == said
    assert bool(found) == bool(said.n)


def test_it_tells_every_score_of_the_scale_in_order(session: Session, workspace: Workspace) -> None:
    survey(session, workspace, scored([10, 10, 3]))
    found = scores(session, workspace, kpi(session, workspace, **SURVEY), NOW)
    assert list(found) == list(range(11))
    assert (found[3], found[10], sum(found.values())) == (1, 2, 3)


def test_it_has_no_zero_on_a_scale_that_begins_with_one(session: Session, workspace: Workspace) -> None:
    add_answers(session, ensure_survey(session, workspace.id, "relationship", 1, 10), scored([1, 9]), MOSCOW)
    found = scores(session, workspace, kpi(session, workspace, **SURVEY), NOW)
    assert list(found) == list(range(1, 11))


def test_it_looks_only_at_the_days_of_the_window(session: Session, workspace: Workspace) -> None:
    survey(session, workspace, scored([9]) + scored([2] * 5, NOW - 30 * DAY, prefix="old"))
    assert given_scores(session, workspace, window="7d") == {9: 1}


def test_it_looks_only_at_what_the_filter_and_the_segment_leave(session: Session, workspace: Workspace) -> None:
    survey(session, workspace, scored([9], segment="EU") + scored([2] * 5, segment="US", prefix="us"))
    assert given_scores(session, workspace, segment="EU") == {9: 1}
    assert given_scores(session, workspace, name="us", filter={"segment": "US"}) == {2: 5}


def test_it_never_counts_another_company(session: Session, workspace: Workspace) -> None:
    survey(session, company(session, "T2"), scored([9]))
    assert given_scores(session, workspace) == {}


@pytest.mark.parametrize("given_score", [4.5, 11])
def test_it_is_empty_where_the_nps_has_no_number(session: Session, workspace: Workspace, given_score: float) -> None:
    answers = [Answer("a", given_score, NOW)]
    add_answers(session, ensure_survey(session, workspace.id, "relationship", 0, 11), answers, MOSCOW)
    assert given_scores(session, workspace) == {}
    assert given_scores(session, workspace, name="later", survey="not yet") == {}


def test_it_is_for_an_nps_only(session: Session, workspace: Workspace) -> None:
    survey(session, workspace, scored([9]))
    assert given_scores(session, workspace, formula="csat") == {}


@pytest.mark.parametrize("segment", [None, "EU"])
def test_it_counts_the_rows_of_another_database_alike(own: Session, address: str, segment: str | None) -> None:
    workspace = company(own)
    fill(address, {"answers": company_rows(own, workspace)["answers"]})
    source = {"url_env": ADDRESS, "table": "answers", "columns": ANSWERS}
    theirs = kpi(own, workspace, name="theirs", formula="nps", source=source, segment=segment)
    mine = kpi(own, workspace, name="mine", **SURVEY, segment=segment)
    found = scores(own, workspace, theirs, NOW)
    assert found == scores(own, workspace, mine, NOW)
    assert nps(found).n == reading(own, workspace, theirs, NOW).estimate.n > 0


def test_a_trend_tells_the_scores_of_an_nps_with_enough_answers(session: Session, workspace: Workspace) -> None:
    survey(session, workspace, scored([10, 10, 3]))
    rows = [
        kpi(session, workspace, name="enough", **SURVEY, min_n=3),
        kpi(session, workspace, name="too few", **SURVEY, min_n=4),
        kpi(session, workspace, name="csat", **{**SURVEY, "formula": "csat"}, min_n=1),
    ]
    driven = [replace(key_result(number=number), kpi_id=row.id) for number, row in enumerate(rows, 1)]
    enough, too_few, csat = trends(session, workspace, (objective(1, *driven),), NOW, spread=True)
    assert nps(enough.scores) == enough.reading.estimate
    assert (too_few.scores, csat.scores) == ({}, {})
