"""What a clock may be moved to."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from bot.rounds.case import Case
from bot.rounds.opening import cases_of
from bot.rules.calendar import due
from storage.people import find_workspaces, teams_of
from storage.rounds import next_reminder, unclosed_rounds

LOOK_AHEAD = timedelta(weeks=5)


class Moments(NamedTuple):
    """When the next part opens, the next reminder is due and the next round is over; none where nothing is ahead."""

    opening: datetime | None
    reminder: datetime | None
    deadline: datetime | None


def next_moments(session: Session, now: datetime) -> Moments:
    teams = [team for workspace in find_workspaces(session) for team in teams_of(session, workspace.id)]
    cases = cases_of(session, teams, now + LOOK_AHEAD)
    ahead = [(opening, due(opening, case.rule)) for case in cases for opening in _openings(case, now)]
    running = [round_.due_at for round_ in unclosed_rounds(session) if round_.due_at > now]
    return Moments(
        opening=min((opening for opening, _ in ahead), default=None),
        reminder=next_reminder(session, now),
        deadline=min(running or [over for _, over in ahead], default=None),
    )


def _openings(case: Case, now: datetime) -> Iterator[datetime]:
    """The next one of each owner."""
    days = list(case.days())
    for owner in case.owners.values():
        instants = (case.slot(owner, day).opens_at for day in days)
        if following := next((instant for instant in instants if instant > now), None):
            yield following
