"""What /okr kpi looks up for a caller: only the KPIs that the caller may see."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.kpis.flow import kpis, previous, reading, series
from bot.kpis.reading import Point, Reading
from bot.kpis.windows import Step, start_of
from bot.objectives.flow import standings, visible
from bot.objectives.standing import KeyResultStanding
from bot.people.access import rights
from bot.people.caller import Caller
from bot.rules.access import Action
from storage.models import Kpi

PAGE = 10
WEEKS = timedelta(weeks=11)


@dataclass(frozen=True)
class Listed:
    """A KPI now and over the window before."""

    reading: Reading
    before: Reading | None


@dataclass(frozen=True)
class Page:
    """Some of the `total` KPIs that the caller may see, from the one at place `first` on."""

    listed: tuple[Listed, ...]
    first: int
    total: int


@dataclass(frozen=True)
class Shown:
    """One KPI with its last twelve weeks, from the first that has a number, and the key results that it drives."""

    reading: Reading
    before: Reading | None
    weeks: tuple[Point, ...]
    driven: tuple[KeyResultStanding, ...]


@dataclass(frozen=True)
class Unknown:
    """No KPI that the caller may see is called `name`; `near` is the name most like it, none where there is none."""

    name: str
    near: str | None


def listed(session: Session, caller: Caller, first: int, now: datetime) -> Page:
    """By name; only those on the page are computed."""
    found = _visible(session, caller, now)
    page = found[first : first + PAGE]
    return Page(tuple(_listed(session, caller, kpi, now) for kpi in page), first, len(found))


def shown(session: Session, caller: Caller, name: str, now: datetime) -> Shown | Unknown:
    """The KPI with a name or a title, whatever the case."""
    driven = _driven(session, caller, now)
    kpis = _visible(session, caller, now)
    kpi = _called(kpis, name)
    if kpi is None:
        names = {kpi.name.casefold(): kpi.name for kpi in kpis}
        near = difflib.get_close_matches(name.casefold(), names, 1)
        return Unknown(name, names[near[0]] if near else None)
    found = _listed(session, caller, kpi, now)
    mine = tuple(item for item in driven if item.kpi_id == kpi.id)
    return Shown(found.reading, found.before, _weeks(session, caller, kpi, now), mine)


def since_known(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points from the first that has a number."""
    known = [place for place, point in enumerate(points) if point.estimate.value is not None]
    return tuple(points[known[0] :]) if known else ()


def _called(kpis: Sequence[Kpi], name: str) -> Kpi | None:
    wanted = name.casefold()
    named = (kpi for kpi in kpis if kpi.name.casefold() == wanted)
    return next(named, None) or next((kpi for kpi in kpis if kpi.title.casefold() == wanted), None)


def _driven(session: Session, caller: Caller, now: datetime) -> tuple[KeyResultStanding, ...]:
    """The key results in open cycles that a KPI drives and the caller may see."""
    found = standings(session, caller.workspace.id, now, brief=True)
    found = visible(found, rights(session, caller))
    return tuple(item for objective in found for item in objective.key_results if item.kpi_id is not None)


def _visible(session: Session, caller: Caller, now: datetime) -> list[Kpi]:
    """All of them; for a guest those of the key results that the guest may see."""
    everything = kpis(session, caller.workspace.id)
    if rights(session, caller).may(Action.SEE_KPIS):
        return everything
    seen = {item.kpi_id for item in _driven(session, caller, now)}
    return [kpi for kpi in everything if kpi.id in seen]


def _listed(session: Session, caller: Caller, kpi: Kpi, now: datetime) -> Listed:
    now_, before = reading(session, caller.workspace, kpi, now), previous(session, caller.workspace, kpi, now)
    return Listed(now_, before)


def _weeks(session: Session, caller: Caller, kpi: Kpi, now: datetime) -> tuple[Point, ...]:
    """None where the rows cannot be read, which the reading tells."""
    today = now.astimezone(ZoneInfo(caller.workspace.timezone)).date()
    first = start_of(Step.WEEK, today) - WEEKS
    try:
        return since_known(series(session, caller.workspace, kpi, now, first, today, Step.WEEK))
    except UserError:
        return ()
