"""The app comes into a workspace, and goes out of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.people.caller import Caller
from storage.audit import note
from storage.deliveries import owe
from storage.erasing import erase_workspace
from storage.installations import drop_tokens, installed_at, put_to_rest, uninstalled_before, wake_up
from storage.kinds import AuditAction, DeliveryKind
from storage.models import Workspace
from storage.outbox import Claim
from storage.people import admins_of, ensure_person, new_workspace, resume, workspace_by_slack_id

WORTH_READING = timedelta(days=7)


@dataclass(frozen=True)
class Installed:
    """Who installed the app where, as Slack tells it."""

    team: str
    name: str
    bot_user: str
    person: str


def install(
    session: Session, told: Installed, language: str, timezone: str, now: datetime, admins: Collection[str] = ()
) -> int:
    """The workspace's row, new or as it was left; who installs is greeted once a day.

    They become an admin where there is none, or when they are named in `admins`: Slack lets nearly every member
    install an app once more.
    """
    # Never the unnamed one, whose data is the operator's: who comes first would get it.
    workspace = new_workspace(session, language, timezone, told.team)
    workspace.name, workspace.bot_user = told.name, told.bot_user
    come_back(session, workspace, now)
    person = ensure_person(session, workspace.id, told.person)
    person.admin = person.admin or person.slack_id in admins or not admins_of(session, workspace.id)
    session.add(person)
    owe(
        session, workspace.id, DeliveryKind.WELCOME, f"welcome:{told.person}:{now.date()}",
        target=told.person, subject_id=person.id, due=now, expires=now + WORTH_READING,
    )  # fmt: skip
    note(session, workspace.id, told.person, AuditAction.APP_INSTALLED, told.team, now)
    return workspace.id


def come_back(session: Session, workspace: Workspace, now: datetime) -> None:
    """As after an outage: what is still open is asked, what is over is not."""
    if workspace.uninstalled_at is not None:
        wake_up(session, workspace.id, now)
    workspace.uninstalled_at = None
    session.add(workspace)
    resume(session, workspace.id)


def uninstall(session: Session, team: str, happened: datetime, now: datetime) -> bool:
    """Nothing is sent from now on, and the tokens go at once. What Slack tells again after a new installation counts no
    more."""
    workspace = workspace_by_slack_id(session, team)
    if workspace is None or workspace.uninstalled_at is not None:
        return False
    since = installed_at(session, workspace.id)
    if since is not None and since > happened:
        return False
    workspace.uninstalled_at = now
    session.add(workspace)
    drop_tokens(session, workspace.id)
    put_to_rest(session, workspace.id)
    note(session, workspace.id, None, AuditAction.APP_UNINSTALLED, team, now)
    return True


def welcomed(session: Session, greeting: Claim) -> Caller | None:
    """Whom a greeting is for."""
    workspace = session.get(Workspace, greeting.workspace_id)
    return Caller(workspace, ensure_person(session, workspace.id, greeting.target)) if workspace else None


def erase_gone(session: Session, now: datetime, keep: timedelta) -> int | None:
    """Deletes one workspace that took the app out longer ago than `keep`, and tells which; none where there is none."""
    workspace_id = uninstalled_before(session, now - keep)
    if workspace_id is not None:
        erase_workspace(session, workspace_id)
    return workspace_id
