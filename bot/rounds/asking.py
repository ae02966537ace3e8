"""Each part in its turn: the person is asked, reminded, and given up when it is due."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from bot.people.zones import zone_or
from bot.rounds.case import rule_of
from bot.rules.calendar import UNASKED, CheckinRule, Hours, evening, hours_of, polite, reminders
from storage.kinds import DeliveryKind, PartState
from storage.models import Part, Round
from storage.owing import Owed, look_at_asked, owe_all, owe_prompts
from storage.rounds import look_at_rounds, owed, teams_by_id, told
from storage.schedule import DuePart, parts_due, turn_parts, updated_unasked

PARTS_AT_ONCE = 1000
APART = timedelta(hours=1)
Rules = Mapping[int, CheckinRule]


class Timing(NamedTuple):
    """What the reminders of a part hang on, besides the team's rule."""

    opens_at: datetime
    due_at: datetime
    zone: str
    hours: Hours


def turn(session: Session, now: datetime, workspace_id: int | None = None) -> bool:
    """Does what is due about the next parts, in one workspace or in all; false where there is none."""
    parts = parts_due(session, now, PARTS_AT_ONCE, workspace_id)
    over = [part for part in parts if part.due_at <= now]
    turn_parts(session, [part.id for part in over], state=PartState.MISSED, next_at=None)
    rules = {team.id: rule_of(team) for team in teams_by_id(session, {part.team_id for part in parts})}
    waiting = _less_answered(session, [part for part in parts if part.due_at > now])
    owe_prompts(session, [part.id for part in waiting if part.prompt_id is None])
    owe_all(session, [found for part in waiting if (found := _reminder(rules[part.team_id], part, now))])
    for next_at, ids in _by_next(rules, waiting, now).items():
        look_at_asked(session, ids, next_at)
    return bool(parts)


def _less_answered(session: Session, parts: Sequence[DuePart]) -> list[DuePart]:
    """Those left to ask: not who told everything unasked in the days before, and not of what was answered before it
    was handed over."""
    new = {part.id: part for part in parts if part.prompt_id is None}
    since = min((part.opens_at for part in new.values()), default=None)
    updated = updated_unasked(session, new, since - UNASKED) if since else set()
    answered = {part_id for part_id in updated if not _asks(session, part_id, new[part_id].round_id)}
    turn_parts(session, answered, state=PartState.ON_TIME, next_at=None)
    look_at_rounds(session, {new[part_id].round_id for part_id in answered})
    return [part for part in parts if part.id not in answered]


def _asks(session: Session, part_id: int, round_id: int) -> bool:
    return bool(outstanding(session, session.get_one(Part, part_id), session.get_one(Round, round_id)))


def outstanding(session: Session, part: Part, round_: Round) -> set[int]:
    """The key results that the person still has to answer for: those owed, less those answered in the round, whoever
    owned them then, and those updated unasked."""
    ids = {key_result.id for key_result, _, _ in owed(session, part, round_)}
    return ids - told(session, ids, round_.id, *unasked_before(part))


def unasked_before(part: Part) -> tuple[datetime, datetime]:
    """From when to when an update on one's own initiative answers it."""
    return part.opens_at - UNASKED, part.opens_at


def _by_next(rules: Rules, parts: Sequence[DuePart], now: datetime) -> Mapping[datetime, list[int]]:
    """The ids of parts by when they are to be looked at again."""
    alike: dict[tuple[CheckinRule, Timing], list[int]] = defaultdict(list)
    for part in parts:
        alike[rules[part.team_id], _timing(part)].append(part.id)
    found: dict[datetime, list[int]] = defaultdict(list)
    for (rule, timing), ids in alike.items():
        found[min(_turns(rule, timing, now))] += ids
    return found


def _turns(rule: CheckinRule, part: Timing, now: datetime) -> Iterator[datetime]:
    """When there will be something to do: at the deadline, at a reminder, or in the morning where it is too late for
    one today."""
    instants = _reminders(rule, part)
    yield part.due_at
    yield from (instant for instant in instants if instant > now)
    morning = polite(now, part.zone, rule.holidays, part.hours)
    if morning > now and any(instant <= now for instant in instants):
        yield morning


def _reminder(rule: CheckinRule, part: DuePart, now: datetime) -> Owed | None:
    """The newest whose hour has come, where one may remind now."""
    if part.prompt_id is None or part.sent_at is None:
        return None
    timing = _timing(part)
    instants = _reminders(rule, timing)
    number = sum(instant <= now for instant in instants)
    if number == 0 or _unwanted(part, part.sent_at, instants[number - 1]):
        return None
    if polite(now, timing.zone, rule.holidays, timing.hours) > now:
        return None
    return Owed(
        part.workspace_id,
        DeliveryKind.REMINDER,
        f"reminder:{part.person_id}:{part.local_opening}:{number}",
        target=part.slack_id,
        subject_id=part.prompt_id,
        due=now,
        expires=min([*instants[number:], part.due_at, evening(now, timing.zone, timing.hours)]),
    )


def _unwanted(part: DuePart, sent_at: datetime, reminder: datetime) -> bool:
    """Whether the person asked to be reminded later, which counts for a while, or was asked just before."""
    return (part.later_at is not None and reminder < part.later_at + APART) or _fresh(sent_at, part.opens_at, reminder)


def _fresh(sent_at: datetime, opens_at: datetime, reminder: datetime) -> bool:
    """Whether a prompt came so late that it reminds by itself: in the hour before, or the half of a shorter span."""
    return reminder < sent_at + min(APART, (reminder - opens_at) / 2)


def _reminders(rule: CheckinRule, part: Timing) -> tuple[datetime, ...]:
    return reminders(rule, part.opens_at, part.due_at, part.zone, part.hours)


def _timing(part: DuePart) -> Timing:
    zone = zone_or(part.timezone, part.workspace_timezone)
    return Timing(part.opens_at, part.due_at, zone, hours_of(part.remind_from, part.remind_to))
