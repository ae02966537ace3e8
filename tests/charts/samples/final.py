from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.objectives.standing import KeyResultStanding
from bot.pictures.final import final
from bot.pictures.history import key_results
from bot.rules.grade import suggested
from bot.text import LANGUAGES, speak
from charts.layout import Layout
from tests.pictures.team import WORDS, team


def samples() -> Iterator[tuple[str, Layout]]:
    for language in LANGUAGES:
        for count in (0, 1, 8, 60):
            yield f"final-{language}-{count}", _drawn(language, key_results(team(language, count)))
        long = WORDS[language].very_long
        yield f"final-{language}-very-long", _drawn(language, key_results(team(language, 2, long)))


def _drawn(language: str, found: Sequence[KeyResultStanding]) -> Layout:
    graded = [replace(item, grade=suggested(item.progress)) for item in found]
    return final(speak(language), WORDS[language].team, "2026-Q4", graded).layout
