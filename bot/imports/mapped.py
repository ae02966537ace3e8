"""A file of tickets, customers, orders, reviews or values: its columns are given field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.imports.reading import Reading, again, in_csv
from bot.rules.business_hours import business_seconds
from storage.imports.kinds import KINDS
from storage.imports.mapping import open_records
from storage.imports.records import Period, Records, Wanted
from storage.imports.table import Layout, Table
from storage.imports.times import DateOrder
from storage.kinds import Formula, ImportKind
from storage.kpis import kpi_by_name
from storage.models import Workspace

FOUND_OUT = Layout()


@dataclass(frozen=True)
class MappedRequest:
    """What is asked of an import: columns by field, and what to find out where it is none.

    Times without a zone are in `timezone`, the workspace's where it is empty; `time` dates a whole file. `words` are
    meanings of case-folded cells by field, `period` what customers' flags are about, `kpi` whose values these are.
    """

    kind: ImportKind
    columns: Mapping[str, str] = field(default_factory=dict)
    layout: Layout = FOUND_OUT
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    date_order: DateOrder | None = None
    timezone: str = ""
    time: date | None = None
    period: Period | None = None
    kpi: str = ""


def open_mapped(session: Session, workspace: Workspace, table: Table, request: MappedRequest) -> Reading:
    """Raises Refused for columns in doubt, UserError for values of no KPI."""
    kind = KINDS[request.kind]
    scope = {"workspace_id": workspace.id}
    if request.kind is ImportKind.VALUES:
        scope["kpi_id"] = _kpi_id(session, workspace, request.kpi)
    wanted = _wanted(workspace, request)
    records = open_records(table, kind, wanted)
    options = _options(workspace, request, records)
    return Reading(
        table=table,
        fields=records.labels(),
        given=tuple(_given(request, records, options)),
        options=options,
        model=kind.model,
        key=kind.key,
        columns=records.columns,
        rows=records.rows,
        least=kind.least(wanted) if kind.least else None,
        merge=lambda session, stage: stage.merge(session, scope),
    )


def _kpi_id(session: Session, workspace: Workspace, name: str) -> int:
    kpi = kpi_by_name(session, workspace.id, name)
    if kpi is None:
        raise UserError("imports.no_kpi", kpi=name)
    if kpi.formula is not Formula.VALUE:
        raise UserError("imports.computed_kpi", kpi=name, formula=kpi.formula)
    return kpi.id


def _wanted(workspace: Workspace, request: MappedRequest) -> Wanted:
    return Wanted(
        columns=request.columns,
        zone=ZoneInfo(request.timezone or workspace.timezone),
        day_zone=ZoneInfo(workspace.timezone),
        business_seconds=business_seconds,
        words=request.words,
        missing=request.missing,
        date_order=request.date_order,
        time=request.time,
        period=request.period,
    )


def _given(request: MappedRequest, records: Records, options: Mapping[str, Any]) -> Iterator[str]:
    for name, column in records.labels().items():
        if column is not None:
            yield from ("--map", f"{name}={column}")
    for name, words in request.words.items():
        for cell, meaning in words.items():
            yield from ("--value", f"{name}:{cell}={meaning}")
    yield from again(options)


def _options(workspace: Workspace, request: MappedRequest, records: Records) -> dict[str, Any]:
    found: dict[str, Any] = {
        "date_order": records.date_order,
        "timezone": request.timezone or workspace.timezone,
        "time": request.time and request.time.isoformat(),
        "missing": in_csv(sorted(request.missing)),
        "values": {name: dict(words) for name, words in request.words.items()},
        "period": request.period and "..".join(day.isoformat() for day in request.period),
        "kpi": request.kpi,
    }
    return {name: value for name, value in found.items() if name in ("date_order", "timezone") or value}
