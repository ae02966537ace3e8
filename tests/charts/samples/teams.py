"""The teams of a company: none, one, eight and sixty, with long names and with many key results."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.company.flow import TeamStanding
from bot.pictures.teams import teams
from bot.rules.attention import Status
from bot.text import speak
from charts.layout import Layout
from charts.teams import TeamsChart, layout_teams
from tests.charts.samples.tree import LONG

HEADINGS = {"en": "The teams in the week of November 23, 2026", "ru": "Команды на неделе с 23 ноября 2026 г."}
NAMES = {
    "en": ("Academy", "Claims", "Field service", "Marketing", "Product", "Quality", "Sales", "Support"),
    "ru": ("Академия", "Качество", "Маркетинг", "Поддержка", "Претензии", "Продажи", "Продукт", "Сервис"),
}
COUNTS = (
    (2, 1, 6, 1),
    (0, 0, 4, 0),
    (1, 0, 0, 2),
    (0, 2, 3, 0),
    (4, 1, 1, 1),
    (0, 0, 0, 3),
    (0, 0, 0, 0),
    (1, 1, 1, 1),
)
SHARES = (0.45, 0.62, 0.1, 0.58, -0.02, None, None, 1.07)


def samples() -> Iterator[tuple[str, Layout]]:
    for language in ("en", "ru"):
        empty = TeamsChart(HEADINGS[language], "", {}, (), speak(language)("chart.teams_none"))
        yield f"teams-{language}-0", layout_teams(empty)
        for count in (1, 8, 60):
            found = [team(n, f"{NAMES[language][n % 8]}{n // 8 or ''}") for n in range(count)]
            yield f"teams-{language}-{count}", _drawn(language, sorted(found, key=lambda one: one.name))
        yield f"teams-{language}-long", _drawn(language, [team(n, LONG[language]) for n in range(3)])
        yield f"teams-{language}-many", _drawn(language, [team(n, NAMES[language][n], 40) for n in range(8)])


def team(n: int, name: str, times: int = 1) -> TeamStanding:
    """Some of everything; all but one key result `times` as often."""
    counts = {status: max(times * many - times + 1, many) for status, many in zip(Status, COUNTS[n % 8], strict=True)}
    return TeamStanding(
        team_id=n, name=name, counts={status: many for status, many in counts.items() if many > 0},
        score=SHARES[n % 8], expected=0.6 if n % 8 != 3 else None, change=None, answered=n % 4, asked=n % 7 and 6,
        cycle="2026-Q4", day=date(2026, 11, 27), decisions=(),
    )  # fmt: skip


def _drawn(language: str, found: Sequence[TeamStanding]) -> Layout:
    sketch = teams(speak(language), HEADINGS[language], found)
    assert sketch
    return sketch.layout
