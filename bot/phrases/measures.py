"""What a key result is measured by, and how far it has come, in words."""

from bot.objectives.standing import KeyResultStanding
from bot.phrases.values import quantity
from bot.rules.progress import Baseline, Change, Maintain, Milestone
from bot.text import Text


def span(text: Text, found: KeyResultStanding) -> str:
    """Where it stands between its ends, in plain text: 40 → 52 of 60 points; 87 %, at least 85 %."""
    unit, value = found.unit, found.value
    match found.measure:
        case Change(start, target):
            ends = {"start": text.number(start), "target": quantity(text, target, unit)}
            if value is None:
                return text("measure.change_open", **ends)
            return text("measure.change", value=text.number(value), **ends)
        case Milestone():
            done = sum(step.done for step in found.steps)
            return text("phrase.steps", done=text.number(done, 0), steps=text.number(len(found.steps), 0))
        case Maintain() as bounds:
            kept = bounded(text, bounds, unit)
            return kept if value is None else text("measure.maintain", value=quantity(text, value, unit), bounds=kept)
        case Baseline():
            return text("measure.baseline") if value is None else quantity(text, value, unit)


def bounded(text: Text, bounds: Maintain, unit: str) -> str:
    """At least 85 %, at most 5 h, from 3 to 5 points."""
    if bounds.min is not None and bounds.max is not None:
        return text("measure.between", low=text.number(bounds.min), high=quantity(text, bounds.max, unit))
    if bounds.min is not None:
        return text("measure.at_least", low=quantity(text, bounds.min, unit))
    return text("measure.at_most", high=quantity(text, bounds.max or 0, unit))


def progress_label(text: Text, found: KeyResultStanding) -> str:
    """The raw progress in per cent, or why there is none."""
    if isinstance(found.measure, Baseline):
        return text("measure.baseline")
    if found.progress is None:
        return text("measure.no_checkin")
    if isinstance(found.measure, Maintain):
        return text("measure.inside" if found.progress >= 1 else "measure.outside")
    return text.percent(found.progress)
