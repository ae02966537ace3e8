"""How the teams of a company stand side by side, for those who may see all of it. Teams come by name, never by rank."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.digests.flow import change, parting, score_of
from bot.errors import UserError
from bot.objectives.flow import recalled, standings
from bot.objectives.standing import ObjectiveStanding
from bot.objectives.teams import teams_seen
from bot.objectives.urgency import Risk, risks
from bot.people.access import rights
from bot.people.caller import Caller
from bot.rounds.closing import ANSWERED
from bot.rules.access import Action
from bot.rules.attention import Status
from bot.rules.calendar import local_instant, monday
from bot.rules.pace import expected
from storage.company import parts_by_state, rounds_closed
from storage.key_results import rounds_due
from storage.kinds import Level, PartState
from storage.models import Person, Round, Workspace
from storage.objectives import running_cycles

Place = tuple[int, int]
"""A team and a cycle, by their row ids."""


@dataclass(frozen=True)
class TeamStanding:
    """A team in a cycle. `counts` are of its key results, every status named; shares are fractions; `change` is since
    the round before, none without one. Of the newest round that closed in the week `answered` of `asked`; both are 0
    and `day` is none where there was none. `decisions` need one, the most urgent first."""

    team_id: int
    name: str
    counts: Mapping[Status, int]
    score: float | None
    expected: float | None
    change: float | None
    answered: int
    asked: int
    cycle: str
    day: date | None
    decisions: tuple[Risk, ...]

    @property
    def key_results(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class CompanyDigest:
    """As of `today` where the company is; rounds count from `since` on, the Monday of the week before. `teams` have
    objectives in a cycle that runs or had a round, by name; `objectives` are all of theirs, by number."""

    today: date
    since: date
    teams: tuple[TeamStanding, ...]
    objectives: tuple[ObjectiveStanding, ...]

    @property
    def company(self) -> tuple[ObjectiveStanding, ...]:
        """The objectives of the company itself."""
        return tuple(one for one in self.objectives if one.level is Level.COMPANY)

    @property
    def without_round(self) -> int:
        """How many teams had none."""
        return len({team.team_id for team in self.teams} - {team.team_id for team in self.teams if team.day})


@dataclass(frozen=True)
class Asked:
    """For whom a digest is. `namesake` is a team that bears the name by which the company's was asked for."""

    caller: Caller
    digest: CompanyDigest
    namesake: str = ""


def look(session: Session, caller: Caller, typed: str, now: datetime) -> Asked:
    """For one who asks for it. UserError for who may not."""
    known = rights(session, caller)
    teams = teams_seen(session, caller.workspace.id, known)
    namesake = next((team.name for team in teams if team.name.casefold() == typed.casefold()), "")
    if namesake and not known.may(Action.COMPANY_DIGEST):
        raise UserError("company.refused_namesake", team=namesake)
    known.demand(Action.COMPANY_DIGEST)
    return Asked(caller, gather(session, caller.workspace, now), namesake)


def wanted(session: Session, workspace_id: int, person_id: int, now: datetime) -> Asked | None:
    """For one who is owed it; none where they want it no more, or may not have it any more."""
    workspace, person = session.get_one(Workspace, workspace_id), session.get_one(Person, person_id)
    caller = Caller(workspace, person)
    if not person.company_digest or not rights(session, caller).may(Action.COMPANY_DIGEST):
        return None
    found = gather(session, workspace, now)
    return Asked(caller, found) if found.teams else None


def gather(session: Session, workspace: Workspace, now: datetime) -> CompanyDigest:
    """In a few queries, however many teams there are."""
    zone = ZoneInfo(workspace.timezone)
    today = now.astimezone(zone).date()
    since = monday(today) - timedelta(weeks=1)
    closed = rounds_closed(session, workspace.id, local_instant(since, time(), workspace.timezone), now)
    newest = {(round_.team_id, round_.cycle_id): round_ for round_ in closed}
    cycles = {cycle.id for cycle in running_cycles(session, workspace.id, today)} | {cycle for _, cycle in newest}
    found = [one for cycle in sorted(cycles) for one in standings(session, workspace.id, now, cycle_id=cycle)]
    by_place: dict[Place, list[ObjectiveStanding]] = defaultdict(list)
    for one in found:
        by_place[one.team_id, one.cycle_id].append(one)
    states = parts_by_state(session, workspace.id, [round_.id for round_ in newest.values()])
    earlier = _earlier(session, workspace, newest, now)
    teams = [
        _team(objectives, newest.get(place), states, earlier.get(place), workspace.timezone)
        for place, objectives in by_place.items()
    ]
    return CompanyDigest(
        today=today,
        since=since,
        teams=tuple(sorted(teams, key=lambda team: (team.name.casefold(), team.cycle, team.team_id))),
        objectives=tuple(sorted(found, key=lambda one: one.number)),
    )


def _team(
    objectives: Sequence[ObjectiveStanding],
    round_: Round | None,
    states: Mapping[int, Mapping[PartState, int]],
    earlier: float | None,
    zone: str,
) -> TeamStanding:
    first, score = objectives[0], score_of(tuple(objectives))
    counted = Counter(item.status for one in objectives for item in one.key_results)
    parts = states[round_.id] if round_ else {}
    return TeamStanding(
        team_id=first.team_id,
        name=first.team,
        counts={status: counted[status] for status in Status},
        score=score,
        expected=expected(first.days, first.today),
        change=change(score, earlier),
        answered=sum(n for state, n in parts.items() if state in ANSWERED),
        asked=sum(n for state, n in parts.items() if state is not PartState.EXCUSED),
        cycle=first.cycle,
        day=round_.day if round_ else None,
        decisions=risks(objectives, zone),
    )


def _earlier(
    session: Session, workspace: Workspace, newest: Mapping[Place, Round], now: datetime
) -> dict[Place, float | None]:
    """What the teams had reached by the digest before the newest."""
    moments: dict[int, dict[int, datetime]] = defaultdict(dict)
    for (team, cycle), round_ in _before(session, workspace, newest, now).items():
        moments[cycle][team] = parting(round_, newest[team, cycle])
    return {
        (team, cycle): score_of(tuple(objectives))
        for cycle, of_teams in moments.items()
        for team, objectives in recalled(session, workspace.id, cycle, of_teams, now).items()
    }


def _before(session: Session, workspace: Workspace, newest: Mapping[Place, Round], now: datetime) -> dict[Place, Round]:
    over = rounds_due(session, workspace.id, {cycle for _, cycle in newest}, now)
    places = [((round_.team_id, round_.cycle_id), round_) for round_ in sorted(over, key=lambda one: one.day)]
    return {place: round_ for place, round_ in places if place in newest and round_.day < newest[place].day}
