"""How objectives stand: rows in, values out, in the same few queries however many there are."""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.objectives.assessment import Term, assess, owner_of
from bot.objectives.standing import Above, InitiativeStanding, KeyResultStanding, ObjectiveStanding
from bot.people.access import Rights
from bot.rules.access import Action
from bot.rules.attention import weakest
from bot.rules.pace import CycleDays
from bot.rules.progress import roll_up
from storage.key_results import (
    KeyResultRow,
    histories,
    key_result_numbered,
    key_results_of,
    newest_checkins,
    rounds_due,
    steps_of,
)
from storage.kinds import Openness
from storage.models import CheckIn, Cycle, Initiative, KeyResult, Objective, Person, Step, Team
from storage.objectives import ObjectiveRow, initiatives_of, objectives_of, supported
from storage.people import teams_of

Recall = Callable[[Session, int, Collection[int], datetime], Mapping[int, Sequence[CheckIn]]]
SHORT_ID = re.compile(r"#?(\d{1,6})\.(\d{1,6})")


@dataclass(frozen=True)
class Facts:
    """All that a set of objectives is judged by, loaded at once; by row ids, terms by those of team and cycle; empty
    where there is nothing."""

    key_results: Mapping[int, Sequence[KeyResultRow]]
    steps: Mapping[int, Sequence[Step]]
    checkins: Mapping[int, Sequence[CheckIn]]
    terms: Mapping[tuple[int, int], Term]
    initiatives: Mapping[int, Sequence[tuple[Initiative, Person]]]
    aligned: Mapping[int | None, Sequence[ObjectiveRow]]
    parents: Mapping[int, Above]


def standings(
    session: Session,
    workspace_id: int,
    now: datetime,
    *,
    team_id: int | None = None,
    owner_id: int | None = None,
    cycle_id: int | None = None,
    numbers: Collection[int] | None = None,
    brief: bool = False,
) -> tuple[ObjectiveStanding, ...]:
    """By number, those that meet every condition given; open ones unless a cycle or numbers are named.

    `owner_id` owns the objective or one of its key results. A `brief` history is the newest check-in alone, without a
    forecast: all that a list of many needs.
    """
    named = cycle_id is not None or numbers is not None
    rows = objectives_of(
        session,
        workspace_id,
        team_id=team_id,
        owner_id=owner_id,
        cycle_id=cycle_id,
        numbers=numbers,
        only_open=not named,
    )
    facts = _gather(session, workspace_id, rows, now, newest_checkins if brief else histories)
    return tuple(_standing(row, facts) for row in rows)


def recalled(
    session: Session, workspace_id: int, cycle_id: int, moments: Mapping[int, datetime], now: datetime
) -> dict[int, list[ObjectiveStanding]]:
    """What teams had reached, each at a moment of its own, by team id; verdicts are of no use, for they are today's.
    Each moment is one query more."""
    rows = objectives_of(session, workspace_id, cycle_id=cycle_id)
    facts = _gather(session, workspace_id, rows, now, lambda *_: {})
    found: dict[int, list[ObjectiveStanding]] = defaultdict(list)
    for moment in set(moments.values()):
        of_moment = [row for row in rows if moments.get(row[1].id) == moment]
        ids = [row[0].id for one in _with_aligned(of_moment, facts) for row in facts.key_results[one[0].id]]
        then = replace(facts, checkins=newest_checkins(session, workspace_id, ids, moment))
        for row in of_moment:
            found[row[1].id].append(_standing(row, then))
    return found


def visible(found: Iterable[ObjectiveStanding], rights: Rights) -> tuple[ObjectiveStanding, ...]:
    """Those that a person may see, without the number of a parent that they may not."""
    seen = (one for one in found if rights.may(Action.SEE, one.team_id, one.owners, one.visibility))
    return tuple(one if sees(rights, one.above) else replace(one, parent=None, above=None) for one in seen)


def sees(rights: Rights, above: Above | None) -> bool:
    return above is None or rights.may(Action.SEE, above.team_id, above.owners, above.visibility)


def above(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, Above]:
    """What is supported, by row id."""
    rows = supported(session, workspace_id, ids)
    owners: dict[int, set[int]] = defaultdict(set)
    for objective, owner in rows:
        owners[objective.id] |= {objective.owner_id, owner or objective.owner_id}
    return {one.id: Above(one.number, one.team_id, frozenset(owners[one.id]), one.visibility) for one, _ in rows}


def seen(session: Session, rights: Rights, objective: Objective) -> bool:
    """The same of a row."""
    owners = {objective.owner_id}
    if not rights.may(Action.SEE, objective.team_id, owners, objective.visibility):
        owners = {row.owner_id for row, *_ in key_results_of(session, objective.workspace_id, [objective.id])}
    return rights.may(Action.SEE, objective.team_id, owners, objective.visibility)


def team_named(session: Session, workspace_id: int, name: str) -> Team:
    """UserError with the nearest name where there is no such team."""
    teams = {team.name: team for team in teams_of(session, workspace_id)}
    if name in teams:
        return teams[name]
    if not teams:
        raise UserError("objectives.no_teams")
    near = difflib.get_close_matches(name, teams, 1, cutoff=0)
    raise UserError("objectives.unknown_team", team=name, near=near[0])


