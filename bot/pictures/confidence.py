"""Confidence in a team's key results over the weeks of a cycle: values into words and shapes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.phrases.verdicts import REASON
from bot.pictures.alt import Finding, called, told
from bot.pictures.history import by_day, key_results
from bot.pictures.sketch import Sketch
from bot.rules.attention import Reason
from bot.rules.calendar import monday
from bot.rules.confidence import HIGHEST, Level, level
from bot.text import Text
from charts.confidence import MOST_WEEKS, Cell, ConfidenceChart, ConfidenceRow, Height, layout_confidence

HEIGHT = {Level.HIGH: Height.HIGH, Level.MEDIUM: Height.MEDIUM, Level.LOW: Height.LOW}


class Topic(StrEnum):
    """What there is to say of one key result's confidence, the most important first."""

    LOW = "confidence.low_now"
    FALLEN = "confidence.fallen"
    SILENT = "confidence.silent"
    NEVER = "confidence.never"
    RISEN = "confidence.risen"
    STEADY = "confidence.steady"


@dataclass(frozen=True)
class Rated:
    """A key result and the confidence on each day it was given, oldest first."""

    item: KeyResultStanding
    given: Mapping[date, int]

    @property
    def first(self) -> int:
        return next(iter(self.given.values()))

    @property
    def newest(self) -> int:
        return list(self.given.values())[-1]

    @property
    def topic(self) -> Topic:
        if not self.given:
            return Topic.NEVER
        if level(self.newest) is Level.LOW:
            return Topic.LOW
        if self.newest < self.first:
            return Topic.FALLEN
        if Reason.STALE in self.item.reasons:
            return Topic.SILENT
        return Topic.RISEN if self.newest > self.first else Topic.STEADY


def confidence(text: Text, objectives: Sequence[ObjectiveStanding], zone: ZoneInfo) -> Sketch | None:
    """None before any key result was answered twice."""
    rows = _rated(objectives, zone)
    if not rows:
        return None
    title = text("confidence.title", team=objectives[0].team)
    layout = layout_confidence(_chart(text, title, objectives[0], rows))
    return Sketch("confidence.png", title, _alt(text, rows), layout)


def _alt(text: Text, rows: Sequence[Rated]) -> str:
    low = sum(row.topic is Topic.LOW for row in rows)
    fallen = sum(bool(row.given) and row.newest < row.first for row in rows)
    lead = text.count("confidence.alt", len(rows), low=text.number(low), fallen=text.number(fallen))
    said = (Finding(topic.value, [_told(text, row) for row in rows if row.topic is topic]) for topic in Topic)
    return told(text, lead, *said)


def _rated(objectives: Sequence[ObjectiveStanding], zone: ZoneInfo) -> list[Rated]:
    rows = [Rated(item, _given(item, objectives[0].days.first, zone)) for item in key_results(objectives)]
    return rows if any(len(row.given) > 1 for row in rows) else []


def _given(item: KeyResultStanding, first: date, zone: ZoneInfo) -> Mapping[date, int]:
    rated = [answer for answer in item.history if answer.confidence is not None]
    return {day: answer.confidence or 0 for day, answer in by_day(rated, zone, first).items()}


def _weeks(objective: ObjectiveStanding, rows: Sequence[Rated]) -> Sequence[date]:
    """The Mondays from the cycle's first week to this one, or to the newest answer's: the final one may come later."""
    first, days = objective.days.first, [day for row in rows for day in row.given]
    last = max([min(objective.today, objective.days.last), *days])
    return [monday(first) + timedelta(weeks=week) for week in range((monday(last) - monday(first)).days // 7 + 1)]


def _chart(text: Text, title: str, objective: ObjectiveStanding, rows: Sequence[Rated]) -> ConfidenceChart:
    weeks = _weeks(objective, rows)
    shown = weeks[-MOST_WEEKS:]
    return ConfidenceChart(
        title=title,
        subtitle=_subtitle(text, len(weeks)),
        weeks=[text.short_day(max(week, objective.days.first)) for week in shown],
        rows=[ConfidenceRow(f"{row.item.short_id} {row.item.title}", list(_cells(text, row, shown))) for row in rows],
        names={
            Height.HIGH: text("confidence.high"),
            Height.MEDIUM: text("confidence.medium"),
            Height.LOW: text("confidence.low"),
        },
        silent=text("confidence.no_answer"),
        empty=text("chart.no_key_results"),
    )


def _cells(text: Text, row: Rated, weeks: Sequence[date]) -> Iterator[Cell | None]:
    """Of several answers in a week the newest."""
    of_week = {monday(day): given for day, given in row.given.items()}
    for week in weeks:
        given = of_week.get(week)
        yield None if given is None else Cell(given / HIGHEST, HEIGHT[level(given)], text.number(given))


def _subtitle(text: Text, weeks: int) -> str:
    if weeks > MOST_WEEKS:
        return text("confidence.newest_weeks", weeks=text.number(MOST_WEEKS), of=text.number(weeks))
    return text("confidence.weeks")


def _told(text: Text, row: Rated) -> str:
    moved = [_moved(text, row)] if row.given else []
    silent = [text(REASON[Reason.STALE])] if Reason.STALE in row.item.reasons else []
    return f"{called(row.item)}: {', '.join([*moved, *silent])}" if moved else called(row.item)


def _moved(text: Text, row: Rated) -> str:
    newest, first = text.number(row.newest), text.number(row.first)
    by = text.number(abs(row.newest - row.first))
    if row.newest < row.first:
        return text("confidence.down", newest=newest, first=first, by=by)
    if row.newest > row.first:
        return text("confidence.up", newest=newest, first=first, by=by)
    return text("confidence.unchanged" if len(row.given) > 1 else "confidence.once", newest=newest)
