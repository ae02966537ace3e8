"""What a person may grade in a cycle, a page at a time, with what they typed before."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.objectives.flow import standings
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.people.access import Rights, rights
from bot.people.caller import Caller
from bot.rules.access import Action
from bot.rules.cycle import next_of
from storage.cycles import cycle_by_id, drop_grade_drafts, grade_drafts, hold_cycle, keep_grade_draft, open_cycles
from storage.kinds import Openness, Outcome
from storage.models import Cycle, Team
from storage.objectives import cycles_of
from storage.people import teams_of

PER_PAGE = 6
Typed = dict[str, Any]


@dataclass(frozen=True)
class Decision:
    """A grade, none where there is nothing to grade by, why, and what becomes of the key result; that was decided
    before where a grade is only corrected."""

    key_result_id: int
    grade: float | None
    note: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Item:
    objective: ObjectiveStanding
    key_result: KeyResultStanding

    @property
    def id(self) -> int:
        return self.key_result.id

    @property
    def open(self) -> bool:
        return self.key_result.state is Openness.OPEN


@dataclass(frozen=True)
class Grading:
    """A cycle as one person closes it: the objectives of the teams they grade, and of the others; the cycle that takes
    over what is not done, and what they typed, by key result."""

    caller: Caller
    rights: Rights
    cycle: Cycle
    next: Cycle | None
    teams: Mapping[int, Team]
    objectives: tuple[ObjectiveStanding, ...]
    elsewhere: tuple[ObjectiveStanding, ...]
    drafts: Mapping[int, Typed]
    today: date

    @property
    def everything(self) -> tuple[Item, ...]:
        """Team by team."""
        ordered = sorted(self.objectives, key=lambda one: (one.team, one.number))
        return tuple(Item(objective, found) for objective in ordered for found in objective.key_results)

    @property
    def items(self) -> tuple[Item, ...]:
        """What is still open; of what is all closed the grades can be corrected."""
        return tuple(item for item in self.everything if item.open) or self.everything

    @property
    def correcting(self) -> bool:
        return not any(item.open for item in self.everything) and bool(self.everything)

    @property
    def missing(self) -> tuple[tuple[Team, int], ...]:
        """The other teams with key results that are still to be graded, and how many."""
        waiting: dict[int, int] = defaultdict(int)
        for one in self.elsewhere:
            waiting[one.team_id] += sum(found.state is Openness.OPEN for found in one.key_results)
        return tuple((self.teams[team], left) for team, left in waiting.items() if left)


@dataclass(frozen=True)
class Page:
    grading: Grading
    items: tuple[Item, ...]

    @property
    def number(self) -> int:
        """From 1."""
        ids = [item.id for item in self.grading.items]
        return ids.index(self.items[0].id) // PER_PAGE + 1

    @property
    def pages(self) -> int:
        return -(-len(self.grading.items) // PER_PAGE)

    @property
    def last(self) -> bool:
        return self.items[-1].id == self.grading.items[-1].id


def closable(session: Session, caller: Caller, typed: str, now: datetime) -> list[Cycle]:
    """The cycles that may be meant: the one of a name; else of the open ones that the caller grades in those that are
    over, or that have begun, or all. UserError where there is none."""
    allowed = rights(session, caller)
    allowed.demand(Action.GRADE)
    workspace = caller.workspace.id
    if typed:
        return [_named(session, workspace, typed)]
    found = open_cycles(session, workspace, None if allowed.person.admin else allowed.leads)
    if not found:
        raise UserError("cycle.none_open")
    today = _today(caller, now)
    over = [cycle for cycle in found if cycle.last < today]
    return over or [cycle for cycle in found if cycle.first <= today] or found


def _named(session: Session, workspace_id: int, typed: str) -> Cycle:
    """Open or closed; capitals do not matter."""
    cycles = cycles_of(session, workspace_id)
    found = next((cycle for cycle in cycles if cycle.name.casefold() == typed.casefold()), None)
    if found is None and cycles:
        newest = sorted(cycles, key=lambda cycle: cycle.last)[-1]
        raise UserError("cycle.unknown", cycle=typed, newest=newest.name)
    if found is None:
        raise UserError("cycle.none_open")
    return found


def grading_of(session: Session, caller: Caller, cycle_id: int, now: datetime, *, hold: bool = False) -> Grading:
    """UserError where the caller has nothing to grade there. Whoever else stores grades waits for who holds it."""
    allowed, workspace = rights(session, caller), caller.workspace.id
    allowed.demand(Action.GRADE)
    cycle = cycle_by_id(session, workspace, cycle_id)
    if cycle is None:
        raise UserError("cycle.gone")
    if hold:
        hold_cycle(session, cycle)
    found = standings(session, workspace, now, cycle_id=cycle.id, brief=True)
    mine = tuple(one for one in found if allowed.may(Action.GRADE, one.team_id))
    if not mine and not (allowed.person.admin and cycle.state is Openness.OPEN):
        raise UserError("cycle.nothing_to_grade", cycle=cycle.name)
    return Grading(
        caller=caller,
        rights=allowed,
        cycle=cycle,
        next=next_of(cycle, open_cycles(session, workspace)),
        teams={team.id: team for team in teams_of(session, workspace)},
        objectives=mine,
        elsewhere=tuple(one for one in found if not allowed.may(Action.GRADE, one.team_id)),
        drafts=grade_drafts(session, caller.person.id, [one.id for each in mine for one in each.key_results]),
        today=_today(caller, now),
    )


def first_page(grading: Grading) -> Page | None:
    """None where there is nothing to grade, and only the cycle to close."""
    return Page(grading, grading.items[:PER_PAGE]) if grading.items else None


def page_with(grading: Grading, shown: Collection[int]) -> tuple[Item, ...]:
    """What a page that was sent has shown, whatever became of it since."""
    return tuple(item for item in grading.everything if item.id in shown)


def page_after(grading: Grading, shown: Sequence[Item]) -> Page | None:
    """None after the last."""
    order = [item.id for item in grading.everything]
    passed = order.index(shown[-1].id) if shown else len(order)
    left = tuple(item for item in grading.items if order.index(item.id) > passed)
    return Page(grading, left[:PER_PAGE]) if left else None


def keep_typed(session: Session, grading: Grading, typed: Mapping[int, Typed]) -> None:
    """Ids that a client sends prove nothing: of what the caller does not grade nothing is kept."""
    known = {item.id for item in grading.everything}
    for key_result, fields in typed.items():
        if key_result in known:
            keep_grade_draft(session, grading.cycle.workspace_id, grading.caller.person.id, key_result, fields)
    session.flush()


def forget_typed(session: Session, grading: Grading, key_result_ids: Collection[int]) -> None:
    drop_grade_drafts(session, grading.cycle.workspace_id, key_result_ids)


def _today(caller: Caller, now: datetime) -> date:
    return now.astimezone(ZoneInfo(caller.zone)).date()
