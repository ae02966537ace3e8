"""Verdicts in words: pace, and what needs attention."""

from bot.rules.attention import Reason
from bot.rules.pace import Pace

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
