from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import select

from storage.db import Database
from storage.facts import Import, Survey, SurveyAnswer
from storage.staging import Stored, staging
from storage.surveys import Answer, ensure_survey
from tests.storage.rows import COLUMNS, NOON, answer, imported, new_survey, stored

TOKYO = timezone(timedelta(hours=9))


def test_it_stores_what_the_tables_own_types_would(database: Database) -> None:
    survey = new_survey(database)
    at, day = datetime(2026, 10, 5, 3, 4, 5, 60, TOKYO), date(2026, 10, 4)
    values: dict[str, Any] = {
        "score": 7,
        "at": at,
        "segment": "EU",
        "respondent": "r",
        "comment": "c",
        "complete": True,
        "day": day,
    }
    with database.write() as session:
        session.add(SurveyAnswer(workspace_id=survey.workspace_id, survey_id=survey.id, key="one", **values))
    with staging(database, SurveyAnswer, "key", ("key", *values)) as stage:
        stage.extend([("two", *values.values()), ("none", None, None, "", "", "", None, None)])
        with stage.writing(dry_run=False) as session:
            stage.merge(session, {"workspace_id": survey.workspace_id, "survey_id": survey.id})
    with database.read() as session:
        names = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in values)
        one, two = (
            session.execute(text(f"SELECT {names} FROM survey_answer WHERE key = '{key}'")).one()  # noqa: S608
            for key in ("one", "two")
        )
    assert one == two
    none = stored(database, survey)[0]
    assert (none.score, none.at, none.day, none.complete) == (None, None, None, None)


@pytest.mark.parametrize("comment", ["\\", "\\N", "a\tb", "one\ntwo\r\n", "'; --", "ё 🙂", "", '"'])
def test_it_keeps_a_text_as_it_is(database: Database, comment: str) -> None:
    survey = new_survey(database)
    imported(database, survey, [answer("a")._replace(comment=comment), answer("b")])
    assert [row.comment for row in stored(database, survey)] == [comment, ""]


def test_it_refuses_a_naive_instant(database: Database) -> None:
    survey = new_survey(database)
    with pytest.raises(ValueError, match="time zone"):
        imported(database, survey, [answer("a", at=datetime(2026, 1, 1))])  # noqa: DTZ001
    assert stored(database, survey) == []


def test_it_leaves_alone_what_a_file_does_not_tell(database: Database) -> None:
    survey = new_survey(database)
    imported(database, survey, [answer("a", segment="EU")._replace(comment="fine")])
    scope = {"workspace_id": survey.workspace_id, "survey_id": survey.id}
    with staging(database, SurveyAnswer, "key", ("key", "score")) as stage:
        stage.extend([("a", 3), ("b", None)])
        with stage.writing(dry_run=False) as session:
            assert stage.merge(session, scope) == Stored(1, 1, 0, missing_score=1)
    told = [(row.score, row.segment, row.comment, row.at) for row in stored(database, survey)]
    assert told == [(3, "EU", "fine", NOON), (None, "", "", None)]


def test_it_keeps_nothing_of_a_trial_run_and_tells_the_same(database: Database) -> None:
    survey = new_survey(database)
    imported(database, survey, [answer("a"), answer("b")])
    rows = [answer("a"), answer("b", 3), answer("c", None), answer("c", 4), answer("d", None)]
    expected = Stored(imported=2, updated=2, duplicates=1, missing_score=1)
    assert imported(database, survey, rows, dry_run=True) == expected
    assert [row.score for row in stored(database, survey)] == [9, 9]
    assert imported(database, survey, rows) == expected
    assert [row.score for row in stored(database, survey)] == [9, 3, 4, None]


