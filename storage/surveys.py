"""Surveys and their answers: bulk inserts."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from storage.facts import Survey, SurveyAnswer
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


def surveys_of(session: Session, workspace_id: int) -> list[Survey]:
    """By name."""
    return list(session.exec(select(Survey).where(Survey.workspace_id == workspace_id).order_by(Survey.name)))


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
