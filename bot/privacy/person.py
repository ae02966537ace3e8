"""What is stored about a person, as a document for them."""

import json
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.privacy.forgetting import known
from storage.belongings import belongings
from storage.models import Person, Workspace
from storage.personal import whom

Document = dict[str, Any]


def document(session: Session, workspace: Workspace, slack_id: str, now: datetime) -> Document:
    """All of it by table; UserError for nobody."""
    return about(session, workspace, known(session, workspace, slack_id), now)


def about(session: Session, workspace: Workspace, person: Person, now: datetime) -> Document:
    return {
        "exported_at": now.isoformat(),
        "workspace": workspace.slack_id,
        "person": person.slack_id,
        "stored": belongings(session, whom(session, person)),
    }


def as_json(found: Document) -> str:
    """Letters as they are."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
