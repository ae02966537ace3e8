"""A status in Slack as a hint that a person is away; only the person knows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

EMOJI = frozenset({
    "palm_tree", "desert_island", "beach_with_umbrella", "beach", "umbrella_on_ground", "airplane",
    "airplane_departure", "small_airplane", "luggage", "camping", "face_with_thermometer", "face_with_head_bandage",
    "mask", "sneezing_face", "nauseated_face", "face_vomiting", "sick", "thermometer", "hospital",
})  # fmt: skip
WORDS = re.compile(
    r"\b(vacation(ing)?|holidays?|on leave|(annual|sick|parental|maternity|paternity|medical) leave|sick|ooo|o\.o\.o"
    r"|out of (the )?office|pto|day off|days off|time off|away|off (today|this week|until|till|sick)"
    r"|отпуск\w*|болею|болен|больна|больничн\w*|приболел\w*|выходн\w*|отгул\w*|декрет\w*|отсутствую"
    r"|не работаю|вне офиса)\b",
    re.IGNORECASE,
)
OVER = re.compile(r"\b(back from|after|вернул\w*|после|из)\b", re.IGNORECASE)
END_OF_TIME = 10**11
EVENING = timedelta(hours=18)
"""A day counts where the status lasts to its evening."""


@dataclass(frozen=True)
class Status:
    """`until` is when Slack clears it, none where the person does."""

    emoji: str = ""
    text: str = ""
    until: datetime | None = None

    @property
    def says_away(self) -> bool:
        """By its words, and by its emoji where they say nothing else."""
        if OVER.search(self.text):
            return False
        return self.emoji.strip(":").partition("::")[0] in EMOJI or bool(WORDS.search(self.text))

    def last_day(self, zone: str) -> date | None:
        """The last day that it covers where the person lives."""
        return (self.until.astimezone(ZoneInfo(zone)) - EVENING).date() if self.until else None


NO_STATUS = Status()


def status_of(profile: Mapping[str, Any]) -> Status:
    """As Slack tells it, in seconds since 1970, 0 for never; any field may be missing."""
    expires = profile.get("status_expiration") or 0
    until = datetime.fromtimestamp(expires, UTC) if 0 < expires < END_OF_TIME else None
    return Status(profile.get("status_emoji") or "", profile.get("status_text") or "", until)
