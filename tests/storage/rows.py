"""A survey of a workspace, and answers on their way into it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from sqlmodel import Session, select

from storage.db import Database
from storage.facts import Survey, SurveyAnswer
from storage.people import new_workspace
from storage.staging import Stored, staging
from storage.surveys import Answer, ensure_survey

COLUMNS = (*Answer._fields, "day")
NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
Row = tuple[str, float | None, datetime | None, str, date | None]


def new_survey(database: Database, name: str = "relationship") -> Survey:
    with database.write() as session:
        workspace = new_workspace(session, "en", "UTC", name)
        return ensure_survey(session, workspace.id, name, 0, 10)


def answer(key: str, score: float | None = 9, at: datetime | None = NOON, segment: str = "") -> Answer:
    return Answer(key, score, at, segment)


def imported(database: Database, survey: Survey, answers: Iterable[Answer], *, dry_run: bool = False) -> Stored:
    """As a file's answers are stored: on a connection of their own."""
    with staging(database, SurveyAnswer, "key", COLUMNS) as stage:
        stage.extend((*one, one.at.date() if one.at else None) for one in answers)
        with stage.writing(dry_run=dry_run) as session:
            return stage.merge(session, {"workspace_id": survey.workspace_id, "survey_id": survey.id})


def stored(database: Database, survey: Survey) -> Sequence[SurveyAnswer]:
    with database.read() as session:
        return rows_of(session, survey)


def rows_of(session: Session, survey: Survey) -> Sequence[SurveyAnswer]:
    return session.exec(
        select(SurveyAnswer).where(SurveyAnswer.survey_id == survey.id).order_by(SurveyAnswer.key)
    ).all()
