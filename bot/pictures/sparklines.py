"""Values of a team's key results over the days of a cycle: values into words and shapes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.phrases.measures import progress_label, span
from bot.phrases.values import quantity
from bot.phrases.verdicts import REASON
from bot.pictures.alt import Finding, called, told
from bot.pictures.goals import goals
from bot.pictures.history import by_day, joined, key_results, usual_gap
from bot.pictures.sketch import Sketch
from bot.rules.attention import Reason
from bot.rules.course import Course, course
from bot.rules.progress import Maintain, Measure, Milestone
from bot.text import Text
from charts.days import Checked
from charts.lane import Aim
from charts.sparklines import SparkChart, SparkRow, layout_sparklines

SAID = {
    Course.AWAY: "sparklines.away",
    Course.STILL: "sparklines.still",
    Course.TOWARDS: "sparklines.towards",
    Course.KEPT: "sparklines.kept",
    Course.UNAIMED: "sparklines.unaimed",
}


@dataclass(frozen=True)
class Series:
    """A key result and its value on each day it was checked in, oldest first."""

    item: KeyResultStanding
    values: Mapping[date, float]

    @property
    def first(self) -> float:
        return next(iter(self.values.values()))

    @property
    def newest(self) -> float:
        return list(self.values.values())[-1]

    @property
    def course(self) -> Course | None:
        """None where there is no way yet."""
        return course(self.item.measure, self.first, self.newest) if len(self.values) > 1 else None


def sparklines(text: Text, objectives: Sequence[ObjectiveStanding], zone: ZoneInfo) -> Sketch | None:
    """None before any key result was checked in twice."""
    rows = _series(objectives, zone)
    if not rows:
        return None
    title = text("sparklines.title", team=objectives[0].team)
    return Sketch(
        "sparklines.png", title, _alt(text, rows), layout_sparklines(_chart(text, title, objectives[0], rows))
    )


def _series(objectives: Sequence[ObjectiveStanding], zone: ZoneInfo) -> list[Series]:
    rows = [Series(item, _values(item, objectives[0].days.first, zone)) for item in key_results(objectives)]
    return rows if any(len(row.values) > 1 for row in rows) else []


def _values(item: KeyResultStanding, first: date, zone: ZoneInfo) -> Mapping[date, float]:
    return {day: answer.value for day, answer in by_day(item.history, zone, first).items()}


def _alt(text: Text, rows: Sequence[Series]) -> str:
    away, still, towards = (
        text.number(sum(row.course is one for row in rows)) for one in (Course.AWAY, Course.STILL, Course.TOWARDS)
    )
    lead = text.count("sparklines.alt", len(rows), away=away, still=still, towards=towards)
    moved = (Finding(SAID[one], [_moved(text, row) for row in rows if row.course is one]) for one in SAID)
    once = [f"{called(row.item)}: {_value(text, row)}" for row in rows if len(row.values) == 1]
    never = [called(row.item) for row in rows if not row.values]
    return told(text, lead, *moved, Finding("sparklines.once", once), Finding("sparklines.never", never))


def _moved(text: Text, row: Series) -> str:
    """From where to where, and whether nobody has said so lately."""
    first, newest = text.number(row.first), _value(text, row)
    said = newest
    if row.newest != row.first:
        said = text("sparklines.up" if row.newest > row.first else "sparklines.down", first=first, newest=newest)
    silent = [text(REASON[Reason.STALE])] if Reason.STALE in row.item.reasons else []
    return f"{called(row.item)}: {', '.join([said, *silent])}"


def _value(text: Text, row: Series) -> str:
    return quantity(text, row.newest, row.item.unit)


def _chart(text: Text, title: str, objective: ObjectiveStanding, rows: Sequence[Series]) -> SparkChart:
    first = objective.days.first
    last = max([objective.days.last, *(day for row in rows for day in row.values)])
    return SparkChart(
        title=title,
        subtitle=text("sparklines.subtitle", cycle=objective.cycle),
        days=(last - first).days + 1,
        today=(min(objective.today, last) - first).days,
        heads=[((day - first).days, text.short_day(day)) for day in _heads(first, last)],
        rows=[_row(text, row, first, usual_gap(one.values for one in rows)) for row in rows],
        target_label=text("sparklines.target"),
        bounds_label=text("sparklines.bounds"),
        beyond_label=text("sparklines.beyond"),
        today_label=text("sparklines.today"),
        empty=text("chart.no_key_results"),
    )


def _heads(first: date, last: date) -> Iterator[date]:
    """The first day, and the first of each month after it."""
    yield first
    month = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _row(text: Text, row: Series, first: date, usual: int) -> SparkRow:
    item, label = row.item, progress_label(text, row.item)
    known = zip(row.values.items(), joined(row.values, usual), strict=True)
    return SparkRow(
        title=f"{item.short_id} {item.title}",
        points=[Checked((day - first).days, value, goes_on) for (day, value), goes_on in known],
        aim=_aim(item.measure),
        value_label=_reached(text, row) if row.values else text("measure.no_checkin"),
        progress_label=label if row.values else "",
    )


def _reached(text: Text, row: Series) -> str:
    return span(text, row.item) if isinstance(row.item.measure, Milestone) else _value(text, row)


def _aim(measure: Measure) -> Aim:
    if isinstance(measure, Maintain):
        return Aim(measure.min, measure.max)
    return next((Aim(target, target) for target in goals(measure)), Aim())
