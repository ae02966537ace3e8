"""Who is calling: the workspace and the person behind one of Slack's payloads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.errors import UserError
from bot.handover.flow import owe_handover
from bot.people.caller import Caller
from bot.people.directory import Profile
from storage.models import Person
from storage.people import ensure_person, person_by_slack_id, served_workspace


def caller(session: Session, slack_team: str, slack_user: str) -> Caller | None:
    """The caller of a payload; none for a workspace that the bot does not serve."""
    workspace = served_workspace(session, slack_team)
    return Caller(workspace, ensure_person(session, workspace.id, slack_user)) if workspace else None


def known_caller(session: Session, slack_team: str, slack_user: str) -> Caller | None:
    """The same without adding anybody: none for a person the bot has not met."""
    workspace = served_workspace(session, slack_team)
    person = person_by_slack_id(session, workspace.id, slack_user) if workspace else None
    return Caller(workspace, person) if workspace and person else None


def met(session: Session, body: Mapping[str, Any]) -> Caller:
    """Whoever is behind a click, a submission, a command or an event; a UserError for a company we do not serve."""
    found = caller(session, *identity(body))
    if found is None:
        raise UserError("people.unknown_workspace")
    return found


def calling(session: Session, body: Mapping[str, Any]) -> Caller:
    """The same for what is stored: a UserError also for who is known to be of another company, or to have left."""
    found = met(session, body)
    if found.person.stranger or not found.person.active:
        raise UserError("okr.stranger")
    return found


def looking(session: Session, body: Mapping[str, Any]) -> Caller:
    """The same where nothing is written: whom the bot has not met has no row here, and so owns nothing."""
    team, user = identity(body)
    workspace = served_workspace(session, team)
    if workspace is None:
        raise UserError("people.unknown_workspace")
    known = person_by_slack_id(session, workspace.id, user)
    return Caller(workspace, known or Person(workspace_id=workspace.id, slack_id=user))


def identity(body: Mapping[str, Any]) -> tuple[str, str]:
    """The Slack ids of team and user, wherever this kind of payload has them."""
    team = body.get("team_id") or (body.get("team") or {}).get("id") or ""
    event = body.get("event") or {}
    written = event.get("previous_message") or event.get("message") or {}  # where edits and deletions have it
    user = body.get("user_id") or body.get("user") or event.get("user") or written.get("user") or ""
    return team, user["id"] if isinstance(user, Mapping) else user


def learn(session: Session, person: Person, profile: Profile, now: datetime) -> None:
    """Brings a person's row up to what Slack says now; what Slack does not say, and what the person chose, stays."""
    person.name = profile.name or person.name
    if not person.own_timezone:
        person.timezone = profile.timezone or person.timezone
    if not person.own_language:
        person.language = profile.language or person.language
    if person.active and not profile.active:
        leave(session, person, now)
    person.active, person.guest, person.stranger = profile.active, profile.guest, profile.stranger
    person.read_at = now
    session.add(person)


def leave(session: Session, person: Person, now: datetime) -> None:
    """What the person owned has to go to somebody else. Whom Slack has never known did not leave."""
    person.active = False
    session.add(person)
    session.flush()
    if person.read_at is not None:
        owe_handover(session, person, now)
