"""Where a key result will stand at its cycle's end: values into words and shapes."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from math import fsum
from zoneinfo import ZoneInfo

from bot.delivery.outgoing import LONGEST_ALT
from bot.kpis.reading import rounded
from bot.objectives.standing import KeyResultStanding
from bot.phrases.values import stated
from bot.pictures.alt import called, sentences
from bot.pictures.goals import goals, goals_named
from bot.pictures.history import by_day, joined, usual_gap
from bot.pictures.outlook import foretold, outcome, ranged
from bot.pictures.sketch import Sketch
from bot.rules.forecast import Forecast
from bot.rules.pace import CycleDays, counted_from, days_through
from bot.rules.progress import Baseline, Change, Milestone
from bot.text import Text, cut
from charts.days import Checked
from charts.fan import Projection
from charts.forecast import ForecastChart, layout_forecast


def forecast(text: Text, item: KeyResultStanding, days: CycleDays, today: date, zone: ZoneInfo) -> Sketch | None:
    """None without a forecast, and after a cycle whose end was not checked in: nothing is ahead any more."""
    if item.forecast is None or today > days.last > max(_known(item, zone)):
        return None
    layout = layout_forecast(_chart(text, item, item.forecast, days, today, zone))
    title = f"{item.short_id} {item.title}"
    return Sketch(f"forecast-{item.short_id}.png", title, _alt(text, item, item.forecast, days, zone), layout)


def _alt(text: Text, item: KeyResultStanding, found: Forecast, days: CycleDays, zone: ZoneInfo) -> str:
    known = _known(item, zone)
    last, over = max(known), max(known) >= days.last
    value = stated(text, item.measure, item.unit, known[last])
    rests = text.count("chart.forecast_rests", len(item.history), day=text.day(last), value=value)
    told = foretold(text, item, found, days.last, over)
    return cut(sentences(called(item), told, outcome(text, item, found, over), rests), LONGEST_ALT)


def _chart(
    text: Text, item: KeyResultStanding, found: Forecast, days: CycleDays, today: date, zone: ZoneInfo
) -> ForecastChart:
    known = _known(item, zone)
    over = max(known) >= days.last
    return ForecastChart(
        title=f"{item.short_id} {item.title}",
        subtitle=foretold(text, item, found, days.last, over),
        days=days_through(days.first, days.last),
        today=days_through(days.first, today) if today <= days.last else None,
        today_label=text("chart.today"),
        checked=list(_checked(known, days)),
        projected=Projection(found.value, found.low, found.high),
        value_label=stated(text, item.measure, item.unit, rounded(found.value)),
        bare_label=text.number(rounded(found.value)),
        beside=_beside(text, found, over),
        fan_label=text("chart.fan"),
        pace=_pace(item, days),
        pace_label=_pace_label(text, item),
        goals=goals(item.measure),
        goals_label=goals_named(text, item.measure, item.unit),
        empty=text("measure.no_checkin"),
        tick=text.number,
        day_name=lambda number: text.short_day(days.first + timedelta(days=number - 1)),
        stepped=isinstance(item.measure, Milestone),
    )


def _known(item: KeyResultStanding, zone: ZoneInfo) -> dict[date, float]:
    """The last value of each day with a check-in, in their order."""
    return {day: answer.value for day, answer in by_day(item.history, zone).items()}


def _checked(known: dict[date, float], days: CycleDays) -> Iterator[Checked]:
    for (day, value), goes_on in zip(known.items(), joined(known, usual_gap([known])), strict=True):
        yield Checked(days_through(days.first, day), value, goes_on)


def _pace(item: KeyResultStanding, days: CycleDays) -> list[tuple[float, float]]:
    """From the start to the target in time; step by step as their weights are."""
    before = days_through(days.first, counted_from(days, item.created)) - 1
    end = days_through(days.first, days.last)
    match item.measure:
        case Change(start, target):
            return [(before, start), (end, target)]
        case Milestone(weights):
            shares = [done / fsum(weights) for done in accumulate(weights, initial=0.0)]
            return [(before + share * (end - before), done) for done, share in enumerate(shares)]
        case Baseline(start) if start is not None:
            return [(before, start)]
        case _:
            return []


def _pace_label(text: Text, item: KeyResultStanding) -> str:
    match item.measure:
        case Change(start, _):
            return text("chart.pace_from", start=stated(text, item.measure, item.unit, start))
        case Baseline(start) if start is not None:
            return text("chart.start", start=stated(text, item.measure, item.unit, start))
        case _:
            return text("chart.pace")


def _beside(text: Text, found: Forecast, over: bool) -> list[str]:
    if over:
        return [text("chart.at_end")]
    return [text("chart.foreseen"), ranged(text, found)]
