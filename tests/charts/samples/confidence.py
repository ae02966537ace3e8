from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.objectives.standing import ObjectiveStanding
from bot.pictures.confidence import confidence
from bot.rules.pace import CycleDays
from bot.text import LANGUAGES, speak
from charts.confidence import ConfidenceChart, layout_confidence
from charts.layout import Layout
from tests.objectives.standings import checked_in, key_result, objective
from tests.pictures.team import WORDS, team

ZONE = ZoneInfo("UTC")
YEAR = CycleDays(date(2026, 10, 1), date(2027, 9, 30))


def samples() -> Iterator[tuple[str, Layout]]:
    for language in LANGUAGES:
        yield f"confidence-{language}-0", _empty(language)
        for count in (1, 8, 60):
            yield from _drawn(f"confidence-{language}-{count}", language, *team(language, count))
        words = WORDS[language]
        yield from _drawn(f"confidence-{language}-long", language, *team(language, 4, words.long))
        yield from _drawn(f"confidence-{language}-very-long", language, *team(language, 2, words.very_long))
        yield from _drawn(f"confidence-{language}-many-weeks", language, _long_cycle(language))
        yield from _drawn(f"confidence-{language}-two-weeks", language, _new(language))


def _drawn(name: str, language: str, *found: ObjectiveStanding) -> Iterator[tuple[str, Layout]]:
    if sketch := confidence(speak(language), found, ZONE):
        yield name, sketch.layout


def _empty(language: str) -> Layout:
    text = speak(language)
    title, empty = text("confidence.title", team=WORDS[language].team), text("chart.no_key_results")
    return layout_confidence(ConfidenceChart(title, text("confidence.weeks"), (), (), {}, "", empty))


def _long_cycle(language: str) -> ObjectiveStanding:
    """More weeks than fit; the team answers every second one."""
    found = [
        key_result(
            *(checked_in(week, week, (week * step) % 11) for week in range(0, 31, step)), number=step, title=title
        )
        for step, title in enumerate(WORDS[language].titles[:4], 1)
    ]
    return replace(objective(1, *found, team=WORDS[language].team), days=YEAR, today=date(2027, 5, 7))


def _new(language: str) -> ObjectiveStanding:
    words = WORDS[language]
    found = key_result(checked_in(1, 0, 8), checked_in(2, 1, 10), title=words.titles[0])
    return replace(objective(1, found, team=words.team), today=date(2026, 10, 9))
