"""What was typed into the form: typed answers, or a sentence for each field that cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.checkins.flow import Answer
from bot.checkins.pages import BLOCKER, CONFIDENCE, DONE, NOTE, THANKS, VALUE, Typed
from bot.checkins.questions import LONGEST_NOTE
from bot.rules.confidence import is_valid
from bot.rules.progress import MOST_STEPS, Measure, Milestone
from bot.text import Text
from bot.text.numbers import read_number


@dataclass(frozen=True)
class Read:
    """What a page says: answers to store, or a sentence for each mistake by block id."""

    answers: tuple[Answer, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)


def read_checkin(text: Text, typed: Mapping[int, Typed], measures: Mapping[int, Measure]) -> Read:
    """Typed answers, or a sentence for each field that cannot be read. Of a key result that is not in `measures`
    only what can be read counts: it was closed meanwhile, and its fields cannot be mended."""
    errors: dict[str, str] = {}
    read = (_answer(text, key, fields, measures.get(key), errors) for key, fields in sorted(typed.items()))
    answers = [answer for answer in read if answer]
    thanked = next((fields[THANKS] for fields in typed.values() if fields.get(THANKS)), None)
    if thanked and (places := [place for place, one in enumerate(answers) if one.key_result_id in measures]):
        answers[places[0]] = replace(answers[places[0]], thanks_to=thanked)
    return Read(tuple(answers), errors)


def _answer(
    text: Text, key_result: int, typed: Typed, measure: Measure | None, errors: dict[str, str]
) -> Answer | None:
    steps = _done(typed, measure)
    value = float(len(steps)) if DONE in typed else read_number(str(typed.get(VALUE) or ""))
    confidence = _level(typed.get(CONFIDENCE))
    if not (steps or typed.get(VALUE) or typed.get(CONFIDENCE)):
        return None
    if value is None and measure is not None:
        errors[f"{VALUE}:{key_result}"] = text("form.not_a_number" if typed.get(VALUE) else "form.value_missing")
    if confidence is None and measure is not None:
        message = "form.confidence_range" if typed.get(CONFIDENCE) else "form.confidence_missing"
        errors[f"{CONFIDENCE}:{key_result}"] = text(message)
    if value is None or confidence is None:
        return None
    return Answer(
        key_result, value, confidence, steps,
        note=_words(typed.get(NOTE)), blocker=_words(typed.get(BLOCKER)),
    )  # fmt: skip


def _done(typed: Typed, measure: Measure | None) -> tuple[int, ...]:
    most = len(measure.weights) if isinstance(measure, Milestone) else MOST_STEPS
    return tuple(step for step in range(1, most + 1) if str(step) in (typed.get(DONE) or []))


def _words(typed: str | None) -> str:
    return (typed or "").strip()[:LONGEST_NOTE]


def _level(typed: Any) -> int | None:
    return int(typed) if str(typed or "").isdecimal() and is_valid(int(typed)) else None
