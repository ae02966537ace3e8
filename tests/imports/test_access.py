"""Leads and admins import; members, guests and people of other companies do not."""

import pytest
from sqlmodel import Session

from bot.people.access import rights
from bot.people.caller import Caller
from bot.rules.access import Action
from storage.models import Person, Team, Workspace


@pytest.mark.parametrize(
    ("lead", "admin", "fields", "allowed"),
    [
        (True, False, {}, True),
        (False, True, {}, True),
        (False, False, {}, False),
        (True, True, {"guest": True}, False),
        (True, True, {"stranger": True}, False),
        (True, True, {"active": False}, False),
    ],
    ids=["lead", "admin", "member", "guest", "stranger", "left"],
)
def test_it_lets_leads_and_admins_import(
    session: Session, lead: bool, admin: bool, fields: dict[str, bool], allowed: bool
) -> None:
    workspace = Workspace(slack_id="T1")
    session.add(workspace)
    session.flush()
    people = [Person(workspace_id=workspace.id, slack_id=name) for name in ("U0ANNA", "U0BORIS")]
    session.add_all(people)
    session.flush()
    person = people[0].model_copy(update={**fields, "admin": admin})
    leader = people[0] if lead else people[1]
    session.add(Team(workspace_id=workspace.id, name="Support", lead_id=leader.id))
    session.flush()
    assert rights(session, Caller(workspace, person)).may(Action.IMPORT) is allowed
