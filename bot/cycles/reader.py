"""What was typed into a page of grades: decisions, or a sentence for each field that has to be mended."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cycles.form import GRADE, LONGEST_NOTE, NEXT, NOTE, possible
from bot.cycles.grading import Decision, Grading, Item, Typed
from bot.rules.grade import Why, asks_why, is_valid, suggested
from bot.text import Text
from bot.text.numbers import read_number
from storage.kinds import Outcome

WHY = {Why.CHANGED: "cycle.why_changed", Why.MISSED: "cycle.why_missed"}


@dataclass(frozen=True)
class Read:
    """By key result id, and by block id."""

    decisions: Mapping[int, Decision] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def read(text: Text, grading: Grading, typed: Mapping[int, Typed]) -> Read:
    """Only of what the caller grades. A grade may be left out only where nothing is suggested."""
    decisions: dict[int, Decision] = {}
    errors: dict[str, str] = {}
    for item in grading.everything:
        if item.id in typed:
            wrong = _wrong(text, item, typed[item.id])
            errors |= {f"{name}:{item.id}": sentence for name, sentence in wrong.items()}
            if not wrong:
                decisions[item.id] = _decision(item, typed[item.id])
    return Read(decisions, errors)


def _wrong(text: Text, item: Item, typed: Typed) -> dict[str, str]:
    wrong, grade = {}, read_number(typed.get(GRADE) or "")
    suggestion = suggested(item.key_result.progress)
    if typed.get(GRADE) and (grade is None or not is_valid(grade)):
        wrong[GRADE] = text("cycle.grade_range")
    elif grade is None and suggestion is not None:
        wrong[GRADE] = text("cycle.grade_missing")
    elif grade is not None and not _words(typed) and (why := asks_why(grade, suggestion)):
        wrong[NOTE] = text(WHY[why])
    if item.open and typed.get(NEXT) not in possible(item):
        wrong[NEXT] = text("cycle.next_missing")
    return wrong


def _decision(item: Item, typed: Typed) -> Decision:
    """Of what was open when the form was shown it says what comes next, even where it is graded meanwhile."""
    outcome = Outcome(typed[NEXT]) if typed.get(NEXT) in set(Outcome) else None
    return Decision(item.id, read_number(typed.get(GRADE) or ""), _words(typed), outcome)


def _words(typed: Typed) -> str:
    return (typed.get(NOTE) or "").strip()[:LONGEST_NOTE]
