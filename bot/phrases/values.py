"""Values with their units."""

from bot.rules.progress import Measure, Milestone
from bot.text import LANGUAGES, Text, escape, speak
from storage.models import CheckIn

UNITS = {
    "points": "unit.points",
    "h": "unit.h",
    "min": "unit.min",
    "days": "unit.days",
    "%": "unit.percent",
}


def unit_name(text: Text, unit: str) -> str:
    """A unit as the language writes it; one we do not know stays as the team wrote it."""
    return text(UNITS[unit]) if unit in UNITS else unit


def unit_called(typed: str) -> str:
    """The unit that a language writes so; one we do not know stays as it was typed."""
    wanted = typed.strip().casefold()
    names = ((unit, speak(language)(name)) for unit, name in UNITS.items() for language in LANGUAGES)
    return next((unit for unit, name in names if name.casefold() == wanted), typed)


def quantity(text: Text, value: float, unit: str) -> str:
    """48 points, 2.5 h, 85 %: plain text, not escaped."""
    return f"{text.number(value)}\u00a0{unit_name(text, unit)}" if unit else text.number(value)


def stated(text: Text, measure: Measure, unit: str, value: float) -> str:
    """58 points; of a milestone 3 of 5 steps."""
    if isinstance(measure, Milestone):
        return text("phrase.steps", done=text.number(value), steps=text.number(len(measure.weights)))
    return quantity(text, value, unit)


def checked(text: Text, measure: Measure, unit: str, row: CheckIn) -> str:
    """A check-in in a line of mrkdwn: value and confidence."""
    value = escape(stated(text, measure, unit, row.value))
    if row.confidence is None:
        return value
    return text("phrase.value_confidence", value=value, confidence=row.confidence)
