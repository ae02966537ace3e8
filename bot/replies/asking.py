"""What a message may answer, what it says, and why it is not understood."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Askable:
    """A key result as the words see it: what is known of it, `steps` where it is a milestone, the `value`, or the steps
    done, that stay where nothing has changed, and the `figures` that a likely value is near."""

    id: str
    unit: str = ""
    steps: int = 0
    value: float | None = None
    done: tuple[int, ...] = ()
    confidence: int | None = None
    figures: tuple[float, ...] = ()
    answered: bool = False


@dataclass(frozen=True)
class Said:
    """What is said of one key result; none stands for what stays as it was."""

    id: str
    value: float | None = None
    confidence: int | None = None
    done: tuple[int, ...] = ()
    note: str = ""
    blocker: str | None = None
    thanks_to: str | None = None


class Fault(StrEnum):
    """Why a message is not understood."""

    STRANGER = "stranger"
    NOTHING_ASKED = "nothing_asked"
    GREETING = "greeting"
    WHICH = "which"
    UNKNOWN = "unknown"
    TWO_NAMED = "two_named"
    NAMED_TWICE = "named_twice"
    NO_VALUE = "no_value"
    NOTHING_KEPT = "nothing_kept"
    TWO_NUMBERS = "two_numbers"
    TWO_READINGS = "two_readings"
    NOT_A_VALUE = "not_a_value"
    OTHER_UNIT = "other_unit"
    NO_CONFIDENCE = "no_confidence"
    CONFIDENCE_RANGE = "confidence_range"
    TWO_CONFIDENCES = "two_confidences"
    STEPS_RANGE = "steps_range"
    WHICH_STEPS = "which_steps"
    NO_BLOCKER = "no_blocker"
    TWO_THANKED = "two_thanked"
    TOO_LONG = "too_long"


class Problem(Exception):
    """Nothing of the message counts: why, of which key result where it is of one, and what was typed."""

    def __init__(self, fault: Fault, id: str = "", *typed: str) -> None:
        super().__init__(fault)
        self.fault, self.id, self.typed = fault, id, typed
