"""A company of any size with weeks behind it, in the database."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from storage.key_results import key_results_of
from storage.kinds import PartState, Source
from storage.models import CheckIn, KeyResult, Objective, Part, Round, Workspace
from storage.objectives import objectives_of
from storage.people import new_workspace, teams_of
from storage.rounds import owed, people_in_round

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
"""A Monday, 9:00 in Moscow."""
MADE = datetime(2026, 9, 30, 6, tzinfo=UTC)
CYCLE = "cycles: [{name: 2026-Q4, from: 2026-10-01, to: 2026-12-31}]"
TEAM = "  - {{name: Team {team:02}, lead: U{team}A, members: [U{team}A, U{team}B], timezone: Europe/Moscow}}"
OBJECTIVE = """  - title: Objective {number}
    level: {level}
    team: Team {team:02}
    owner: U{team}A
    cycle: 2026-Q4
    rollup: {rollup}
    key_results:"""
KEY_RESULT = "      - {{title: Key result {number}.{n}, owner: U{team}{owner}, start: 0, target: 100, weight: {n}}}"


def plan(teams: int, key_results: int) -> str:
    """The first team's objective is the company's."""
    lines = [CYCLE, "teams:", *(TEAM.format(team=team) for team in range(1, teams + 1)), "objectives:"]
    for team in range(1, teams + 1):
        level = "company" if team == 1 else "team"
        lines.append(OBJECTIVE.format(number=team, team=team, level=level, rollup=str(team == 1).lower()))
        for n in range(1, key_results + 1):
            lines.append(KEY_RESULT.format(number=team, team=team, n=n, owner="AB"[n % 2]))
    return "\n".join(lines)


def firm(session: Session, teams: int, key_results: int = 4, weeks: int = 4) -> Workspace:
    """Teams whose rounds were due at one of three moments each Friday; the last of them is silent in all weeks."""
    workspace = new_workspace(session, "en", "Europe/Moscow")
    store_plan(session, workspace, read_tree(plan(teams, key_results)), None, MADE)
    by_team = {objective.team_id: objective for objective, *_ in objectives_of(session, workspace.id)}
    for place, team in enumerate(teams_of(session, workspace.id)):
        for week in range(weeks):
            due = NOW - timedelta(days=3, weeks=weeks - 1 - week) + timedelta(minutes=place % 3)
            round_ = _round(session, by_team[team.id], due)
            if place < teams - 1:
                _answers(session, round_, week)
    session.flush()
    return workspace


def _round(session: Session, objective: Objective, due: datetime) -> Round:
    opens = due - timedelta(hours=6)
    round_ = Round(
        workspace_id=objective.workspace_id, team_id=objective.team_id, cycle_id=objective.cycle_id, day=due.date(),
        opens_at=opens, due_at=due, closed_at=due, next_at=None,
    )  # fmt: skip
    session.add(round_)
    session.flush()
    owners = {person.id for _, person, _ in key_results_of(session, objective.workspace_id, [objective.id])}
    for owner in sorted(owners):
        part = Part(
            workspace_id=round_.workspace_id, round_id=round_.id, person_id=owner, opens_at=opens, due_at=due,
            local_opening=f"{due:%Y-%m-%dT%H:%M}", state=PartState.MISSED,
        )  # fmt: skip
        session.add(part)
    session.flush()
    return round_


def _answers(session: Session, round_: Round, week: int) -> None:
    """Two of three people answer."""
    for part, person in people_in_round(session, round_.id):
        if (person.id + week) % 3:
            part.state = PartState.ON_TIME
            for row, *_ in owed(session, part, round_):
                session.add(_answer(row, round_, week))


def _answer(row: KeyResult, round_: Round, week: int) -> CheckIn:
    at = round_.due_at - timedelta(hours=1)
    return CheckIn(
        workspace_id=row.workspace_id, key_result_id=row.id, person_id=row.owner_id, round_id=round_.id,
        value=10 * week + row.number * (round_.team_id % 7), confidence=(row.number + week + round_.team_id) % 11,
        source=Source.MODAL, at=at, as_of=at, blocker="vendor" if row.number == 2 else "",
    )  # fmt: skip
