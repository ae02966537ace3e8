"""The grade an objective or key result is offered when its cycle closes."""

from enum import StrEnum

from bot.rules.progress import clamped

PARTIAL_FROM, DELIVERED_FROM = 0.4, 0.7


class Band(StrEnum):
    MISSED = "missed"
    PARTIAL = "partial"
    DELIVERED = "delivered"


def suggested(progress: float | None) -> float | None:
    """The progress, clamped to 0.0 to 1.0."""
    return None if progress is None else clamped(progress)


def band(grade: float) -> Band:
    """[0, 0.4) missed, [0.4, 0.7) partial, [0.7, 1] delivered."""
    # Rounded, so that 0.7 reached by a division does not end below itself.
    grade = round(grade, 9)
    if grade >= DELIVERED_FROM:
        return Band.DELIVERED
    return Band.PARTIAL if grade >= PARTIAL_FROM else Band.MISSED
