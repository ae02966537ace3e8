"""Surveys and their answers: bulk inserts, and counts per day and score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.facts import Survey, SurveyAnswer
from storage.kpis import Days, Tally
from storage.merge import Row, merge


@dataclass(frozen=True)
class Answer:
    """One respondent's row; `key` makes it one however often it is sent."""

    key: str
    score: float | None
    at: datetime | None = None
    segment: str = ""
    respondent: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Added:
    """What became of answers: new, changed, or known already; how many of the new have no score."""

    imported: int
    updated: int
    duplicates: int
    missing_score: int


def survey_by_name(session: Session, workspace_id: int, name: str) -> Survey | None:
    return session.exec(select(Survey).where(Survey.workspace_id == workspace_id, Survey.name == name)).one_or_none()


def ensure_survey(
    session: Session, workspace_id: int, name: str, low: int, high: int, *, inverted: bool = False
) -> Survey:
    """The survey with a name, added when new, and locked: two imports into it take turns."""
    query = select(Survey).where(Survey.workspace_id == workspace_id, Survey.name == name)
    found = session.exec(query.with_for_update()).one_or_none()
    if found is None:
        found = Survey(workspace_id=workspace_id, name=name, low=low, high=high)
        session.add(found)
    found.inverted = found.inverted or inverted
    session.flush()
    return found


def unanswered(session: Session, survey: Survey) -> int:
    """How many of its rows have no score."""
    query = select(func.count()).where(SurveyAnswer.survey_id == survey.id, col(SurveyAnswer.score).is_(None))
    return session.exec(query).one()


def add_answers(session: Session, survey: Survey, answers: Iterable[Answer], zone: str) -> Added:
    """Stores answers, `day` being the local one in `zone`."""
    scope = {"workspace_id": survey.workspace_id, "survey_id": survey.id}
    rows = (_row(answer, ZoneInfo(zone)) for answer in answers)
    merged = merge(session, SurveyAnswer, scope, "key", rows)
    missing = sum(row["score"] is None for row in merged.new)
    return Added(len(merged.new), merged.updated, merged.known, missing)


def _row(answer: Answer, zone: ZoneInfo) -> Row:
    return vars(answer) | {"day": answer.at.astimezone(zone).date() if answer.at else None}


def score_tallies(session: Session, survey: Survey, days: Days, segment: str | None = None) -> list[Tally]:
    """How many answered each score on each day, oldest first; answers without a score are none."""
    day, score, n = col(SurveyAnswer.day), col(SurveyAnswer.score), func.count()
    query = select(day, score, n).where(score.is_not(None), *_scope(survey, days, segment)).group_by(day, score)
    return [Tally(day, n, score=int(score)) for day, score, n in session.exec(query.order_by(day)) if score is not None]


def newest_answer(session: Session, survey: Survey, days: Days, segment: str | None = None) -> datetime | None:
    """When the latest answer with a score was given."""
    scored = col(SurveyAnswer.score).is_not(None)
    return session.exec(select(func.max(SurveyAnswer.at)).where(scored, *_scope(survey, days, segment))).one()


def _scope(survey: Survey, days: Days, segment: str | None) -> list[Any]:
    rows: list[Any] = [SurveyAnswer.workspace_id == survey.workspace_id, SurveyAnswer.survey_id == survey.id]
    if segment is not None:
        rows.append(SurveyAnswer.segment == segment)
    return rows + days.hold(col(SurveyAnswer.day))
