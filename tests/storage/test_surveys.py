from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlmodel import Session, select

from storage.facts import Survey, SurveyAnswer
from storage.kpis import Days
from storage.numbers.own import answer_days
from storage.numbers.scores import Scores, scores
from storage.people import new_workspace
from storage.staging import Stored
from storage.surveys import Answer, add_answers, ensure_survey

ALL = Days()
LATE = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)  # 6 October in Moscow
ANSWERS = [Answer("a", 9, LATE, "EU", comment="fine"), Answer("b", None, LATE), Answer("c", 3, None)]


def survey(session: Session, slack_id: str = "T1") -> Survey:
    workspace = new_workspace(session, "en", "Europe/Moscow", slack_id)
    return ensure_survey(session, workspace.id, "relationship", 0, 10)


def counted(session: Session, found: Survey, days: Days = ALL, bands: Sequence[float] = ()) -> Scores | None:
    return scores(answer_days(session, found, ()), "time", [days], bands)


def add(session: Session, found: Survey, answers: list[Answer]) -> Stored:
    return add_answers(session, found, answers, "Europe/Moscow")


def test_it_stores_answers_with_the_day_of_the_zone(session: Session) -> None:
    assert add(session, survey(session), ANSWERS) == Stored(imported=3, updated=0, duplicates=0, missing_score=1)
    rows = session.exec(select(SurveyAnswer).order_by(SurveyAnswer.key)).all()
    assert [(row.score, row.at, row.day, row.segment, row.comment) for row in rows] == [
        (9, LATE, date(2026, 10, 6), "EU", "fine"),
        (None, LATE, date(2026, 10, 6), "", ""),
        (3, None, None, "", ""),
    ]


def test_it_adds_nothing_the_second_time(session: Session) -> None:
    found = survey(session)
    add(session, found, ANSWERS)
    assert add(session, found, ANSWERS) == Stored(imported=0, updated=0, duplicates=3, missing_score=0)
    assert len(session.exec(select(SurveyAnswer)).all()) == 3


def test_it_brings_a_changed_answer_up_to_date(session: Session) -> None:
    found = survey(session)
    add(session, found, ANSWERS)
    later = ANSWERS[0]._replace(score=2, at=datetime(2026, 11, 1, tzinfo=UTC))
    assert add(session, found, [later, *ANSWERS[1:]]) == Stored(0, 1, 2, 0)
    row = session.exec(select(SurveyAnswer).where(SurveyAnswer.key == "a")).one()
    assert (row.score, row.day) == (2, date(2026, 11, 1))


def test_it_lets_the_last_row_of_a_key_win_and_knows_it_again(session: Session) -> None:
    found = survey(session)
    twice = [Answer("a", 9), Answer("a", 8), *(Answer(f"x{n}", 5) for n in range(600)), Answer("a", 8)]
    assert add(session, found, twice) == Stored(imported=601, updated=1, duplicates=1, missing_score=0)
    assert add(session, found, twice) == Stored(imported=0, updated=0, duplicates=603, missing_score=0)
    assert session.exec(select(SurveyAnswer.score).where(SurveyAnswer.key == "a")).one() == 8


def test_it_keeps_surveys_with_equal_keys_apart(session: Session) -> None:
    mine, other = survey(session), survey(session, "T2")
    add(session, mine, ANSWERS)
    assert add(session, other, [Answer("a", 1)]).imported == 1
    told = counted(session, mine)
    assert told
    assert told.counts == {0: {3: 1, 9: 1}}


def test_it_remembers_that_a_survey_is_inverted(session: Session) -> None:
    found = survey(session)
    ensure_survey(session, found.workspace_id, "relationship", 0, 10, inverted=True)
    assert ensure_survey(session, found.workspace_id, "relationship", 0, 10).inverted


def test_it_counts_answers_by_score(session: Session) -> None:
    found = survey(session)
    add(session, found, [*ANSWERS, Answer("d", 9, LATE), Answer("e", 8, LATE)])
    dated, everything = counted(session, found, Days(date(2026, 10, 6), date(2026, 10, 6))), counted(session, found)
    assert dated
    assert (dated.counts, dated.undated) == ({0: {9: 2, 8: 1}}, False)
    assert everything
    assert (everything.counts, everything.undated) == ({0: {9: 2, 8: 1, 3: 1}}, True)


def test_it_tells_when_the_newest_scored_answer_was_given(session: Session) -> None:
    found = survey(session)
    add(session, found, [*ANSWERS, Answer("later", None, datetime(2026, 12, 1, tzinfo=UTC))])
    for bands in ((), (7, 9)):
        told = counted(session, found, bands=bands)
        assert told
        assert told.newest == LATE
        assert counted(session, found, Days(last=date(2026, 10, 5)), bands) is None


def test_it_counts_scores_of_the_same_band_as_one_of_them(session: Session) -> None:
    found = survey(session)
    add(session, found, [Answer(f"{place}", score, LATE) for place, score in enumerate((3, 6, 6, 7, 9, 10))])
    banded = counted(session, found, bands=(7, 9))
    assert banded
    assert banded.counts == {0: {3: 3, 7: 1, 9: 2}}
    assert (banded.lowest, banded.highest) == (3, 10)


def test_it_tells_scores_apart_where_one_is_not_whole(session: Session) -> None:
    found = survey(session)
    add(session, found, [Answer("a", 7.5, LATE), Answer("b", 3, LATE), Answer("c", 4, LATE)])
    told = counted(session, found, bands=(7, 9))
    assert told
    assert told.counts == {0: {3: 1, 4: 1, 7.5: 1}}
