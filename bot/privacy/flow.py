"""What is stored about a person: all of it as a document, for them and for whoever runs the bot."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.people.caller import Caller
from bot.privacy.forgetting import known
from storage.audit import note
from storage.belongings import belongings
from storage.kinds import AuditAction
from storage.models import Person, Workspace
from storage.objectives import team_ids_of
from storage.people import people_of, teams_of
from storage.personal import whom

Document = dict[str, Any]


@dataclass(frozen=True)
class Mine:
    """A person's document and what a summary needs besides: the names of their teams, and the Slack ids of others who
    are admins."""

    document: Document
    teams: tuple[str, ...]
    admins: tuple[str, ...]

    def count(self, *tables: str) -> int:
        return sum(len(self.document["stored"].get(table, ())) for table in tables)


def document(session: Session, workspace: Workspace, slack_id: str, now: datetime) -> Document:
    """Asked for at the command line; UserError for nobody."""
    person = known(session, workspace, slack_id)
    note(session, workspace.id, None, AuditAction.PERSON_EXPORTED, slack_id, now)
    return _about(session, workspace, person, now)


def mine(session: Session, caller: Caller, now: datetime) -> Mine:
    """One's own."""
    workspace, person = caller.workspace, caller.person
    teams = team_ids_of(session, workspace.id, person.id)
    found = Mine(
        _about(session, workspace, person, now),
        tuple(team.name for team in teams_of(session, workspace.id) if team.id in teams),
        tuple(
            one.slack_id for one in people_of(session, workspace.id) if one.admin and one.active and one.id != person.id
        ),
    )
    note(session, workspace.id, person.slack_id, AuditAction.PERSON_EXPORTED, person.slack_id, now)
    return found


def _about(session: Session, workspace: Workspace, person: Person, now: datetime) -> Document:
    return {
        "exported_at": now.isoformat(),
        "workspace": workspace.slack_id,
        "person": person.slack_id,
        "stored": belongings(session, whom(session, person)),
    }


def as_json(found: Document) -> str:
    """Letters as they are."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
