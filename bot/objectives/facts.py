"""What objectives are judged by, loaded in the same few queries however many there are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.objectives.assessment import Term
from bot.objectives.standing import Above
from bot.rules.pace import CycleDays
from storage.key_results import Answer, KeyResultRow, key_results_of, rounds_due, steps_of
from storage.models import Cycle, Initiative, Person, Step, Team
from storage.objectives import ObjectiveRow, initiatives_of, objectives_of, supported

Recall = Callable[[Session, int, Collection[int], datetime], Mapping[int, Sequence[Answer]]]


@dataclass(frozen=True)
class Facts:
    """All that a set of objectives is judged by, loaded at once; by row ids, terms by those of team and cycle; empty
    where there is nothing."""

    key_results: Mapping[int, Sequence[KeyResultRow]]
    steps: Mapping[int, Sequence[Step]]
    answers: Mapping[int, Sequence[Answer]]
    terms: Mapping[tuple[int, int], Term]
    initiatives: Mapping[int, Sequence[tuple[Initiative, Person]]]
    aligned: Mapping[int | None, Sequence[ObjectiveRow]]
    parents: Mapping[int, Above]


def gathered(
    session: Session, workspace_id: int, rows: Sequence[ObjectiveRow], now: datetime, answers_of: Recall
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
        answers=answers_of(session, workspace_id, measured, now),
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


def with_aligned(rows: Iterable[ObjectiveRow], facts: Facts) -> Iterator[ObjectiveRow]:
    """With all that they roll up."""
    for row in rows:
        yield row
        yield from with_aligned(facts.aligned[row[0].id], facts)


def above(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, Above]:
    """What is supported, by row id."""
    rows = supported(session, workspace_id, ids)
    owners: dict[int, set[int]] = defaultdict(set)
    for objective, owner in rows:
        owners[objective.id] |= {objective.owner_id, owner or objective.owner_id}
    return {one.id: Above(one.number, one.team_id, frozenset(owners[one.id]), one.visibility) for one, _ in rows}


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
