"""Forecasts of key results of every kind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.objectives.standing import KeyResultStanding
from bot.pictures.forecast import forecast
from bot.rules.forecast import Forecast
from bot.rules.pace import CycleDays
from bot.rules.progress import Milestone
from bot.text import speak
from charts.days import Checked
from charts.forecast import ForecastChart, layout_forecast
from charts.layout import Layout
from storage.kinds import Kind
from tests.objectives.standings import DAYS, FRIDAY, TODAY, checked_in, key_result

UTC = ZoneInfo("UTC")
YEAR = CycleDays(date(2026, 1, 1), date(2026, 12, 31))
LONG = "Increase weekly activation of newly invited teams in the enterprise segment without lowering retention"
ДЛИННОЕ = "Увеличить долю команд, которые в первую неделю настроили отчёты и провели встречу по целям квартала"
TITLES = {
    "en": ("NPS from 40 to 60", "First reply in 2 hours", "Solved at first contact", "Support academy", LONG),
    "ru": ("NPS с 40 до 60", "Первый ответ за 2 часа", "Решено с первого обращения", "Академия", ДЛИННОЕ),
}
UP = (40, 41, 43, 42, 46, 47, 50, 52)
DOWN = (6, 5.7, 5.9, 5.1, 4.8, 4.9, 4.4, 4.2)
NOBODY = ForecastChart(
    "1.1 NPS", "", 92, 58, "today", (), None, "", "", (), "", (), "", (), "", "No check-in yet.", "{:g}".format, str
)


def weekly(*values: float | None, **fields: Any) -> KeyResultStanding:
    """Checked in each week, but for those without a value."""
    checkins = [checked_in(value, week) for week, value in enumerate(values) if value is not None]
    return key_result(*checkins, **fields)


def milestones(*done: float, title: str) -> KeyResultStanding:
    found = weekly(*done, title=title, unit="")
    return replace(found, measure=Milestone((1, 1, 2, 2, 4)), kind=Kind.MILESTONE, forecast=Forecast(4.4, 3.3, 5.0))


def samples() -> Iterator[tuple[str, Layout]]:
    yield "forecast-en-0", layout_forecast(NOBODY)
    yield (
        "forecast-en-1",
        layout_forecast(replace(NOBODY, checked=[Checked(30, 42.0)], goals=[60.0], goals_label="target 60 points")),
    )
    for language, titles in TITLES.items():
        for name, found in _kinds(*titles):
            yield f"forecast-{language}-{name}", _drawn(language, found)
    for name, found in _extremes():
        yield f"forecast-en-{name}", _drawn("en", found)
    for language in TITLES:
        yield f"forecast-{language}-60", _drawn(language, _year(), YEAR)


def _kinds(up: str, down: str, kept: str, steps: str, long: str) -> Iterator[tuple[str, KeyResultStanding]]:
    bounds = {"kind": Kind.MAINTAIN, "start": None, "target": None, "low": 80.0, "high": 90.0, "unit": "%"}
    yield "8", weekly(*UP, start=40.0, target=60.0, title=up)
    yield "falling", weekly(*DOWN, start=6.0, target=2.0, title=down, unit="h")
    yield "maintained", weekly(86, 88, 84, 87, 85, 83, 86, 84, title=kept, **bounds)
    yield "milestones", milestones(0, 0, 1, 1, 2, 2, 3, 3, title=steps)
    yield "gaps-long-title", weekly(40, 41, None, None, 46, 47, None, 52, start=40.0, target=60.0, title=long)


def _extremes() -> Iterator[tuple[str, KeyResultStanding]]:
    yield "baseline", weekly(*UP, kind=Kind.BASELINE, start=41.0, target=None, title="Calls a customer")
    yield "wild", replace(weekly(*UP, start=40.0, target=60.0), forecast=Forecast(58, -400, 500))
    yield "beyond", weekly(10, 30, 55, 75, 101, 118, 134, 150)
    yield "negative", weekly(-40, -55, -38, -60, -52, -70, -66, -71, start=-50.0, target=20.0)
    yield "huge", weekly(*(1e11 * value / 8 for value in UP), start=0.0, target=1e12, unit="visitors of the site")
    yield "over", weekly(*UP, 53, 54, 56, 57, 59, 61, start=40.0, target=60.0)


def _year() -> KeyResultStanding:
    start = FRIDAY - timedelta(days=270)
    checkins = [
        checked_in(40 + number / 4 + number % 7, 0)._replace(as_of=start + timedelta(days=5 * number))
        for number in range(60)
    ]
    return replace(key_result(*checkins, start=40.0, target=60.0), forecast=Forecast(63, 59, 67))


def _drawn(language: str, found: KeyResultStanding, days: CycleDays = DAYS) -> Layout:
    today = max(TODAY, found.history[-1].as_of.date())
    sketch = forecast(speak(language), found, days, today, UTC)
    if sketch is None:
        raise ValueError(f"{found.title} has no forecast")
    return sketch.layout
