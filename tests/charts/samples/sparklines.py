from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.objectives.standing import ObjectiveStanding
from bot.pictures.sparklines import sparklines
from bot.text import LANGUAGES, speak
from charts.layout import Layout
from charts.sparklines import SparkChart, layout_sparklines
from storage.kinds import Kind
from tests.objectives.standings import checked_in, key_result, objective
from tests.pictures.team import WORDS, team

ZONE = ZoneInfo("UTC")


def samples() -> Iterator[tuple[str, Layout]]:
    for language in LANGUAGES:
        yield f"sparklines-{language}-0", _empty(language)
        for count in (1, 8, 60):
            yield from _drawn(f"sparklines-{language}-{count}", language, *team(language, count))
        words = WORDS[language]
        yield from _drawn(f"sparklines-{language}-long", language, *team(language, 4, words.long))
        yield from _drawn(f"sparklines-{language}-very-long", language, *team(language, 2, words.very_long))
        yield from _drawn(f"sparklines-{language}-far-off", language, _far_off(language))


def _drawn(name: str, language: str, *found: ObjectiveStanding) -> Iterator[tuple[str, Layout]]:
    if sketch := sparklines(speak(language), found, ZONE):
        yield name, sketch.layout


def _empty(language: str) -> Layout:
    text = speak(language)
    title = text("sparklines.title", team=WORDS[language].team)
    subtitle, empty = text("sparklines.subtitle", cycle="2026-Q4"), text("chart.no_key_results")
    return layout_sparklines(SparkChart(title, subtitle, 92, 57, (), (), "", "", "", "", empty))


def _far_off(language: str) -> ObjectiveStanding:
    """Below zero, beyond the target, out of bounds on either side, and hardly moving."""
    kept: dict[str, Any] = {"kind": Kind.MAINTAIN, "start": None, "target": None, "unit": "%"}
    courses: Sequence[tuple[Sequence[float], dict[str, Any]]] = (
        ((0.0, -10.0, -25.0, -40.0), {}),
        ((60.0, 90.0, 110.0, 130.0), {}),
        ((50.0, 50.1, 49.9, 50.0), {}),
        ((50.0, 50.0, 50.0, 50.0), {}),
        ((70.0, 72.0, 74.0, 71.0), {**kept, "low": 85.0}),
        ((2.0, 3.5, 5.5, 4.0), {**kept, "low": 3.0, "high": 5.0}),
    )
    words = WORDS[language]
    found = [
        key_result(*(checked_in(value, week) for week, value in enumerate(values)), number=n, title=title, **fields)
        for n, (title, (values, fields)) in enumerate(zip(words.titles, courses, strict=False), 1)
    ]
    return objective(1, *found, team=words.team)
