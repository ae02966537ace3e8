"""Grades, and what becomes of a key result, in words."""

from bot.rules.grade import Band, band
from bot.text import Text
from storage.kinds import Outcome

BANDS = {
    Band.DELIVERED: "grade.delivered",
    Band.PARTIAL: "grade.partial",
    Band.MISSED: "grade.missed",
}
OUTCOMES = {
    Outcome.CARRIED: "outcome.carried",
    Outcome.DONE: "outcome.done",
    Outcome.DROPPED: "outcome.dropped",
}
"""As somebody is asked for it."""
BECAME = {
    Outcome.CARRIED: "became.carried",
    Outcome.DONE: "became.done",
    Outcome.DROPPED: "became.dropped",
}


def graded(text: Text, grade: float) -> str:
    """0.65, partly delivered."""
    return text("grade.line", grade=text.number(grade), band=text(BANDS[band(grade)]))
