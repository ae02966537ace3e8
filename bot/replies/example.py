"""How a person could answer: an example that is made of their own key result, and that is understood."""

from bot.prompts.asked import Asked
from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone
from bot.text import Text

LIKELY = 7
DIGITS = 2


def example(text: Text, asked: Asked) -> str:
    """2.1 48 conf 7."""
    last = asked.shown
    confidence = LIKELY if last is None or last.confidence is None else last.confidence
    if isinstance(asked.measure, Milestone):
        done = sorted({*(last.done if last else ()), _next_step(asked)})
        named = text("reply.example_steps", numbers=", ".join(map(str, done)))
        return text("reply.example_of", id=asked.id, value=named, confidence=confidence)
    value = _plain(text, last.value if last else _likely(asked.measure))
    return text("reply.example_of", id=asked.id, value=value, confidence=confidence)


def _next_step(asked: Asked) -> int:
    done = asked.shown.done if asked.shown else []
    return next((step.number for step in asked.steps if step.number not in done), asked.steps[0].number)


def _likely(measure: Measure) -> float:
    match measure:
        case Change(start, _):
            return start
        case Maintain(low, high):
            return next(bound for bound in (low, high) if bound is not None)
        case Baseline(float() as start):
            return start
    return 10


def _plain(text: Text, value: float) -> str:
    """Without groups of thousands: they are what may be read in two ways."""
    digits = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return digits.replace(".", ",") if text.language == "ru" else digits
