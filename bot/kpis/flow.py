"""KPIs: defined from files, read from stored rows. Days are days of the workspace's zone."""

import difflib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.kpis.definition import KpiDefinition
from bot.kpis.formulas import FCR_DAYS, estimate
from bot.kpis.reading import Point, Reading
from bot.kpis.rows import newest, rows_of, tallies
from bot.kpis.windows import Step, days_before, periods, window_days
from storage.kinds import Formula
from storage.kpis import Days, Tally, kpi_by_name, kpis_of, save_kpi
from storage.models import Kpi, Workspace
from storage.objectives import running_cycles

MOST_PERIODS = 2000


def define(
    session: Session, workspace_id: int, definition: KpiDefinition, now: datetime, person_id: int | None = None
) -> Kpi:
    """Adds a KPI, or brings the one of the same name up to date with history."""
    return save_kpi(session, workspace_id, definition.columns(), now, person_id)


def kpis(session: Session, workspace_id: int) -> list[Kpi]:
    """By name."""
    return kpis_of(session, workspace_id)


def kpi_named(session: Session, workspace_id: int, name: str) -> Kpi:
    """Raises UserError with the nearest name where there is none."""
    found = kpi_by_name(session, workspace_id, name)
    if found is None:
        names = [kpi.name for kpi in kpis_of(session, workspace_id)]
        near = difflib.get_close_matches(name, names, 1) or names[:1]
        raise UserError("kpis.unknown", name=name, near=near[0]) if near else UserError("kpis.none_defined", name=name)
    return found


def asked_days(workspace: Workspace, now: datetime, first: date | None, last: date | None) -> Days | None:
    """The days from `first`, up to today where no `last` is given; none where neither is."""
    if first is None and last is None:
        return None
    return Days(first, last or now.astimezone(ZoneInfo(workspace.timezone)).date())


def reading(
    session: Session,
    workspace: Workspace,
    kpi: Kpi,
    now: datetime,
    *,
    days: Days | None = None,
    segment: str | None = None,
) -> Reading:
    """The KPI over its own window, or over `days`."""
    zone = ZoneInfo(workspace.timezone)
    today = now.astimezone(zone).date()
    asked = days or _window(session, kpi, today)
    rows = rows_of(session, kpi, segment)
    found = tallies(session, rows, asked)
    latest = newest(session, rows, asked)
    return Reading(
        name=kpi.name,
        title=kpi.title or kpi.name,
        formula=kpi.formula,
        unit=kpi.unit,
        direction=kpi.direction,
        estimate=estimate(kpi.formula, found, unit=kpi.unit, scale=rows.scale),
        first=asked.first,
        last=asked.last,
        newest=latest.astimezone(zone) if isinstance(latest, datetime) else latest,
        survey=kpi.survey or "",
        min_n=kpi.min_n,
        undated=any(tally.day is None for tally in found),
        provisional=kpi.formula is Formula.FCR and (asked.last is None or asked.last + FCR_DAYS >= today),
        inverted=rows.inverted,
    )


def previous(session: Session, workspace: Workspace, kpi: Kpi, now: datetime) -> Reading | None:
    """The window before this one, of the same length; none for a KPI without a window."""
    today = now.astimezone(ZoneInfo(workspace.timezone)).date()
    before = days_before(_window(session, kpi, today))
    return reading(session, workspace, kpi, now, days=before) if before else None


def series(
    session: Session, kpi: Kpi, first: date | None, last: date | None, by: Step, *, segment: str | None = None
) -> tuple[Point, ...]:
    """The KPI period by period, in one query; a period without rows has n 0 and no value.

    An end that is none is that of the dated rows; UserError for more periods than anybody reads.
    """
    rows = rows_of(session, kpi, segment)
    dated = [(tally.day, tally) for tally in tallies(session, rows, Days(first, last)) if tally.day]
    begin, end = first or min(_days(dated), default=None), last or max(_days(dated), default=None)
    if begin is None or end is None:
        return ()
    pieces = list(islice(periods(by, begin, end), MOST_PERIODS + 1))
    if len(pieces) > MOST_PERIODS:
        raise UserError("kpis.too_many_periods", most=MOST_PERIODS)
    inside: dict[int, list[Tally]] = defaultdict(list)
    for day, tally in dated:
        inside[bisect_right(pieces, day, key=lambda piece: piece.first)].append(tally)
    return tuple(
        Point(piece, estimate(kpi.formula, inside[place], unit=kpi.unit, scale=rows.scale))
        for place, piece in enumerate(pieces, 1)
    )


def _days(dated: Iterable[tuple[date, Tally]]) -> Iterator[date]:
    return (day for day, _ in dated)


def _window(session: Session, kpi: Kpi, today: date) -> Days:
    cycles = running_cycles(session, kpi.workspace_id, today) if kpi.window == "cycle" else []
    return window_days(kpi.window, today, cycles[-1].first if cycles else None)
