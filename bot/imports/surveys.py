"""A survey's file into the database: read as asked, stored at once or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.imports.reading import Reading
from storage.facts import Survey, SurveyAnswer
from storage.imports.answers import COLUMNS
from storage.imports.form import Form, Wanted
from storage.imports.scores import Scale
from storage.imports.surveys import plan_answers, read_answers
from storage.imports.table import Layout, Table
from storage.imports.times import DateOrder
from storage.models import Workspace
from storage.staging import Stage, Stored
from storage.surveys import ensure_survey, survey_by_name


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


def open_survey(session: Session, workspace: Workspace, table: Table, request: Request) -> Reading:
    """Raises Refused for a column, a scale or dates in doubt."""
    wanted = _wanted(workspace, request, survey_by_name(session, workspace.id, request.survey))
    form = plan_answers(table, wanted)
    return Reading(
        table=table,
        fields=form.names(table),
        given=tuple(_given(form.names(table))),
        options=_options(request, form),
        model=SurveyAnswer,
        key="key",
        columns=COLUMNS,
        rows=lambda: read_answers(table, form, wanted),
        merge=lambda session, stage: _merge(session, workspace, request, form.scale, stage),
    )


def _merge(session: Session, workspace: Workspace, request: Request, scale: Scale, stage: Stage) -> Stored:
    """Raises UserError where the survey is stored with another scale."""
    survey = ensure_survey(session, workspace.id, request.survey, scale.low, scale.high, inverted=request.inverted)
    if scale != _scale(survey):
        raise UserError("imports.other_scale", survey=survey.name, stored=_scale(survey), asked=scale)
    if request.asked is not None:
        survey.asked = request.asked
        session.flush()
    return stage.merge(session, {"workspace_id": workspace.id, "survey_id": survey.id})


def _given(names: Mapping[str, str | None]) -> Iterator[str]:
    for name, column in names.items():
        if column is not None or name == "time":
            yield from (f"--{name}-column", column or "")


def _options(request: Request, form: Form) -> dict[str, Any]:
    found: dict[str, Any] = {
        "scale": str(form.scale),
        "date_order": form.date_order,
        "timezone": form.zone.key,
    }
    if form.complete:
        found["complete"] = ",".join(form.complete)
    if request.labels:
        found["labels"] = dict(request.labels)
    if request.time:
        found["time"] = request.time.isoformat()
    if request.missing:
        found["missing"] = ",".join(sorted(request.missing))
    if request.question:
        found["question_value"] = request.question
    if request.inverted:
        found["inverted"] = True
    if request.asked is not None:
        found["asked"] = request.asked
    return found


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