def test_it_keeps_nothing_that_a_trial_run_wrote_before(database: Database) -> None:
    survey = new_survey(database)
    with staging(database, SurveyAnswer, "key", COLUMNS) as stage:
        stage.extend([(*answer("a"), NOON.date())])
        with stage.writing(dry_run=True) as session:
            other = ensure_survey(session, survey.workspace_id, "other", 1, 5)
            assert stage.merge(session, {"workspace_id": survey.workspace_id, "survey_id": other.id}).imported == 1
    with database.read() as session:
        assert [row.name for row in session.exec(select(Survey))] == ["relationship"]
        assert session.exec(select(Import)).all() == []


def test_it_takes_what_was_known_already_for_duplicates_when_an_export_has_grown(database: Database) -> None:
    survey = new_survey(database)
    export = [answer("a", 1), answer("a", 2), answer("b", 5)]
    assert imported(database, survey, export) == Stored(2, 1, 0)
    assert imported(database, survey, [*export, answer("a", 3), answer("c", 7)]) == Stored(1, 1, 3)
    assert imported(database, survey, export[:2]) == Stored(0, 2, 0)  # an older one takes the ticket back


def test_it_stores_nothing_where_the_work_fails(database: Database) -> None:
    survey = new_survey(database)
    with pytest.raises(ZeroDivisionError), staging(database, SurveyAnswer, "key", COLUMNS) as stage:
        stage.extend([(*answer("a"), NOON.date())])
        with stage.writing(dry_run=False) as session:
            stage.merge(session, {"workspace_id": survey.workspace_id, "survey_id": survey.id})
            raise ZeroDivisionError
    assert stored(database, survey) == []
    assert imported(database, survey, [answer("a")]).imported == 1


ROWS = st.lists(
    st.builds(
        answer,
        st.sampled_from("abcd"),
        st.sampled_from([None, 3, 9]),
        st.sampled_from([None, NOON, NOON + timedelta(days=1)]),
        st.sampled_from(["", "EU"]),
    ),
    max_size=8,
)


@given(files=st.lists(ROWS, min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
def test_it_counts_and_keeps_what_a_plain_reading_of_the_rule_would(
    database: Database, files: list[list[Answer]]
) -> None:
    survey = new_survey(database, f"survey {datetime.now(UTC).timestamp()}")
    known: dict[str, Answer] = {}
    for rows in files:
        assert imported(database, survey, rows, dry_run=True) == (expected := _counted(known, rows))
        assert imported(database, survey, rows) == expected
        known |= {row.key: row for row in rows}
    found = [Answer(*(getattr(row, name) for name in Answer._fields)) for row in stored(database, survey)]
    assert found == [known[key] for key in sorted(known)]


def _counted(known: dict[str, Answer], rows: Sequence[Answer]) -> Stored:
    """Row by row: known is what comes before the last row equal to the stored one."""
    new = {row.key: row for row in rows if row.key not in known}
    updated = 0
    for key in {row.key for row in rows}:
        mine = [row for row in rows if row.key == key]
        if key in known:
            equal = [place for place, row in enumerate(mine) if row == known[key]]
            mine = [known[key], *mine[max(equal, default=-1) + 1 :]]
        updated += sum(one != other for one, other in pairwise(mine))
    missing = sum(row.score is None for row in new.values())
    return Stored(len(new), updated, len(rows) - len(new) - updated, missing)


@pytest.mark.parametrize("microsecond", [0, 250])
def test_it_takes_an_instant_as_its_text_too(database: Database, microsecond: int) -> None:
    survey, at = new_survey(database), NOON.replace(microsecond=microsecond)
    with staging(database, SurveyAnswer, "key", ("key", "at", "", "day")) as stage:
        stage.extend([("a", str(at), "a column without a name", at.date())])
        with stage.writing(dry_run=False) as session:
            stage.merge(session, {"workspace_id": survey.workspace_id, "survey_id": survey.id})
    row = stored(database, survey)[0]
    assert (row.at, row.day, row.score) == (at, at.date(), None)
    assert imported(database, survey, [answer("a", None, at)]) == Stored(0, 0, 1)
