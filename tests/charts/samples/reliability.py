"""How well a team's confidence was calibrated."""

from collections.abc import Iterator

from bot.pictures.calibration import calibration
from bot.rules.calibration import Claim
from bot.rules.calibration import calibration as judged
from bot.text import speak
from charts.layout import Layout
from charts.reliability import ReliabilityChart, layout_reliability

NOBODY = ReliabilityChart("Support: confidence and what came true", "", "", "", (), (), "Too few to say.")
LONG = "Support of enterprise customers in the Nordic and Baltic countries, second line and escalations"
ДЛИННОЕ = "Поддержка корпоративных клиентов Северо-Запада и Прибалтики, вторая линия и эскалации"


def samples() -> Iterator[tuple[str, Layout]]:
    yield "reliability-en-0", layout_reliability(NOBODY)
    yield "reliability-en-one-level", _drawn("en", "Support", [(8, 3, 6)])
    for language, long in (("en", LONG), ("ru", ДЛИННОЕ)):
        yield f"reliability-{language}-8", _drawn(language, long, [(8, 1, 3), (9, 1, 2), (5, 2, 3)])
        yield f"reliability-{language}-60", _drawn(language, "CX", [(9, 18, 20), (7, 9, 13), (5, 8, 15), (2, 3, 12)])


def _drawn(language: str, team: str, given: list[tuple[int, int, int]]) -> Layout:
    """Given are a confidence, how many claims of it came true, and how many there were."""
    claims = [Claim(number % 4, level, number < came) for level, came, n in given for number in range(n)]
    sketch = calibration(speak(language), team, "2026-Q4", judged(claims))
    if sketch is None:
        raise ValueError(f"{len(claims)} claims are too few")
    return sketch.layout
