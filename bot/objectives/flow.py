"""How objectives stand: rows in, values out, in the same few queries however many there are."""

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.errors import UserError
from bot.objectives.assessment import Term, assess, owner_of
from bot.objectives.facts import Facts, gathered, with_aligned
from bot.objectives.standing import Above, InitiativeStanding, KeyResultStanding, ObjectiveStanding
from bot.people.access import Rights
from bot.rules.access import Action
from bot.rules.attention import weakest
from bot.rules.progress import roll_up
from storage.key_results import (
    answers,
    key_result_numbered,
    key_results_of,
    newest_answers,
)
from storage.kinds import Openness, Visibility
from storage.models import KeyResult, Objective, Team
from storage.objectives import ObjectiveRow, objectives_of
from storage.people import teams_of

SHORT_ID = re.compile(r"#?(\d{1,6})\.(\d{1,6})")


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
    facts = gathered(session, workspace_id, rows, now, newest_answers if brief else answers)
    return tuple(_standing(row, facts) for row in rows)


def standings_since(
    session: Session, workspace_id: int, now: datetime, moment: datetime | None, team_id: int, cycle_id: int
) -> tuple[tuple[ObjectiveStanding, ...], tuple[ObjectiveStanding, ...]]:
    """How a team's objectives stand now, and what they had reached at an earlier moment, if there is one."""
    rows = objectives_of(session, workspace_id, team_id=team_id, cycle_id=cycle_id)
    facts = gathered(session, workspace_id, rows, now, answers)
    then = _reached(session, workspace_id, rows, facts, moment) if moment else ()
    return tuple(_standing(row, facts) for row in rows), tuple(then)


def recalled(
    session: Session, workspace_id: int, cycle_id: int, moments: Mapping[int, datetime], now: datetime
) -> dict[int, list[ObjectiveStanding]]:
    """What teams had reached, each at a moment of its own, by team id; verdicts are of no use, for they are today's.
    Each moment is one query more."""
    rows = objectives_of(session, workspace_id, cycle_id=cycle_id)
    facts = gathered(session, workspace_id, rows, now, lambda *_: {})
    found: dict[int, list[ObjectiveStanding]] = defaultdict(list)
    for moment in set(moments.values()):
        of_moment = [row for row in rows if moments.get(row[1].id) == moment]
        for one in _reached(session, workspace_id, of_moment, facts, moment):
            found[one.team_id].append(one)
    return found


def _reached(
    session: Session, workspace_id: int, rows: Sequence[ObjectiveRow], facts: Facts, moment: datetime
) -> Iterator[ObjectiveStanding]:
    """By a moment in the past; verdicts are of no use, for they are today's."""
    ids = [row[0].id for one in with_aligned(rows, facts) for row in facts.key_results[one[0].id]]
    then = replace(facts, answers=newest_answers(session, workspace_id, ids, moment))
    return (_standing(row, then) for row in rows)


def visible(found: Iterable[ObjectiveStanding], rights: Rights) -> tuple[ObjectiveStanding, ...]:
    """Those that a person may see, without the number of a parent that they may not."""
    seen = (one for one in found if rights.may(Action.SEE, one.team_id, one.owners, one.visibility))
    return tuple(one if sees(rights, one.above) else replace(one, parent=None, above=None) for one in seen)


def without_private(found: Iterable[ObjectiveStanding]) -> tuple[ObjectiveStanding, ...]:
    """What is private to no team, without the number of a parent that is."""
    told = (one for one in found if one.visibility is Visibility.OPEN)
    hidden = Visibility.TEAM
    return tuple(
        replace(one, parent=None, above=None) if one.above and one.above.visibility is hidden else one for one in told
    )


def sees(rights: Rights, above: Above | None) -> bool:
    return above is None or rights.may(Action.SEE, above.team_id, above.owners, above.visibility)


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
        assess(f"{objective.number}.{row[0].number}", row, facts.steps[row[0].id], facts.answers[row[0].id], term)
        for row in facts.key_results[objective.id]
    )


def _initiatives(objective: Objective, facts: Facts) -> tuple[InitiativeStanding, ...]:
    return tuple(
        InitiativeStanding(initiative.title, owner_of(person), initiative.state, initiative.key_result_id)
        for initiative, person in facts.initiatives[objective.id]
    )
