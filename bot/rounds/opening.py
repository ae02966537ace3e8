"""Rounds are made, with a part for each owner, and follow what changes until they close: who joins, leaves, moves or is
away."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.people.zones import zone_or
from bot.rounds.asking import outstanding
from bot.rounds.case import LONGEST_ROUND, Ahead, Case, Owner
from bot.rounds.following import Values, change_of, new_parts
from storage.away import away_among
from storage.kinds import PartState
from storage.models import Part, Round, Team
from storage.rounds import settle
from storage.schedule import (
    add_parts,
    add_rounds,
    drop_rounds,
    hold_parts,
    look_at_teams,
    owners,
    parts_among,
    parts_partly_answered,
    rounds_ahead,
    rounds_going_on,
    runs,
    schedule_edited,
    teams_due,
)

TEAMS_AT_ONCE = 200
LOOK_AGAIN = timedelta(hours=1)
"""The longest that the clock takes to find what nobody told it of."""
AHEAD = LOOK_AGAIN + timedelta(minutes=5)
"""Rounds and parts are written down before they open: the hour itself is for asking."""
EARLIEST_ZONE = timedelta(hours=14)


def open_rounds(session: Session, now: datetime, workspace_id: int | None = None) -> bool:
    """Of the next teams that are to be looked at, in one workspace or in all; false where there is none."""
    teams = teams_due(session, now, TEAMS_AT_ONCE, workspace_id)
    if not teams:
        return False
    ids = [team.id for team in teams]
    cases = cases_of(session, teams, now + AHEAD)
    if stale := [round_.id for round_ in rounds_ahead(session, ids, now) if not _stands(round_, cases)]:
        drop_rounds(session, stale)
        cases = cases_of(session, teams, now + AHEAD)
    opened = [(case, ahead) for case in cases for ahead in _opened(session, case, now)]
    add_rounds(session, [_round(case, ahead) for case, ahead in opened])
    since = min([(now - LONGEST_ROUND).date(), *(ahead.day for _, ahead in opened)])
    going_on = rounds_going_on(session, ids, since)
    _follow(session, going_on, cases, now)
    _complete(session, going_on, now)
    look_at_teams(session, ids, now + LOOK_AGAIN)
    return True


def _stands(round_: Round, cases: Sequence[Case]) -> bool:
    """Whether a round that has not opened yet is still in the calendar."""
    mine = (case for case in cases if (case.team.id, case.cycle.id) == (round_.team_id, round_.cycle_id))
    return any(round_.day in case.days() for case in mine)


def cases_of(session: Session, teams: Sequence[Team], until: datetime) -> list[Case]:
    """The teams with each cycle that began, wherever they live, by an instant."""
    ids = {team.id: team for team in teams}
    rows, away = owners(session, ids), away_among(session, ids, (until - LONGEST_ROUND).date())
    found: dict[tuple[int, int], dict[int, Owner]] = defaultdict(dict)
    for row in rows:
        zone = zone_or(row.timezone, row.workspace_timezone)
        found[row.team_id, row.cycle_id][row.person_id] = Owner(row.person_id, zone, row.since, away[row.person_id])
    begun = runs(session, ids, (until + EARLIEST_ZONE).date())
    return [Case(ids[run.team_id], run.cycle, run.latest, found[run.team_id, run.cycle.id]) for run in begun]


def _opened(session: Session, case: Case, now: datetime) -> Iterator[Ahead]:
    """Those whose first part opens before the next look. One that is over was missed in an outage, unless the rule
    was another then."""
    for ahead in case.ahead():
        if ahead.opens_at > now + AHEAD:
            return
        edited = schedule_edited(session, case.team) if ahead.due_at <= now else None
        if edited is None or ahead.due_at > edited:
            yield ahead


def _round(case: Case, ahead: Ahead) -> Values:
    return {
        "workspace_id": case.team.workspace_id,
        "team_id": case.team.id,
        "cycle_id": case.cycle.id,
        "day": ahead.day,
        "final": ahead.final,
        "opens_at": ahead.opens_at,
        "due_at": ahead.due_at,
        "next_at": ahead.due_at,
    }


def _follow(session: Session, rounds: Sequence[Round], cases: Sequence[Case], now: datetime) -> None:
    """Brings the parts of rounds up to who owes an answer now."""
    placed = {(case.team.id, case.cycle.id): case for case in cases}
    parts = _parts(session, rounds)
    new: list[Values] = []
    changes: dict[int, Values] = {}
    for round_ in rounds:
        case, there = placed.get((round_.team_id, round_.cycle_id)), parts[round_.id]
        new += new_parts(case, round_, there, now) if case else ()
        changes |= {part.id: found for part in there.values() if (found := change_of(case, round_, part, now))}
    add_parts(session, new)
    changed = {part.round_id for part in _apply(session, changes)} | {row["round_id"] for row in new}
    for round_ in rounds:
        if round_.id in changed and parts[round_.id]:
            joined = [row for row in new if row["round_id"] == round_.id]
            _span(round_, list(parts[round_.id].values()), joined)
    session.flush()


def _complete(session: Session, rounds: Sequence[Round], now: datetime) -> None:
    """Parts of which all that was left open is closed meanwhile, or somebody else's."""
    by_id = {round_.id: round_ for round_ in rounds}
    for part in parts_partly_answered(session, by_id):
        if part.due_at > now and not outstanding(session, part, by_id[part.round_id]):
            settle(session, part, PartState.ON_TIME)


def _span(round_: Round, parts: Sequence[Part], joined: Sequence[Values]) -> None:
    """From its first part to the deadline of its last; it is looked at, for it may be complete now."""
    round_.opens_at = min([part.opens_at for part in parts] + [row["opens_at"] for row in joined])
    round_.due_at = max([part.due_at for part in parts] + [row["due_at"] for row in joined])
    round_.next_at = round_.opens_at


def _parts(session: Session, rounds: Sequence[Round]) -> Mapping[int, dict[int, Part]]:
    """By round and person."""
    found: dict[int, dict[int, Part]] = defaultdict(dict)
    for part in parts_among(session, [round_.id for round_ in rounds]):
        found[part.round_id][part.person_id] = part
    return found


def _apply(session: Session, changes: Mapping[int, Values]) -> list[Part]:
    """The parts that were changed; one that is being answered or asked at this moment is not."""
    held = hold_parts(session, changes) if changes else []
    for part in held:
        for field, value in changes[part.id].items():
            setattr(part, field, value)
    return held
