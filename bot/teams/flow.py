"""Teams are made by admins and changed by their leads too: what a form shows, and what is stored of it."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from bot.errors import UserError
from bot.forms.sheet import Mistakes, Problem, Sheet, Subject, Typed, refuse_outdated
from bot.people.access import rights
from bot.people.caller import Caller
from bot.rules.access import Action
from bot.teams.fields import COLUMNS, MOST_MEMBERS, Field, as_typed, ids, name_in, team_plan, usual
from storage import audit
from storage.changes import change, note, version_of
from storage.kinds import AuditAction
from storage.models import Person, Team
from storage.objectives import hold_objectives
from storage.people import (
    ensure_person,
    members_of,
    person_by_slack_id,
    set_members,
    take_out,
    team_by_id,
    team_by_name,
)

FORM = "team"


def opened(session: Session, caller: Caller, team_id: int) -> Sheet:
    """The form of a team, or of a new one (0), as it is now. UserError where the caller may not change it."""
    if not team_id:
        rights(session, caller).demand(Action.SET_UP_COMPANY)
        return Sheet(FORM, caller, Subject(), usual(caller.workspace))
    team = held(session, caller, team_id)
    lead = session.get_one(Person, team.lead_id)
    typed = as_typed(team, lead, members_of(session, team.id))
    return Sheet(FORM, caller, Subject(team.id, version_of(session, team)), typed)


def named(session: Session, caller: Caller, typed: Typed) -> Team | None:
    """The team whose name stands in the form."""
    return team_by_name(session, caller.workspace.id, name_in(typed))


def held(session: Session, caller: Caller, team_id: int) -> Team:
    """UserError where the caller may not change it."""
    mine, team = rights(session, caller), team_by_id(session, caller.workspace.id, team_id)
    mine.demand(Action.SET_UP_TEAM, team_id)
    if team is None:
        raise UserError("teams.gone")
    return team


def save(session: Session, caller: Caller, now: datetime, subject: Subject, typed: Typed) -> Team:
    """Raises Mistakes, or Outdated where somebody else was quicker, or a UserError; then nothing is stored."""
    hold_objectives(session, caller.workspace.id)  # whoever else sets a team up waits: names stay apart
    sheet = opened(session, caller, subject.row)
    team = held(session, caller, subject.row) if subject.row else None
    if team:
        refuse_outdated(session, team, COLUMNS, sheet, subject, typed)
    plan, problems = team_plan(typed)
    problems += _problems(session, caller, sheet, typed)
    if plan is None or problems:
        raise Mistakes(*problems)
    workspace, by = caller.workspace.id, caller.person.id
    columns = plan.columns(ensure_person(session, workspace, plan.lead).id)
    if team is None:
        team = Team(workspace_id=workspace, **columns)
        session.add(team)
        session.flush()
        note(session, team, "name", (None, team.name), now, by)
        action = AuditAction.TEAM_ADDED
    else:
        action = AuditAction.TEAM_CHANGED
        change(session, team, columns, now, by)
    if Field.MEMBERS in typed:
        _set_members(session, caller, now, team, plan.members)
    audit.note(session, workspace, caller.person.slack_id, action, team.name, now)
    return team


def _set_members(session: Session, caller: Caller, now: datetime, team: Team, chosen: tuple[str, ...]) -> None:
    """These and nobody else; of a team too large for a form nobody is taken out by what it does not show."""
    before = members_of(session, team.id)
    if len(before) > MOST_MEMBERS:
        return
    after = [ensure_person(session, caller.workspace.id, slack_id) for slack_id in dict.fromkeys(chosen)]
    staying = {person.id for person in after}
    set_members(session, team, after)
    take_out(session, team, [person for person in before if person.id not in staying])
    if ids(before) != ids(after):
        note(session, team, "members", (ids(before), ids(after)), now, caller.person.id)


def _problems(session: Session, caller: Caller, shown: Sheet, typed: Typed) -> Iterator[Problem]:
    """What only the stored rows tell."""
    twin = named(session, caller, typed)
    if twin is not None and twin.id != shown.subject.row:
        yield Problem(Field.NAME, "teams.name_taken")
    lead = typed.get(Field.LEAD, "")
    if lead and lead != shown.typed[Field.LEAD]:
        yield from _lead_problems(session, caller, lead)
    for slack_id in typed.get(Field.MEMBERS, "").split():
        if slack_id not in shown.typed.get(Field.MEMBERS, "").split():
            yield from _member_problems(session, caller, slack_id)


def _lead_problems(session: Session, caller: Caller, slack_id: str) -> Iterator[Problem]:
    """One who is the lead already may stay, so that the rest can be mended."""
    person = person_by_slack_id(session, caller.workspace.id, slack_id)
    if slack_id == caller.workspace.bot_user or (person and (person.stranger or not person.active)):
        yield Problem(Field.LEAD, "author.owner_gone")
    elif person and person.guest:
        yield Problem(Field.LEAD, "teams.lead_guest")
    elif person is None or person.read_at is None:
        yield Problem(Field.LEAD, "teams.not_read_yet")


def _member_problems(session: Session, caller: Caller, slack_id: str) -> Iterator[Problem]:
    person = person_by_slack_id(session, caller.workspace.id, slack_id)
    if slack_id == caller.workspace.bot_user or (person and (person.stranger or not person.active)):
        name = person.name if person and person.name else "okrbot"
        yield Problem(Field.MEMBERS, "teams.member_gone", {"name": name})
    elif person is None or person.read_at is None:
        yield Problem(Field.MEMBERS, "teams.not_read_yet")
