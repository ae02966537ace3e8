"""The grade a key result is offered when its cycle closes, and what has to be said about another one."""

from enum import StrEnum

from bot.rules.progress import clamped

PARTIAL_FROM, DELIVERED_FROM = 0.4, 0.7


class Band(StrEnum):
    MISSED = "missed"
    PARTIAL = "partial"
    DELIVERED = "delivered"


class Why(StrEnum):
    """What a note has to tell."""

    CHANGED = "changed"
    MISSED = "missed"


def suggested(progress: float | None) -> float | None:
    """The progress, clamped to 0.0 to 1.0, in whole per cent as it is told elsewhere, and as people may type it."""
    return None if progress is None else round(clamped(progress) * 100) / 100


def band(grade: float) -> Band:
    """[0, 0.4) missed, [0.4, 0.7) partial, [0.7, 1] delivered."""
    # Rounded, so that 0.7 reached by a division does not end below itself.
    grade = round(grade, 9)
    if grade >= DELIVERED_FROM:
        return Band.DELIVERED
    return Band.PARTIAL if grade >= PARTIAL_FROM else Band.MISSED


def is_valid(grade: float) -> bool:
    return 0 <= grade <= 1


def asks_why(grade: float, suggestion: float | None) -> Why | None:
    """A grade that is not the one suggested needs a note, and so does one in the lowest band; none for any other."""
    if suggestion is not None and round(grade - suggestion, 9):
        return Why.CHANGED
    return Why.MISSED if band(grade) is Band.MISSED else None
