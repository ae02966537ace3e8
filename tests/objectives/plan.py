"""A plan in a file, and what its import has stored."""

from datetime import UTC, datetime
from typing import Any

import yaml
from sqlmodel import Session, select

from bot.objectives.flow import standings
from bot.objectives.plans.directory import Directory
from bot.objectives.plans.store import Stored, store_plan
from bot.objectives.plans.tree import read_tree
from bot.objectives.standing import KeyResultStanding
from storage.models import Change as Edit
from storage.models import Workspace

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
PLAN = """
teams:
  - {name: Support, channel: C0SUPPORT, lead: U0LEAD, members: [U0ANNA, U0BORIS]}
cycles:
  - {name: 2026-Q4, from: 2026-10-01, to: 2026-12-31}
kpis:
  - {name: traffic, formula: value, window: 90d}
objectives:
  - title: Happier customers
    team: Support
    owner: U0LEAD
    cycle: 2026-Q4
    key_results:
      - {title: NPS, owner: U0ANNA, start: 40, target: 60, unit: points}
      - {title: Traffic, owner: U0BORIS, target: "+25%", kpi: traffic}
      - {title: FCR, owner: U0ANNA, maintain: {min: 85}, unit: "%"}
      - {title: Academy, owner: U0BORIS, milestones: [plan, {title: pilot, weight: 2}]}
      - {title: Reviews, owner: U0BORIS, baseline: true, initiatives: [{title: Ask, owner: U0ANNA}]}
    initiatives:
      - {title: Portal, owner: U0BORIS}
"""
ALIGNED = """
cycles: [{name: Year, from: 2026-01-01, to: 2026-12-31}, {name: Q4, from: 2026-10-01, to: 2026-12-31}]
teams: [{name: Support, lead: U0LEAD}]
objectives:
  - {title: Team, team: Support, owner: U0LEAD, cycle: Q4, parent: Company}
  - {title: Company, level: company, team: Support, owner: U0LEAD, cycle: Year, rollup: true}
"""


def load(session: Session, workspace: Workspace, source: str, directory: Directory | None = None) -> Stored:
    return store_plan(session, workspace, read_tree(source), directory, NOW)


def edited(change: Any) -> str:
    """The plan after `change` has been at it."""
    plan = yaml.safe_load(PLAN)
    change(plan)
    return yaml.safe_dump(plan, allow_unicode=True)


def key_results(session: Session, workspace: Workspace) -> dict[str, KeyResultStanding]:
    found = standings(session, workspace.id, NOW)
    return {key_result.title: key_result for one in found for key_result in one.key_results}


def edits(session: Session) -> set[tuple[str, str, str | None, str | None]]:
    return {(row.table_name, row.field, row.before, row.after) for row in session.exec(select(Edit))}
