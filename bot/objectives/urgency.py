"""Key results that need attention: since when, and which first. Never by who owns them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.objectives.standing import Answer, KeyResultStanding, ObjectiveStanding
from bot.rules.attention import Reason, attention
from bot.rules.pace import expected, pace
from bot.rules.progress import progress

DAY = timedelta(days=1)
SILENCE = {Reason.STALE, Reason.NO_CHECKIN}


@dataclass(frozen=True)
class Risk:
    """A key result that needs attention from the day `since` on; its blocker was first told of on `blocked`."""

    objective: ObjectiveStanding
    key_result: KeyResultStanding
    since: date
    blocked: date | None


def risks(found: Iterable[ObjectiveStanding], zone: str) -> tuple[Risk, ...]:
    """The most urgent first: what something blocks, the oldest blocker before the others; then what is behind or in
    doubt, the most reasons and then the oldest first; then silence. Days are those of `zone`."""
    listed = [
        Risk(one, item, _since(one, item, ZoneInfo(zone)), _blocked(item, ZoneInfo(zone)))
        for one in found
        for item in one.key_results
        if item.reasons
    ]
    return tuple(sorted(listed, key=_urgency))


def _urgency(risk: Risk) -> tuple[date, bool, int, date, int, int]:
    item = risk.key_result
    silent = SILENCE.issuperset(item.reasons)
    return (risk.blocked or date.max, silent, -len(item.reasons), risk.since, risk.objective.number, item.id)


def _since(objective: ObjectiveStanding, item: KeyResultStanding, zone: ZoneInfo) -> date:
    """The first of the days in a row on which confidence was low or the pace behind; of silence the last check-in's."""
    days = [answer.as_of.astimezone(zone).date() for answer in item.history]
    earliest = days[0] if days else item.created
    since = days[-1] if days else item.created
    if not _pressing(objective, item, item.history, objective.today):
        return since
    place, day = len(days), max(objective.today, since)
    while day >= earliest:
        while place and days[place - 1] > day:
            place -= 1
        if not _pressing(objective, item, item.history[:place], day):
            return day + DAY
        day -= DAY
    return earliest


def _pressing(objective: ObjectiveStanding, item: KeyResultStanding, history: Sequence[Answer], day: date) -> bool:
    if not history:
        return False
    last = history[-1]
    share = progress(item.measure, last.value, last.done or None)
    verdict = pace(item.measure, share, expected(objective.days, day, item.created), objective.days, day)
    return bool(
        attention(
            confidence=last.confidence,
            pace=verdict,
            has_checkin=True,
            periods_since_checkin=0,
            round_closed_on_it=False,
        )
    )


def _blocked(item: KeyResultStanding, zone: ZoneInfo) -> date | None:
    """The day of the first of the check-ins in a row that name a blocker, up to the last one."""
    told = list(takewhile(lambda answer: answer.blocker, reversed(item.history)))
    return told[-1].as_of.astimezone(zone).date() if told else None
