from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, delete, select, update

from storage import histogram
from storage.db import Database
from storage.facts import Survey, SurveyAnswer, SurveyDay
from storage.histogram import differs
from storage.surveys import Answer
from tests.storage.rows import NOON, answer, imported, new_survey

DAY = timedelta(days=1)


def is_true(database: Database, survey: Survey) -> bool:
    with database.read() as session:
        return not differs(session.connection(), {"workspace_id": survey.workspace_id, "survey_id": survey.id})


def days(database: Database, survey: Survey) -> list[tuple[object, ...]]:
    with database.read() as session:
        rows = session.exec(select(SurveyDay).where(SurveyDay.survey_id == survey.id)).all()
    return sorted(((row.day, row.segment, row.score, row.complete, row.n, row.newest_at) for row in rows), key=str)


def test_it_counts_rows_that_are_alike(database: Database) -> None:
    survey = new_survey(database)
    rows = [answer("a"), answer("b", at=NOON + timedelta(hours=1)), answer("c", segment="EU"), answer("d", None, None)]
    imported(database, survey, rows)
    assert days(database, survey) == [
        (None, "", None, None, 1, None),
        (date(2026, 10, 5), "", 9, None, 2, NOON + timedelta(hours=1)),
        (date(2026, 10, 5), "EU", 9, None, 1, NOON),
    ]


def test_it_follows_a_row_that_changes(database: Database) -> None:
    survey = new_survey(database)
    imported(database, survey, [answer("a"), answer("b", at=NOON + timedelta(hours=1))])
    imported(database, survey, [answer("b", 3, NOON + DAY)])
    assert days(database, survey) == [
        (date(2026, 10, 5), "", 9, None, 1, NOON),  # the newest of these has gone
        (date(2026, 10, 6), "", 3, None, 1, NOON + DAY),
    ]


def test_it_keeps_no_kind_of_rows_that_is_gone(database: Database) -> None:
    survey = new_survey(database)
    imported(database, survey, [answer("a", None, None)])
    imported(database, survey, [answer("a", 3)])
    assert days(database, survey) == [(date(2026, 10, 5), "", 3, None, 1, NOON)]


def test_it_lets_the_database_count_where_there_are_too_many_kinds(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(histogram, "MOST_BINS", 1)
    survey = new_survey(database)
    rows = [answer("a", None), answer("b"), answer("c", segment="EU"), answer("d", 4, None)]
    assert imported(database, survey, rows).missing_score == 1
    assert len(days(database, survey)) == 4
    assert is_true(database, survey)


@pytest.mark.parametrize("spoilt", ["n", "newest_at", "score", "none", "another"])
def test_it_notices_when_it_is_wrong(database: Database, spoilt: str) -> None:
    survey = new_survey(database)
    imported(database, survey, [answer("a"), answer("b", 3)])
    assert is_true(database, survey)
    with database.write() as session:
        mine = col(SurveyDay.survey_id) == survey.id, col(SurveyDay.score) == 3
        if spoilt == "none":
            session.exec(delete(SurveyDay).where(*mine))
        elif spoilt == "another":
            session.add(SurveyDay(workspace_id=survey.workspace_id, survey_id=survey.id, day=NOON.date(), score=3, n=1))
        else:
            values = {"n": 2, "newest_at": datetime(2026, 1, 1, tzinfo=UTC), "score": 4.0}
            session.exec(update(SurveyDay).where(*mine).values({spoilt: values[spoilt]}))
    assert not is_true(database, survey)


def test_it_notices_rows_that_were_changed_beside_it(database: Database) -> None:
    survey = new_survey(database)
    imported(database, survey, [answer("a"), answer("b", 3)])
    with database.write() as session:
        session.exec(delete(SurveyAnswer).where(col(SurveyAnswer.key) == "a"))
    assert not is_true(database, survey)


ANSWERS = st.lists(
    st.builds(
        Answer,
        st.sampled_from("abcdef"),
        st.sampled_from([None, 3.0, 9.0]),
        st.sampled_from([None, NOON, NOON + timedelta(minutes=1), NOON + DAY]),
        st.sampled_from(["", "EU"]),
        respondent=st.just(""),
        comment=st.sampled_from(["", "said"]),
        complete=st.sampled_from([None, True, False]),
    ),
    max_size=8,
)


@given(files=st.lists(ANSWERS, min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
def test_it_is_what_the_rows_add_up_to_whatever_was_imported(database: Database, files: list[list[Answer]]) -> None:
    survey = new_survey(database, f"survey {datetime.now(UTC).timestamp()}")
    for rows in files:
        imported(database, survey, rows)
        assert is_true(database, survey)
