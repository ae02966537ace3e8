"""Named moments in the life of the program at which a test may end it, as a power cut would. They do nothing else."""

from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """Between two of them lies one effect that must happen once: in the database or at Slack."""

    MIGRATE = "migrate"
    """The new schema is there and not committed."""
    PLAN = "plan"
    """What is due is written and not committed."""
    PLANNED = "planned"
    CLAIMED = "claimed"
    """A delivery is taken and Slack has not been called."""
    POST = "post"
    """Slack has done it and nobody has written it down."""
    RECORDED = "recorded"
    DIGEST = "digest"
    """A digest is drawn and not posted."""
    ANSWER = "answer"
    """An answer is written and not committed."""
    ANSWERED = "answered"
    """It is committed and not acknowledged."""


def _nobody(_point: Point) -> None:
    """Nobody watches."""


_watcher: Callable[[Point], None] = _nobody


def watch(watcher: Callable[[Point], None]) -> None:
    """From now on `watcher` is told of every point that is reached, in the thread that reaches it."""
    global _watcher
    _watcher = watcher


def reach(point: Point) -> None:
    _watcher(point)
