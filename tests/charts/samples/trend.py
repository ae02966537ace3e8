"""KPIs over the weeks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import sin
from typing import Any

from bot.kpis.reading import Point, Reading
from bot.kpis.trend import KpiTrend
from bot.kpis.windows import Period
from bot.pictures.trend import trend
from bot.rules.kpi import Estimate, mean
from bot.rules.progress import Change, Maintain, Measure
from bot.text import speak
from charts.layout import Layout
from storage.kinds import Direction, Formula

FIRST, LAST = date(2026, 8, 30), date(2026, 11, 27)
TO_SIXTY = Change(40, 60)
MONDAY = date(2026, 11, 23)
LONG = "Net promoter score of the customers who had contact with second-line support in the last ninety days"
ДЛИННОЕ = "Индекс готовности рекомендовать среди клиентов, обращавшихся во вторую линию поддержки за три месяца"


def estimate(value: float | None, n: int, half: float = 6.0) -> Estimate:
    return Estimate(None, 0) if value is None else Estimate(value, n, value - half, value + half, half / 1.96)


def reading(value: float | None, n: int = 520, half: float = 3.0, **fields: Any) -> Reading:
    found = Reading(
        name="nps", title="NPS", formula=Formula.NPS, unit="points", direction=Direction.UP,
        estimate=estimate(value, n, half), first=FIRST, last=LAST, newest=LAST, survey="relationship", min_n=30,
        undated=False, provisional=False, inverted=False,
    )  # fmt: skip
    return replace(found, **fields)


def kpi(values: Sequence[float | None], measure: Measure = TO_SIXTY, **fields: Any) -> KpiTrend:
    """A week for each value; every seventh has too few answers."""
    weeks = [MONDAY - timedelta(weeks=number) for number in reversed(range(len(values)))]
    points = [
        Point(Period("", week, week + timedelta(days=6)), estimate(value, 12 if number % 7 == 3 else 90 + number % 60))
        for number, (week, value) in enumerate(zip(weeks, values, strict=True))
    ]
    return KpiTrend(reading(48.2, **fields), reading(41, 480), tuple(points), measure)


def wave(count: int) -> list[float | None]:
    return [45 + 6 * sin(number / 4) + number / 8 for number in range(count)]


def samples() -> Iterator[tuple[str, Layout]]:
    for language, long in (("en", LONG), ("ru", ДЛИННОЕ)):
        for count in (0, 1, 8, 12, 60):
            yield f"trend-{language}-{count}", _drawn(language, kpi(wave(count)))
        yield f"trend-{language}-long-title", _drawn(language, kpi(wave(8), title=long))
        yield f"trend-{language}-missing", _drawn(language, kpi([44, 46, None, None, 45, 49, None, 48]))
        yield (
            f"trend-{language}-negative",
            _drawn(language, kpi([-31, -28, -35, -22, -25, -12, -15, -8], Change(-30, 20))),
        )
        yield f"trend-{language}-bounds", _drawn(language, kpi(wave(8), Maintain(40, 55)))
        yield f"trend-{language}-large", _drawn(language, _large())


def _large() -> KpiTrend:
    found = kpi([5e11 + 4e10 * number for number in range(8)], Change(0, 1e12))
    points = [
        replace(point, estimate=mean(12_345, 12_345 * (point.estimate.value or 0), 1e28)) for point in found.points
    ]
    now, before = (
        replace(found.reading, estimate=mean(99_999, 99_999 * value, 9e28), unit="visitors of the site")
        for value in (7e11, 6e11)
    )
    return replace(found, points=tuple(points), reading=now, before=before)


def _drawn(language: str, found: KpiTrend) -> Layout:
    return trend(speak(language), found).layout
