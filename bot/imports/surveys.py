"""A survey's file into the database: read as asked, stored at once or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.imports.words import refusal
from storage.facts import Survey
from storage.imports.refusal import Refused, Rejected
from storage.imports.scores import Scale
from storage.imports.surveys import Form, Wanted, plan_answers, read_answers
from storage.imports.table import Layout, Table, read_table
from storage.imports.times import DateOrder
from storage.models import Workspace
from storage.surveys import Added, Answer, add_answers, ensure_survey, survey_by_name


@dataclass(frozen=True)
class Request:
    """What is asked of an import: the survey, columns by field, and what to find out where it is none.

    Times without a zone are in `timezone`, the workspace's where it is empty. `labels` are the scores of words, `time`
    dates a whole file, `question` is the one to take in from a file with a row for each answer, `complete` what the
    status column says of a finished response, `asked` how many people got the survey.
    """

    survey: str
    columns: Mapping[str, str]
    layout: Layout
    scale: Scale | None = None
    missing: frozenset[str] = frozenset()
    inverted: bool = False
    date_order: DateOrder | None = None
    timezone: str = ""
    labels: Mapping[str, float] = field(default_factory=dict)
    time: date | None = None
    question: str = ""
    complete: frozenset[str] = frozenset()
    asked: int | None = None


@dataclass(frozen=True)
class Answers:
    """A file's answers and the rows left out; rows without anything in them are skipped."""

    form: Form
    answers: tuple[Answer, ...]
    rejected: tuple[Rejected, ...]
    skipped: int


@dataclass(frozen=True)
class SurveyFile:
    """A file as it was read, nothing of it stored yet."""

    table: Table
    answers: Answers


def read_survey(session: Session, workspace: Workspace, path: Path, request: Request) -> SurveyFile:
    """Raises UserError for a file or a request that leaves a doubt, or of which no row can be read."""
    stored = survey_by_name(session, workspace.id, request.survey)
    try:
        table = read_table(path, request.layout)
        answers = _answers(table, _wanted(workspace, request, stored))
    except Refused as refused:
        raise refusal(refused) from refused
    if not answers.answers:
        raise UserError("imports.nothing_readable", n=len(answers.rejected))
    return SurveyFile(table, answers)


def store_survey(session: Session, workspace: Workspace, request: Request, file: SurveyFile) -> Added:
    """Raises UserError where the survey is stored with another scale."""
    scale = file.answers.form.scale
    survey = ensure_survey(session, workspace.id, request.survey, scale.low, scale.high, inverted=request.inverted)
    if scale != _scale(survey):
        raise UserError("imports.other_scale", survey=survey.name, stored=_scale(survey), asked=scale)
    return add_answers(session, survey, file.answers.answers, workspace.timezone)


def _answers(table: Table, wanted: Wanted) -> Answers:
    form = plan_answers(table, wanted)
    rows = list(read_answers(table, form, wanted))
    rejected = tuple(row for row in rows if isinstance(row, Rejected))
    answers = tuple(_answer(row) for row in rows if isinstance(row, tuple))
    return Answers(form, answers, rejected, sum(row is None for row in rows))


def _answer(row: tuple[Any, ...]) -> Answer:
    key, score, at, _, segment, respondent, comment, _ = row
    return Answer(key, score, at, segment, respondent, comment)


def _wanted(workspace: Workspace, request: Request, stored: Survey | None) -> Wanted:
    return Wanted(
        columns=request.columns,
        zone=ZoneInfo(request.timezone) if request.timezone else None,
        day_zone=ZoneInfo(workspace.timezone),
        scale=request.scale or (_scale(stored) if stored else None),
        missing=request.missing,
        date_order=request.date_order,
        labels=request.labels,
        complete=request.complete,
        time=request.time,
        question=request.question,
    )


def _scale(survey: Survey) -> Scale:
    return Scale(round(survey.low), round(survey.high))
