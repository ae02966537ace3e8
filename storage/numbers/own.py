"""The rows in okrbot's own tables, under the names that formulas know. A row's day is the workspace's local one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session

from storage.facts import Customer, KpiValue, Purchase, Review, Survey, SurveyAnswer, SurveyDay, Ticket
from storage.imported import visible
from storage.models import Kpi
from storage.numbers.rows import Axis, Rows, Where
from storage.numbers.seconds import seconds_between

Chosen = Sequence[tuple[str, str]]
"""Columns and what must stand in them."""


def answer_days(session: Session, survey: Survey, chosen: Chosen) -> Rows:
    """The daily histogram of a survey's answers: all that is to be known but who answered."""
    mine = SurveyDay.workspace_id == survey.workspace_id, SurveyDay.survey_id == survey.id
    columns = {name: _column(SurveyDay, name) for name in ("score", "segment", "complete")}
    axes = {"time": _axis(SurveyDay.day, SurveyDay.newest_at)}
    return replace(_rows(session, columns, axes, mine, chosen), weight=_element(SurveyDay.n))


def answers(session: Session, survey: Survey, chosen: Chosen) -> Rows:
    """One by one, as only those need who ask which respondent said what."""
    mine = SurveyAnswer.workspace_id == survey.workspace_id, SurveyAnswer.survey_id == survey.id
    columns = {name: _column(SurveyAnswer, name) for name in ("score", "segment", "complete", "respondent", "id")}
    axes = {"time": _axis(SurveyAnswer.day, SurveyAnswer.at)}
    return _rows(session, columns, axes, (*mine, visible(SurveyAnswer.import_id)), chosen)


def tickets(session: Session, workspace_id: int, chosen: Chosen) -> Rows:
    """Durations are seconds; `settled` is the day of the solution, of the creation where it is not known."""
    created, solved = _axis(Ticket.created_day, Ticket.created_at), _axis(Ticket.solved_day, Ticket.solved_at)
    settled = func.coalesce(Ticket.solved_day, Ticket.created_day), func.coalesce(Ticket.solved_at, Ticket.created_at)
    columns = {
        "resolution": _element(Ticket.resolution_seconds),
        "resolution_business": _element(Ticket.resolution_business_seconds),
        "first_reply": _element(Ticket.first_reply_seconds),
        "first_reply_business": _element(Ticket.first_reply_business_seconds),
        "handle": _element(Ticket.handle_seconds),
        "recontact": _element(Ticket.recontact_seconds),
        "solved": _element(Ticket.solved_at).is_not(None),
        "reopened": _element(Ticket.reopened_at).is_not(None),
        "answered": _element(Ticket.first_reply_at).is_not(None),
        **{name: _column(Ticket, name) for name in ("tier", "status", "segment")},
    }
    axes = {"created": created, "solved": solved, "settled": _axis(*settled)}
    mine = Ticket.workspace_id == workspace_id, visible(Ticket.import_id)
    return _rows(session, columns, axes, mine, chosen)


def customers(session: Session, workspace_id: int, chosen: Chosen) -> Rows:
    """`first` and `last` are the days that a row's flags are about."""
    columns = {name: _column(Customer, name) for name in ("lost", "retained", "converted", "status", "segment")}
    columns |= {
        "to_activation": seconds_between(_element(Customer.start_at), _element(Customer.activated_at)),
        "to_first_value": seconds_between(_element(Customer.start_at), _element(Customer.first_value_at)),
        "activated": _element(Customer.activated),
    }
    axes = {
        "start": _axis(Customer.start_day, Customer.start_at),
        "end": _axis(Customer.end_day, Customer.end_at),
        "first": _axis(*(func.coalesce(Customer.start_day, Customer.first),) * 2),
        "last": _axis(*(func.coalesce(Customer.start_day, Customer.last),) * 2),
    }
    mine = Customer.workspace_id == workspace_id, visible(Customer.import_id)
    return _rows(session, columns, axes, mine, chosen)


def orders(session: Session, workspace_id: int) -> Rows:
    columns = {name: _column(Purchase, name) for name in ("customer", "amount", "refunded", "margin")}
    mine = Purchase.workspace_id == workspace_id, visible(Purchase.import_id)
    return _rows(session, columns, {"time": _axis(Purchase.day, Purchase.at)}, mine, ())


def reviews(session: Session, workspace_id: int) -> Rows:
    columns = {name: _column(Review, name) for name in ("rating", "sentiment")}
    mine = Review.workspace_id == workspace_id, visible(Review.import_id)
    return _rows(session, columns, {"time": _axis(Review.day, Review.at)}, mine, ())


def values(session: Session, kpi: Kpi) -> Rows:
    mine = KpiValue.workspace_id == kpi.workspace_id, KpiValue.kpi_id == kpi.id, visible(KpiValue.import_id)
    return _rows(session, {"value": _element(KpiValue.value)}, {"time": _axis(KpiValue.day, KpiValue.day)}, mine, ())


def _rows(
    session: Session,
    columns: Mapping[str, ColumnElement[Any]],
    axes: Mapping[str, Axis],
    mine: tuple[Any, ...],
    chosen: Chosen,
) -> Rows:
    where: Where = (*mine, *(columns[name] == value for name, value in chosen))
    return Rows(lambda query: session.execute(query).all(), columns, axes, where)


def _axis(day: Any, at: Any) -> Axis:
    """Days are stored as such: nothing is to be converted."""
    return Axis(_element(day), _element(at), lambda day: day, lambda day: day, lambda moment: moment, daily=True)


def _element(column: Any) -> ColumnElement[Any]:
    """An attribute of a model as the query language sees it."""
    found: ColumnElement[Any] = column
    return found


def _column(model: Any, name: str) -> ColumnElement[Any]:
    return _element(getattr(model, name))
