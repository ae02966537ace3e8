"""What became of an objective or a key result: check-ins and edits, newest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.objectives.facts import above
from bot.objectives.flow import sees
from bot.objectives.lookup import numbered
from bot.objectives.standing import Above, KeyResultStanding, ObjectiveStanding
from bot.people.access import Rights, rights
from bot.people.caller import Caller
from storage.changes import Edit, edits_under
from storage.home import people_by_id
from storage.key_results import Answer, kpis_by_id
from storage.models import Person
from storage.objectives import cycles_of
from storage.people import teams_of

UNSEEN = "…"
"""In place of the number of an objective that the caller may not see."""


@dataclass(frozen=True)
class CheckedIn:
    item: KeyResultStanding
    answer: Answer
    person: Person

    @property
    def at(self) -> datetime:
        return self.answer.as_of


@dataclass(frozen=True)
class Edited:
    """One field of what is called `short_id`, or of its step or initiative `thing`; rows are called by their names.
    `unit` is that of the key result now."""

    at: datetime
    short_id: str
    thing: str
    field: str
    before: str | None
    after: str | None
    unit: str
    person: Person | None


Entry = CheckedIn | Edited


@dataclass(frozen=True)
class History:
    short_id: str
    title: str
    entries: tuple[Entry, ...]


def history(session: Session, caller: Caller, typed: str, now: datetime) -> History:
    """Of what is called 2 or 2.1; UserError where nothing is, or nothing the caller may see."""
    objective, key_result = numbered(session, caller, rights(session, caller), typed, now)
    shown = (key_result,) if key_result else objective.key_results
    edits = edits_under(session, caller.workspace.id, objective.id)
    if key_result:
        edits = [edit for edit in edits if f"{objective.number}.{edit.key_result}" == key_result.short_id]
    people = _people(session, caller, shown, edits)
    entries: list[Entry] = [*_checked_in(shown, people), *_edited(session, caller, objective, edits, people)]
    named = key_result or objective
    short_id = key_result.short_id if key_result else str(objective.number)
    return History(short_id, named.title, tuple(sorted(entries, key=lambda entry: entry.at, reverse=True)))


def _people(
    session: Session, caller: Caller, shown: Iterable[KeyResultStanding], edits: Iterable[Edit]
) -> dict[int, Person]:
    ids = {answer.person_id for item in shown for answer in item.history}
    ids |= {edit.change.person_id for edit in edits if edit.change.person_id is not None}
    ids |= _referred(edits, "owner_id")
    return people_by_id(session, caller.workspace.id, ids)


def _checked_in(shown: Iterable[KeyResultStanding], people: dict[int, Person]) -> Iterator[CheckedIn]:
    for item in shown:
        for answer in item.history:
            yield CheckedIn(item, answer, people[answer.person_id])


def _edited(
    session: Session, caller: Caller, objective: ObjectiveStanding, edits: Sequence[Edit], people: dict[int, Person]
) -> Iterator[Edited]:
    names = {"owner_id": {id: person.name or person.slack_id for id, person in people.items()}}
    names |= _names(session, caller.workspace.id, rights(session, caller), edits)
    units = {item.short_id: item.unit for item in objective.key_results}
    for change, key_result, thing in edits:
        short_id = f"{objective.number}" if key_result is None else f"{objective.number}.{key_result}"
        known = names.get(change.field, {})
        before, after = (_called(known, value) for value in (change.before, change.after))
        person = people[change.person_id] if change.person_id is not None else None
        yield Edited(change.at, short_id, thing, change.field, before, after, units.get(short_id, ""), person)


def _parent(known: Rights, one: Above) -> str:
    return str(one.number) if sees(known, one) else UNSEEN


def _names(session: Session, workspace_id: int, known: Rights, edits: Sequence[Edit]) -> dict[str, dict[int, str]]:
    """What rows are called that edits refer to, by the field that refers; asked for only where some do."""
    found: dict[str, dict[int, str]] = {}
    if kpis := _referred(edits, "kpi_id"):
        found["kpi_id"] = {id: kpi.name for id, kpi in kpis_by_id(session, workspace_id, kpis).items()}
    if parents := _referred(edits, "parent_id"):
        found["parent_id"] = {id: _parent(known, one) for id, one in above(session, workspace_id, parents).items()}
    if _referred(edits, "team_id"):
        found["team_id"] = {team.id: team.name for team in teams_of(session, workspace_id)}
    if _referred(edits, "cycle_id"):
        found["cycle_id"] = {cycle.id: cycle.name for cycle in cycles_of(session, workspace_id)}
    return found


def _referred(edits: Iterable[Edit], field: str) -> set[int]:
    changes = [edit.change for edit in edits if edit.change.field == field]
    return {int(value) for change in changes for value in (change.before, change.after) if value and value.isdecimal()}


def _called(known: dict[int, str], value: str | None) -> str | None:
    return known.get(int(value), value) if value and known and value.isdecimal() else value
