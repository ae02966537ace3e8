"""Verdicts in words: pace, and what needs attention."""

from bot.objectives.standing import KeyResultStanding
from bot.phrases.measures import progress_label
from bot.rules.attention import Reason, Status
from bot.rules.pace import Pace
from bot.text import Text

PACE = {
    Pace.ON_PACE: "verdict.on_pace",
    Pace.SLIGHTLY_BEHIND: "verdict.slightly_behind",
    Pace.BEHIND: "verdict.behind",
}
REASON = {
    Reason.LOW_CONFIDENCE: "reason.low_confidence",
    Reason.BEHIND: "reason.behind",
    Reason.STALE: "reason.stale",
    Reason.DISAGREES: "reason.disagrees",
    Reason.NO_CHECKIN: "reason.no_checkin",
}
STATUS = {
    Status.NEEDS_ATTENTION: "okr.needs_attention",
    Status.SLIGHTLY_BEHIND: "verdict.slightly_behind",
    Status.ON_TRACK: "verdict.on_track",
    Status.NO_DATA: "verdict.no_data",
}


def paced(text: Text, item: KeyResultStanding) -> str:
    """The pace, but silence before it; nothing where the label of the progress says it already."""
    for reason in (Reason.STALE, Reason.NO_CHECKIN):
        if reason in item.reasons:
            said = text(REASON[reason])
            return said if said != progress_label(text, item) else ""
    return text(PACE[item.verdict]) if item.verdict else ""


def reasons(text: Text, item: KeyResultStanding) -> str:
    """Why a key result needs attention, and how low a low confidence is."""
    return "; ".join(_reason(text, reason, item.confidence) for reason in item.reasons)


def _reason(text: Text, reason: Reason, confidence: int | None) -> str:
    if reason is Reason.LOW_CONFIDENCE:
        return text("okr.low_confidence", confidence=confidence)
    return text(REASON[reason])
