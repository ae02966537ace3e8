"""Who has to be asked, and when: worked out here by the test's own arithmetic, not by the bot's."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONES = (
    "Europe/Moscow",
    "Europe/Berlin",
    "UTC",
    "Asia/Kolkata",
    "America/New_York",
    "Asia/Tokyo",
    "America/Santiago",
    "Australia/Sydney",
)
ADMIN = "U0P000"
"""Who wants the company's digest on Mondays."""
FIRST_DAY = date(2026, 10, 2)
"""A Friday; the cycle begins the day before."""
AT, DUE = time(10), timedelta(hours=6)
REMIND_HOURS = (2, 4)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Opening:
    """A person is asked at an instant, and the answer is due at another."""

    person: str
    day: date
    at: datetime

    @property
    def due(self) -> datetime:
        return self.at + DUE

    @property
    def instants(self) -> tuple[datetime, ...]:
        """When the clock has something to do."""
        return (self.at, *(self.at + timedelta(hours=hours) for hours in REMIND_HOURS), self.due)


@dataclass(frozen=True)
class Firm:
    """People in several zones, in teams that each own one objective; every person owns one key result."""

    people: int
    teams: int = 1
    weeks: int = 1

    @property
    def zones(self) -> dict[str, str]:
        """By Slack id."""
        return {f"U0P{number:03}": ZONES[number % len(ZONES)] for number in range(self.people)}

    @property
    def days(self) -> list[date]:
        return [FIRST_DAY + WEEK * week for week in range(self.weeks)]

    @property
    def openings(self) -> list[Opening]:
        return [opening for day in self.days for opening in self.openings_on(day)]

    def openings_on(self, day: date) -> list[Opening]:
        return [
            Opening(person, day, datetime.combine(day, AT, ZoneInfo(zone)).astimezone(UTC))
            for person, zone in self.zones.items()
        ]

    @property
    def channels(self) -> dict[str, list[str]]:
        """The people of each team's channel."""
        ids = list(self.zones)
        return {f"C0T{team:02}": ids[team :: self.teams] for team in range(self.teams)}

    @property
    def plan(self) -> str:
        """The OKR file; YAML reads JSON."""
        teams, objectives = zip(*self._teams(), strict=True)
        cycle = {"name": "always", "from": "2026-10-01", "to": "2028-12-31"}
        return json.dumps({"teams": teams, "cycles": [cycle], "objectives": objectives})

    def _teams(self) -> Iterator[tuple[object, object]]:
        for number, (channel, people) in enumerate(self.channels.items()):
            rule = {"day": "fri", "time": "10:00", "zone": "person", "due_hours": 6, "remind_hours": REMIND_HOURS}
            team = {"name": f"Team {number}", "channel": channel, "lead": people[0], "members": people}
            results = [{"title": f"Of {person}", "owner": person, "start": 0, "target": 10**6} for person in people]
            objective = {"title": f"Objective {number}", "team": f"Team {number}", "owner": people[0]}
            yield (
                {**team, "timezone": "UTC", "checkin": rule},
                {**objective, "cycle": "always", "key_results": results},
            )
