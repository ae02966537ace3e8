"""How likely an owner thinks it is that the target is met by the cycle's end."""

from enum import StrEnum

LOWEST, HIGHEST = 0, 10
MEDIUM_FROM, HIGH_FROM = 4, 7


class Level(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def is_valid(confidence: int) -> bool:
    return LOWEST <= confidence <= HIGHEST


def level(confidence: int) -> Level:
    """7 to 10 high, 4 to 6 medium, 0 to 3 low; ValueError outside 0 to 10."""
    if not is_valid(confidence):
        raise ValueError(f"confidence {confidence} is outside {LOWEST} to {HIGHEST}")
    if confidence >= HIGH_FROM:
        return Level.HIGH
    return Level.MEDIUM if confidence >= MEDIUM_FROM else Level.LOW
