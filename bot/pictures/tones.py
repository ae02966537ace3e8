"""Which shape and colour a status has."""

from collections.abc import Mapping

from bot.rules.attention import Status
from charts.theme import Tone

STATUS_TONE: Mapping[Status, Tone] = {
    Status.NEEDS_ATTENTION: Tone.BEHIND,
    Status.SLIGHTLY_BEHIND: Tone.SLIGHTLY_BEHIND,
    Status.ON_TRACK: Tone.ON_PACE,
    Status.NO_DATA: Tone.NONE,
}
