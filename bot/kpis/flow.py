"""KPIs: defined from files, read from stored rows. Days are days of the workspace's zone."""

import difflib
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.kpis.definition import KpiDefinition
from bot.kpis.figures import Asked, Found
from bot.kpis.formulas import DATED_BY, RIPENING, compute
from bot.kpis.options import Options, Stat, options_of
from bot.kpis.reading import Point, Reading
from bot.kpis.sources import Place, opened, source_name
from bot.kpis.takes import TIMES
from bot.kpis.times import usual_stat
from bot.kpis.windows import Step, days_before, periods, window_days
from bot.rules.kpi import Estimate
from storage.kinds import Formula
from storage.kpis import Days, kpi_by_name, kpis_of, save_kpi
from storage.models import Kpi, Workspace
from storage.numbers.sums import ends
from storage.objectives import running_cycles

MOST_PERIODS = 2000
NOTHING = Estimate(None, 0)


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
    """The days from `first`, up to today, or to `first` itself, where no `last` is given; none where neither is."""
    if first is None and last is None:
        return None
    today = now.astimezone(ZoneInfo(workspace.timezone)).date()
    return Days(first, last or max(today, first or today))


def reading(
    session: Session,
    workspace: Workspace,
    kpi: Kpi,
    now: datetime,
    *,
    days: Days | None = None,
    segment: str | None = None,
    every_stat: bool = False,
    newest: bool = True,
    place: Place | None = None,
) -> Reading:
    """The KPI over its own window, or over `days`; where its rows cannot be read, why. `place` has them
    open already.

    `every_stat` tells mean, median and p90 of times, not only the one asked for. The time of the `newest` row may be
    left out where it costs a query and nobody wants it.
    """
    zone = ZoneInfo(workspace.timezone)
    today = now.astimezone(zone).date()
    asked, options = days or window_of(session, kpi, today), options_of(kpi)
    blank = _blank(kpi, options, asked, today)
    try:
        with nullcontext(place) if place else opened(session, workspace, kpi, segment) as rows:
            stats = frozenset(Stat) if every_stat and kpi.formula in TIMES else frozenset[Stat]()
            found = _compute(rows, [asked], today, stats, newest=newest)
    except UserError as failure:
        return replace(blank, failure=failure)
    return replace(_computed(blank, found, zone), inverted=rows.inverted)


def _computed(blank: Reading, found: Found, zone: ZoneInfo) -> Reading:
    newest = found.newest
    return replace(
        blank,
        estimate=found.estimates.get(0, NOTHING),
        newest=newest.astimezone(zone) if isinstance(newest, datetime) else newest,
        undated=found.undated,
        stats=found.stats,
        not_yet=found.not_yet,
    )


def previous(
    session: Session,
    workspace: Workspace,
    kpi: Kpi,
    now: datetime,
    *,
    days: Days | None = None,
    segment: str | None = None,
    place: Place | None = None,
) -> Reading | None:
    """The window before this one (or before `days`), of the same length, without its newest row's time; none for a KPI
    without a window."""
    today = now.astimezone(ZoneInfo(workspace.timezone)).date()
    before = days_before(days or window_of(session, kpi, today))
    if before is None:
        return None
    return reading(session, workspace, kpi, now, days=before, segment=segment, newest=False, place=place)


def series(
    session: Session,
    workspace: Workspace,
    kpi: Kpi,
    now: datetime,
    first: date | None,
    last: date | None,
    by: Step,
    *,
    segment: str | None = None,
    place: Place | None = None,
) -> tuple[Point, ...]:
    """The KPI period by period, in one query; a period without rows has n 0 and no value.

    An end that is none is that of the dated rows; UserError for more periods than anybody reads, and where the rows
    cannot be read.
    """
    today = now.astimezone(ZoneInfo(workspace.timezone)).date()
    with nullcontext(place) if place else opened(session, workspace, kpi, segment) as known:
        span = Days() if known.rows is None or (first and last) else ends(known.rows, *DATED_BY[kpi.formula])
        begin, end = first or span.first, last or span.last
        if begin is None or end is None:
            return ()
        pieces = list(islice(periods(by, begin, end), MOST_PERIODS + 1))
        if len(pieces) > MOST_PERIODS:
            raise UserError("kpis.too_many_periods", most=MOST_PERIODS)
        found = _compute(known, [Days(piece.first, piece.last) for piece in pieces], today, newest=False)
    return tuple(Point(piece, found.estimates.get(number, NOTHING)) for number, piece in enumerate(pieces))


def shown(
    session: Session,
    workspace: Workspace,
    kpi: Kpi,
    now: datetime,
    days: Days | None,
    by: Step | None,
    segment: str | None,
) -> tuple[Reading, tuple[Point, ...]]:
    """With all its statistics, and as a series where that is asked for; raises why its rows cannot be read."""
    said = reading(session, workspace, kpi, now, days=days, segment=segment, every_stat=True)
    if said.failure:
        raise said.failure
    points = series(session, workspace, kpi, now, said.first, said.last, by, segment=segment) if by else ()
    return said, points


def _compute(
    place: Place, spans: Sequence[Days], today: date, stats: frozenset[Stat] = frozenset(), *, newest: bool = True
) -> Found:
    asked = asked_of(place, spans, today, stats, newest=newest)
    return compute(asked) if asked and spans else Found({})


def asked_of(
    place: Place, spans: Sequence[Days], today: date, stats: frozenset[Stat] = frozenset(), *, newest: bool = True
) -> Asked | None:
    """None of a survey that is not stored yet."""
    if place.rows is None:
        return None
    return Asked(
        rows=place.rows,
        periods=spans,
        today=today,
        options=place.options,
        unit=place.kpi.unit,
        scale=place.scale,
        invited=place.invited,
        orders=place.orders,
        stats=stats,
        newest=newest,
    )


def _blank(kpi: Kpi, options: Options, asked: Days, today: date) -> Reading:
    """The reading before its rows were looked at."""
    conversion = kpi.formula is Formula.CONVERSION
    return Reading(
        name=kpi.name,
        title=kpi.title or kpi.name,
        formula=kpi.formula,
        unit="%" if conversion else kpi.unit,
        direction=kpi.direction,
        estimate=NOTHING,
        first=asked.first,
        last=asked.last,
        newest=None,
        survey=kpi.survey or "",
        min_n=kpi.min_n,
        undated=False,
        provisional=_ripens(options, asked, today),
        inverted=False,
        source=source_name(kpi, options),
        counted=kpi.unit if conversion and kpi.unit != "%" else "",
        stat=(options.stat or usual_stat(kpi.formula)) if kpi.formula in TIMES else None,
    )


def _ripens(options: Options, asked: Days, today: date) -> bool:
    """The newest rows may still turn: what is waited for may happen within some days of each."""
    usual = RIPENING.get(options.formula)
    if usual is None:
        return False
    return asked.last is None or asked.last + timedelta(days=options.within_days or usual) >= today


def window_of(session: Session, kpi: Kpi, today: date) -> Days:
    cycles = running_cycles(session, kpi.workspace_id, today) if kpi.window == "cycle" else []
    return window_days(kpi.window, today, cycles[-1].first if cycles else None)
