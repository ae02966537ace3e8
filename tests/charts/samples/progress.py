from collections.abc import Iterator, Sequence
from datetime import date

from bot.objectives.standing import KeyResultStanding
from bot.pictures.history import key_results
from bot.pictures.progress import progress
from bot.text import LANGUAGES, speak
from charts.layout import Layout
from tests.objectives.standings import checked_in, key_result
from tests.pictures.team import WORDS, team

FAR_OFF = ((-40.0, 3), (0.0, 6), (100.0, 9), (130.0, 9), (900.0, 10))


def samples() -> Iterator[tuple[str, Layout]]:
    for language in LANGUAGES:
        for count in (0, 1, 8, 60):
            yield f"progress-{language}-{count}", _drawn(language, key_results(team(language, count)))
        words = WORDS[language]
        yield f"progress-{language}-long", _drawn(language, key_results(team(language, 4, words.long)))
        yield f"progress-{language}-very-long", _drawn(language, key_results(team(language, 2, words.very_long)))
        yield f"progress-{language}-far-off", _drawn(language, _far_off(words.titles))


def _far_off(titles: Sequence[str]) -> list[KeyResultStanding]:
    """Below zero, at its ends, and beyond the target."""
    return [
        key_result(checked_in(value, 8, confidence), number=number, title=title)
        for number, (title, (value, confidence)) in enumerate(zip(titles, FAR_OFF, strict=False), 1)
    ]


def _drawn(language: str, found: Sequence[KeyResultStanding]) -> Layout:
    text = speak(language)
    title = text("chart.progress", team=WORDS[language].team)
    subtitle = text("chart.progress_subtitle", cycle="2026-Q4", day=text.full_day(date(2026, 11, 27)))
    return progress(text, title, subtitle, found, found).layout
