"""Forgetting a person: who takes over what they owned, what goes, and what stays without them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.errors import UserError
from storage.audit import SOMEONE, note
from storage.changes import change
from storage.forgetting import Owned, erase_rows, hold, messages_to, owned, still_named
from storage.kinds import AuditAction
from storage.models import Initiative, KeyResult, Objective, Person, Team, Workspace
from storage.people import person_by_slack_id, someone
from storage.personal import whom


@dataclass(frozen=True)
class Ask:
    """Whom to forget, who takes over what they own (none: the lead of its team), those who are admins by the settings,
    and what someone who left is called."""

    workspace: Workspace
    slack_id: str
    to: str | None
    admins: Collection[str]
    someone: str


@dataclass(frozen=True)
class Handed:
    """What a person takes over: teams by name, objectives and key results by their short ids, and initiatives."""

    slack_id: str
    name: str
    teams: tuple[str, ...]
    short_ids: tuple[str, ...]
    initiatives: int


@dataclass(frozen=True)
class Forgotten:
    """`check_ins` stay as numbers; `messages` of the bot stand in the person's direct message in Slack; `named` titles
    and words of others hold their name."""

    handed: tuple[Handed, ...]
    check_ins: int
    messages: int
    named: int


def known(session: Session, workspace: Workspace, slack_id: str) -> Person:
    """UserError for nobody."""
    found = person_by_slack_id(session, workspace.id, slack_id) if slack_id else None
    if found is None:
        raise UserError("privacy.unknown", person=slack_id)
    return found


def forget(session: Session, ask: Ask, now: datetime) -> Forgotten:
    """UserError where somebody else has to do something first; then nothing is stored."""
    person = known(session, ask.workspace, ask.slack_id)
    if person.slack_id in ask.admins:
        raise UserError("privacy.still_admin", person=person.slack_id)
    hold(session, person)
    one, name = whom(session, person), person.name
    left = owned(session, one)
    handed = _hand_over(session, left, _heirs(session, ask, person, left), now)
    messages = messages_to(session, one)
    kept = erase_rows(session, one, someone(session, ask.workspace.id, ask.someone).id)
    note(session, ask.workspace.id, None, AuditAction.PERSON_FORGOTTEN, SOMEONE, now)
    return Forgotten(handed, kept, messages, still_named(session, ask.workspace.id, name))


def _heirs(session: Session, ask: Ask, person: Person, left: Owned) -> dict[int, Person]:
    """Who takes over what is of a team, by its id."""
    teams = {team.id: team for team in left.teams} | {team.id: team for team in _teams(session, left)}
    if ask.to is not None:
        return dict.fromkeys(teams, _heir(session, ask, person, left))
    if left.teams:
        raise UserError("privacy.leads", person=ask.slack_id, teams=", ".join(team.name for team in left.teams))
    heirs = {team.id: session.get_one(Person, team.lead_id) for team in teams.values()}
    if gone := [teams[team_id].name for team_id, lead in heirs.items() if not lead.active]:
        raise UserError("privacy.lead_gone", person=ask.slack_id, teams=", ".join(gone))
    return heirs


def _heir(session: Session, ask: Ask, person: Person, left: Owned) -> Person:
    heir = known(session, ask.workspace, ask.to or "")
    if heir.id == person.id or heir.stranger or not heir.active or (left.teams and heir.guest):
        raise UserError("privacy.no_heir", person=heir.slack_id)
    return heir


def _teams(session: Session, left: Owned) -> Iterator[Team]:
    for objective in _objectives(session, left):
        yield session.get_one(Team, objective.team_id)


def _objectives(session: Session, left: Owned) -> list[Objective]:
    """Those that are owned, and those of what is."""
    ids = [row.objective_id for row in left.key_results] + [row.objective_id for row in left.initiatives]
    return [*left.objectives, *(session.get_one(Objective, row_id) for row_id in dict.fromkeys(ids))]


def _hand_over(session: Session, left: Owned, heirs: dict[int, Person], now: datetime) -> tuple[Handed, ...]:
    """Each row to the heir of its team, with history."""
    objectives = {row.id: row for row in _objectives(session, left)}
    heir_of = {row.id: heirs[row.team_id] for row in objectives.values()}
    for team in left.teams:
        change(session, team, {"lead_id": heirs[team.id].id}, now)
    for objective in left.objectives:
        change(session, objective, {"owner_id": heir_of[objective.id].id}, now)
    below: list[KeyResult | Initiative] = [*left.key_results, *left.initiatives]
    for row in below:
        change(session, row, {"owner_id": heir_of[row.objective_id].id}, now)
    session.flush()
    return tuple(_handed(left, objectives, heirs, heir) for heir in {heir.id: heir for heir in heirs.values()}.values())


def _handed(left: Owned, objectives: dict[int, Objective], heirs: dict[int, Person], heir: Person) -> Handed:
    theirs = {row.id for row in objectives.values() if heirs[row.team_id].id == heir.id}
    numbers = [str(row.number) for row in left.objectives if row.id in theirs]
    numbers += [
        f"{objectives[row.objective_id].number}.{row.number}" for row in left.key_results if row.objective_id in theirs
    ]
    return Handed(
        heir.slack_id,
        heir.name,
        tuple(team.name for team in left.teams if heirs[team.id].id == heir.id),
        tuple(numbers),
        sum(row.objective_id in theirs for row in left.initiatives),
    )