def find_key_result(session: Session, workspace_id: int, short_id: str) -> KeyResult | None:
    """The key result that people call 2.1 or #2.1."""
    typed = SHORT_ID.fullmatch(short_id.strip())
    return key_result_numbered(session, workspace_id, int(typed[1]), int(typed[2])) if typed else None


def _gather(
    session: Session, workspace_id: int, rows: Sequence[ObjectiveRow], now: datetime, checkins_of: Recall
) -> Facts:
    aligned = _aligned(session, workspace_id, rows)
    everything = [*rows, *(row for children in aligned.values() for row in children)]
    objectives = {objective.id for objective, *_ in everything}
    key_results: dict[int, list[KeyResultRow]] = defaultdict(list)
    for key_result in key_results_of(session, workspace_id, objectives):
        key_results[key_result[0].objective_id].append(key_result)
    measured = [key_result.id for found in key_results.values() for key_result, *_ in found]
    initiatives: dict[int, list[tuple[Initiative, Person]]] = defaultdict(list)
    for initiative in initiatives_of(session, workspace_id, objectives):
        initiatives[initiative[0].objective_id].append(initiative)
    parents = [objective.parent_id for objective, *_ in everything if objective.parent_id is not None]
    return Facts(
        key_results=key_results,
        steps=steps_of(session, workspace_id, measured),
        checkins=checkins_of(session, workspace_id, measured, now),
        terms=_terms(session, workspace_id, everything, now),
        initiatives=initiatives,
        aligned=aligned,
        parents=above(session, workspace_id, parents),
    )


def _aligned(session: Session, workspace_id: int, rows: Sequence[ObjectiveRow]) -> dict[int | None, list[ObjectiveRow]]:
    """The children of the objectives that roll up, and theirs, by the id of the parent."""
    found: dict[int | None, list[ObjectiveRow]] = defaultdict(list)
    parents = {objective.id for objective, *_ in rows if objective.rollup}
    while parents:
        children = objectives_of(session, workspace_id, parent_ids=parents)
        for child in children:
            found[child[0].parent_id].append(child)
        parents = {objective.id for objective, *_ in children if objective.rollup} - set(found)
    return found


def _with_aligned(rows: Iterable[ObjectiveRow], facts: Facts) -> Iterator[ObjectiveRow]:
    """With all that they roll up."""
    for row in rows:
        yield row
        yield from _with_aligned(facts.aligned[row[0].id], facts)


def _standing(row: ObjectiveRow, facts: Facts) -> ObjectiveStanding:
    objective, team, cycle, owner = row
    term = facts.terms[team.id, cycle.id]
    key_results = _key_results(objective, term, facts)
    children = [_standing(child, facts) for child in facts.aligned[objective.id]]
    parent = facts.parents[objective.parent_id] if objective.parent_id else None
    shares = [(found.progress, found.weight) for found in key_results]
    return ObjectiveStanding(
        id=objective.id,
        number=objective.number,
        title=objective.title,
        level=objective.level,
        owner=owner_of(owner),
        team_id=team.id,
        team=team.name,
        cycle_id=cycle.id,
        cycle=cycle.name,
        days=term.days,
        today=term.today,
        parent=parent.number if parent else None,
        above=parent,
        visibility=objective.visibility,
        state=Openness.CLOSED if Openness.CLOSED in (objective.state, cycle.state) else Openness.OPEN,
        weight=objective.weight,
        score=roll_up([*shares, *((child.score.progress, child.weight) for child in children)]),
        status=weakest([*(found.status for found in key_results), *(child.status for child in children)]),
        key_results=key_results,
        initiatives=_initiatives(objective, facts),
    )


def _key_results(objective: Objective, term: Term, facts: Facts) -> tuple[KeyResultStanding, ...]:
    return tuple(
        assess(f"{objective.number}.{row[0].number}", row, facts.steps[row[0].id], facts.checkins[row[0].id], term)
        for row in facts.key_results[objective.id]
    )


def _initiatives(objective: Objective, facts: Facts) -> tuple[InitiativeStanding, ...]:
    return tuple(
        InitiativeStanding(initiative.title, owner_of(person), initiative.state, initiative.key_result_id)
        for initiative, person in facts.initiatives[objective.id]
    )


def _terms(
    session: Session, workspace_id: int, rows: Sequence[ObjectiveRow], now: datetime
) -> dict[tuple[int, int], Term]:
    openings: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    for round_ in rounds_due(session, workspace_id, {cycle.id for _, _, cycle, _ in rows}, now):
        openings[round_.team_id, round_.cycle_id].append(round_.opens_at)
    places = {(team.id, cycle.id): (team, cycle) for _, team, cycle, _ in rows}
    return {place: _term(team, cycle, sorted(openings[place]), now) for place, (team, cycle) in places.items()}


def _term(team: Team, cycle: Cycle, openings: Sequence[datetime], now: datetime) -> Term:
    zone = ZoneInfo(team.timezone)
    return Term(CycleDays(cycle.first, cycle.last), now.astimezone(zone).date(), zone, openings)
