"""A survey's file into the database: read as asked, stored at once or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.imports.reading import Reading, again, in_csv
from storage.facts import Survey, SurveyAnswer
from storage.imports.answers import COLUMNS
from storage.imports.form import Form, Wanted
from storage.imports.scores import Scale
from storage.imports.surveys import plan_answers, read_answers, read_blocks
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
    names, options = form.names(table), _options(request, form)
    return Reading(
        table=table,
        fields=names,
        given=tuple(_given(request, names, options)),
        options=options,
        model=SurveyAnswer,
        key="key",
        columns=_told(form, wanted),
        rows=lambda: read_answers(table, form, wanted),
        blocks=lambda: read_blocks(table, form, wanted),
        merge=lambda session, stage: _merge(session, workspace, request, form.scale, stage),
    )


def _merge(session: Session, workspace: Workspace, request: Request, scale: Scale, stage: Stage) -> Stored:
    """Raises UserError where the survey is stored with another scale."""
    survey = ensure_survey(session, workspace.id, request.survey, scale.low, scale.high, inverted=request.inverted)
    if scale != _scale(survey):
        raise UserError("imports.other_scale", survey=survey.name, stored=_scale(survey), asked=scale)
    stored = stage.merge(session, {"workspace_id": workspace.id, "survey_id": survey.id})
    if request.asked is not None:
        survey.asked = request.asked
    return stored


def _told(form: Form, wanted: Wanted) -> tuple[str, ...]:
    """The columns that the file fills; those that it says nothing about have no name."""
    places = {**vars(form.columns), "complete": form.columns.status}
    dated = form.columns.time is not None or wanted.time is not None
    told = {
        "key",
        *(("at", "day") if dated else ()),
        *(name for name, place in places.items() if place not in (None, ())),
    }
    return tuple(name if name in told else "" for name in COLUMNS)


def _given(request: Request, names: Mapping[str, str | None], options: Mapping[str, Any]) -> Iterator[str]:
    for name, column in names.items():
        if column is not None or name == "time":
            yield from (f"--{name}-column", column or "")
    if request.labels:
        yield from ("--labels", in_csv(f"{word}={score:g}" for word, score in request.labels.items()))
    if request.question:
        yield from ("--question", request.question)
    yield from again(options)


def _options(request: Request, form: Form) -> dict[str, Any]:
    found: dict[str, Any] = {
        "scale": str(form.scale),
        "date_order": form.date_order,
        "timezone": form.zone.key,
        "time": request.time and request.time.isoformat(),
        "missing": in_csv(sorted(request.missing)),
        "complete": in_csv(form.complete),
        "labels": dict(request.labels),
        "question_value": request.question,
        "inverted": request.inverted,
        "asked": request.asked,
    }
    always = ("scale", "date_order", "timezone")
    return {name: value for name, value in found.items() if name in always or value not in (None, "", False, {})}


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
