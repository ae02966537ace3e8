"""The KPIs that drive key results, each with the weeks behind it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.kpis.distribution import scores
from bot.kpis.flow import previous, reading, series
from bot.kpis.lookup import since_known
from bot.kpis.reading import Point, Reading
from bot.kpis.sources import Place, at_hand
from bot.kpis.windows import Step
from bot.objectives.standing import ObjectiveStanding
from bot.rules.calendar import MONDAY, first_weekday
from bot.rules.progress import Measure
from storage.key_results import kpis_by_id
from storage.kinds import Formula
from storage.models import Kpi, Workspace

logger = logging.getLogger(__name__)
TREND = timedelta(weeks=12)


@dataclass(frozen=True)
class KpiTrend:
    """A KPI with the weeks behind it, from the first that has a number; of an NPS that has enough answers also how
    many gave each score of its scale, if that was asked for."""

    reading: Reading
    before: Reading | None
    points: tuple[Point, ...]
    measure: Measure
    scores: Mapping[int, int] = field(default_factory=dict)


def trends(
    session: Session,
    workspace: Workspace,
    objectives: tuple[ObjectiveStanding, ...],
    now: datetime,
    *,
    spread: bool = False,
) -> tuple[KpiTrend, ...]:
    """In the order of the key results; with `spread`, how many gave each score as well."""
    driven = {
        found.kpi_id: found
        for objective in reversed(objectives)
        for found in reversed(objective.key_results)
        if found.kpi_id is not None
    }
    rows = kpis_by_id(session, workspace.id, driven.keys())
    found = []
    for kpi_id in reversed(driven):
        kpi = rows[kpi_id]
        place = at_hand(session, workspace, kpi)
        current = reading(session, workspace, kpi, now, place=place)
        before = previous(session, workspace, kpi, now, place=place)
        today = current.last or now.astimezone(ZoneInfo(workspace.timezone)).date()
        points = _weeks(session, workspace, kpi, now, _first_day(objectives, today), today, place)
        given = scores(session, workspace, kpi, now, place) if spread and not current.too_few else {}
        found.append(KpiTrend(current, before, _shown(kpi.formula, points), driven[kpi_id].measure, given))
    return tuple(found)


def _weeks(
    session: Session, workspace: Workspace, kpi: Kpi, now: datetime, first: date, today: date, place: Place | None
) -> tuple[Point, ...]:
    """None where the rows cannot be read: the digest goes out without that picture."""
    try:
        return series(session, workspace, kpi, now, first, today, Step.WEEK, place=place)
    except UserError:
        logger.warning("no trend of the KPI %s: its rows cannot be read", kpi.name)
        return ()


def _first_day(objectives: tuple[ObjectiveStanding, ...], today: date) -> date:
    """The Monday from which the weeks are shown: of the cycle's first whole week, at most twelve weeks ago."""
    first = max(objectives[0].days.first, today - TREND) if objectives else today - TREND
    return first_weekday(first, MONDAY)


def _shown(formula: Formula, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The weeks to draw. Of a count only whole ones: one that still runs would look like a fall."""
    return since_known([point for point in points if point.whole or formula is not Formula.TICKET_VOLUME])
