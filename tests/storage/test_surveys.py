from datetime import UTC, date, datetime

from sqlmodel import Session, select

from storage.facts import Survey, SurveyAnswer
from storage.kpis import Days
from storage.numbers.own import answer_days
from storage.numbers.sums import Part
from storage.numbers.surveys import score_parts
from storage.people import new_workspace
from storage.staging import Stored
from storage.surveys import Answer, add_answers, ensure_survey

ALL = Days()
LATE = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)  # 6 October in Moscow
ANSWERS = [Answer("a", 9, LATE, "EU", comment="fine"), Answer("b", None, LATE), Answer("c", 3, None)]


def survey(session: Session, slack_id: str = "T1") -> Survey:
    workspace = new_workspace(session, "en", "Europe/Moscow", slack_id)
    return ensure_survey(session, workspace.id, "relationship", 0, 10)


def parts(session: Session, found: Survey, days: Days = ALL) -> list[Part]:
    return score_parts(answer_days(session, found, ()), "time", [days])


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
    assert {part.key for part in parts(session, mine)} == {3, 9}


def test_it_remembers_that_a_survey_is_inverted(session: Session) -> None:
    found = survey(session)
    ensure_survey(session, found.workspace_id, "relationship", 0, 10, inverted=True)
    assert ensure_survey(session, found.workspace_id, "relationship", 0, 10).inverted


def test_it_counts_answers_by_score(session: Session) -> None:
    found = survey(session)
    add(session, found, [*ANSWERS, Answer("d", 9, LATE), Answer("e", 8, LATE)])
    dated = parts(session, found, Days(date(2026, 10, 6), date(2026, 10, 6)))
    assert {(part.key, part.n, part.undated) for part in dated} == {(9, 2, 0), (8, 1, 0)}
    assert {(part.key, part.n, part.undated) for part in parts(session, found)} == {(9, 2, 0), (8, 1, 0), (3, 1, 1)}


def test_it_tells_when_the_newest_scored_answer_was_given(session: Session) -> None:
    found = survey(session)
    add(session, found, [*ANSWERS, Answer("later", None, datetime(2026, 12, 1, tzinfo=UTC))])
    assert max(part.newest for part in parts(session, found) if part.newest) == LATE
    assert parts(session, found, Days(last=date(2026, 10, 5))) == []
