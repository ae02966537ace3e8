"""Verdicts in words: pace, what needs attention, status."""

from bot.rules.attention import Reason, Status
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
STATUS = {
    Status.NEEDS_ATTENTION: "status.needs_attention",
    Status.SLIGHTLY_BEHIND: "status.slightly_behind",
    Status.ON_TRACK: "status.on_track",
    Status.NO_DATA: "status.no_data",
}
