"""Key results that need attention: since when, and which first. Never by who owns them."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.rules.attention import Reason, attention
from bot.rules.pace import expected, pace
from bot.rules.progress import progress
from storage.key_results import Answer

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
    if not days:
        return item.created
    since, until = days[-1], max(objective.today, days[-1])
    if not _pressing(objective, item, item.history[-1], objective.today):
        return since
    for day, answer in zip(reversed(days), reversed(item.history), strict=True):
        since = _pressing_from(objective, item, answer, day, until)
        if since > day:
            break
        until = day - DAY
    return since


def _pressing_from(
    objective: ObjectiveStanding, item: KeyResultStanding, answer: Answer, first: date, until: date
) -> date:
    """From `first` to the day after `until`, while the answer stood: what needs attention needs it until the next
    answer, as more is expected each day."""
    if _pressing(objective, item, answer, first):
        return first
    passed = range((until - first).days + 1)
    return first + bisect_left(passed, True, key=lambda n: _pressing(objective, item, answer, first + n * DAY)) * DAY


def _pressing(objective: ObjectiveStanding, item: KeyResultStanding, answer: Answer, day: date) -> bool:
    share = progress(item.measure, answer.value, answer.done or None)
    verdict = pace(item.measure, share, expected(objective.days, day, item.created), objective.days, day)
    return bool(
        attention(
            confidence=answer.confidence,
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
