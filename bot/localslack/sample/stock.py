"""Fills the bot's database: the plan as its import stores it, the rows behind its KPIs, and the rounds so far."""

from datetime import UTC, datetime

from sqlmodel import Session

from bot.localslack.sample.company import zones
from bot.localslack.sample.files import text_of
from bot.localslack.sample.past import relive
from bot.localslack.sample.rows import add_rows
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from storage.db import Database
from storage.models import Workspace
from storage.people import find_workspaces, people_of

PLANNED = datetime(2026, 10, 1, 7, tzinfo=UTC)


def stock(database: Database, now: datetime) -> None:
    """Goes into the only workspace stored; rounds that were due before `now` are over."""
    with database.write() as session:
        (workspace,) = find_workspaces(session)
        store_plan(session, workspace, read_tree(text_of("plan.yaml")), None, PLANNED)
        _place_people(session, workspace)
        add_rows(session, workspace)
        relive(session, workspace, now)


def _place_people(session: Session, workspace: Workspace) -> None:
    """Rounds open by people's zones, which Slack has not told yet."""
    known = zones()
    for person in people_of(session, workspace.id):
        person.timezone = known[person.slack_id]
        session.add(person)
