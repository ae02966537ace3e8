"""Surveys and their answers: bulk inserts, and counts per day and score."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.facts import Survey, SurveyAnswer, SurveyDay
from storage.kpis import Days, Tally
from storage.once import add_once
from storage.staging import Stored, staged


class Answer(NamedTuple):
    """One respondent's row; `key` makes it one however often it is sent. `complete` is none where nobody said so."""

    key: str
    score: float | None
    at: datetime | None = None
    segment: str = ""
    respondent: str = ""
    comment: str = ""
    complete: bool | None = None


def survey_by_name(session: Session, workspace_id: int, name: str) -> Survey | None:
    return session.exec(select(Survey).where(Survey.workspace_id == workspace_id, Survey.name == name)).one_or_none()


def ensure_survey(
    session: Session, workspace_id: int, name: str, low: int, high: int, *, inverted: bool = False
) -> Survey:
    """The survey with a name, added when new, and locked: two imports into it take turns."""
    query = select(Survey).where(Survey.workspace_id == workspace_id, Survey.name == name)
    # Two imports at once may both find none: the second one waits for the first, then takes its survey.
    add_once(session, Survey, workspace_id=workspace_id, name=name, low=low, high=high)
    found = session.exec(query.with_for_update()).one()
    found.inverted = found.inverted or inverted
    session.flush()
    return found


def add_answers(session: Session, survey: Survey, answers: Iterable[Answer], zone: str) -> Stored:
    """Stores a few answers, `day` being the local one in `zone`."""
    days = ZoneInfo(zone)
    with staged(session, SurveyAnswer, "key", (*Answer._fields, "day")) as stage:
        stage.extend((*answer, answer.at.astimezone(days).date() if answer.at else None) for answer in answers)
        return stage.merge(session, {"workspace_id": survey.workspace_id, "survey_id": survey.id})


def score_tallies(session: Session, survey: Survey, days: Days, segment: str | None = None) -> list[Tally]:
    """How many answered each score on each day, oldest first; answers without a score are none."""
    day, score, n = col(SurveyDay.day), col(SurveyDay.score), func.sum(SurveyDay.n)
    query = select(day, score, n).where(score.is_not(None), *_scope(survey, days, segment)).group_by(day, score)
    return [Tally(day, n, score=int(score)) for day, score, n in session.exec(query.order_by(day)) if score is not None]


def newest_answer(session: Session, survey: Survey, days: Days, segment: str | None = None) -> datetime | None:
    """When the latest answer with a score was given."""
    scored = col(SurveyDay.score).is_not(None)
    return session.exec(select(func.max(SurveyDay.newest_at)).where(scored, *_scope(survey, days, segment))).one()


def _scope(survey: Survey, days: Days, segment: str | None) -> list[Any]:
    rows: list[Any] = [SurveyDay.workspace_id == survey.workspace_id, SurveyDay.survey_id == survey.id]
    if segment is not None:
        rows.append(SurveyDay.segment == segment)
    return rows + days.hold(col(SurveyDay.day))
