"""Rounds close when all have answered, or when they are over; each owes its team one digest."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.company.owing import company_digests
from bot.rounds.case import rule_of
from bot.rounds.telling import posts
from bot.rules import calendar
from storage.kinds import DigestTime, PartState
from storage.models import Cycle, Round, Team
from storage.owing import owe_all
from storage.rounds import teams_by_id
from storage.schedule import rounds_due, states_among

ROUNDS_AT_ONCE = 200
ANSWERED = {PartState.ON_TIME, PartState.LATE}


def close_rounds(session: Session, now: datetime, workspace_id: int | None = None) -> bool:
    """Of the next rounds that are to be looked at, in one workspace or in all; false where nothing is to be done about
    them."""
    rounds = rounds_due(session, now, ROUNDS_AT_ONCE, workspace_id)
    teams = {team.id: team for team in teams_by_id(session, {round_.team_id for round_ in rounds})}
    states = states_among(session, [round_.id for round_ in rounds])
    # A part that is pending in a round that is over is being answered or given up at this moment: that goes first.
    ready = [round_ for round_ in rounds if round_.due_at > now or PartState.PENDING not in states[round_.id]]
    closed = [round_ for round_ in ready if _closes(round_, teams[round_.team_id], states[round_.id], now)]
    for round_ in ready:
        round_.next_at = round_.due_at
    for round_ in closed:
        round_.closed_at, round_.next_at = now, None
    told = [round_ for round_ in closed if states[round_.id] - {PartState.EXCUSED}]
    owe_all(
        session,
        [post for round_ in told for post in posts(round_, teams[round_.team_id], now, next_opening(session, round_))],
    )
    owe_all(session, company_digests(session, told, now))
    session.flush()
    return bool(ready)


def _closes(round_: Round, team: Team, states: set[PartState], now: datetime) -> bool:
    """Where nobody has to answer, somebody may still come back."""
    complete = bool(states & ANSWERED) and states <= {*ANSWERED, PartState.EXCUSED}
    return round_.due_at <= now or (complete and team.digest_when is DigestTime.EARLY)


def next_opening(session: Session, round_: Round) -> datetime:
    """When the team's next round opens: until then a digest is posted and kept up to date."""
    team, cycle = session.get_one(Team, round_.team_id), session.get_one(Cycle, round_.cycle_id)
    rule = rule_of(team)
    following = calendar.next_round_day(rule, cycle.first, cycle.last, round_.day)
    day = following or round_.day + timedelta(weeks=team.every)
    return calendar.local_instant(day, team.at, team.timezone)
