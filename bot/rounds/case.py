"""A team in a cycle, as its rounds need to know it: pure values and what follows from them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from bot.rules.calendar import CheckinRule, Slot, next_round_day, round_days, slot
from storage.kinds import Zone
from storage.models import Away, Cycle, Team

LONGEST_ROUND = timedelta(days=21)
"""Longer than a round goes on, from its weekday to the deadline of its last zone."""


def rule_of(team: Team) -> CheckinRule:
    return CheckinRule(
        weekday=team.weekday,
        at=team.at,
        every=team.every,
        due_hours=team.due_hours,
        remind_hours=tuple(team.remind_hours),
        holidays=team.holidays,
    )


@dataclass(frozen=True)
class Owner:
    """Who owes answers: where they live, since when they own a key result here, on which days they are away."""

    person_id: int
    zone: str
    since: datetime
    away: Sequence[Away]

    def is_away(self, day: date) -> bool:
        return any(away.first <= day <= away.last for away in self.away)


@dataclass(frozen=True)
class Ahead:
    """A round that is not there yet: its day, when its first part opens and when its last is due."""

    day: date
    final: bool
    opens_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class Case:
    """`latest` is the day of the last round there is."""

    team: Team
    cycle: Cycle
    latest: date | None
    owners: Mapping[int, Owner]

    @cached_property
    def rule(self) -> CheckinRule:
        return rule_of(self.team)

    def days(self, after: date = date.min) -> Iterator[date]:
        return round_days(self.rule, self.cycle.first, self.cycle.last, after)

    def slot(self, owner: Owner, day: date) -> Slot:
        return self._slot(owner.zone, day)

    def ahead(self) -> Iterator[Ahead]:
        """The rounds after the latest, one after the other. Nobody owes an answer to a round that was over before
        their key result was made."""
        if not self.owners:
            return
        made = min(self._zones.values()) - LONGEST_ROUND
        for day in self.days(max(made.date(), self.latest or date.min)):
            slots = [found for zone, since in self._zones.items() if since <= (found := self._slot(zone, day)).due_at]
            if slots:
                final = next_round_day(self.rule, self.cycle.first, self.cycle.last, day) is None
                yield Ahead(day, final, min(one.opens_at for one in slots), max(one.due_at for one in slots))

    @cached_property
    def _zones(self) -> Mapping[str, datetime]:
        """Where owners live, each with the first key result there."""
        found: dict[str, datetime] = {}
        for owner in self.owners.values():
            found[owner.zone] = min(owner.since, found.get(owner.zone, owner.since))
        return found

    def _slot(self, zone: str, day: date) -> Slot:
        return slot(self.rule, day, zone if self.team.zone is Zone.PERSON else self.team.timezone, zone)
