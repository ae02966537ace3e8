"""Somebody with a form: what is typed goes through the flow, and problems come back at their fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from bot.authoring.flow import archive, restore, save
from bot.authoring.opening import opened
from bot.authoring.sheets import Field, Form, Sheet, Subject
from bot.forms.sheet import Mistakes
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from bot.people.caller import Caller
from storage.db import Database
from storage.models import Workspace
from storage.people import ensure_person, find_workspaces, new_workspace, set_admins
from tests.beginnings import Beginnings

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
PLAN = """
teams:
  - {name: Support, lead: U0LEAD, members: [U0ANNA, U0BORIS]}
  - {name: Board, lead: U0CHIEF, members: [U0CHIEF]}
cycles:
  - {name: 2026-Q3, from: 2026-07-01, to: 2026-09-30}
  - {name: 2026-Q4, from: 2026-10-01, to: 2026-12-31}
kpis:
  - {name: traffic, title: Traffic, formula: value, window: 90d}
objectives:
  - title: Happier customers
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
      - {title: NPS, owner: U0BORIS, start: 40, target: 60, unit: points}
      - {title: Academy, owner: U0BORIS, milestones: [plan, pilot, {title: launch, weight: 2}]}
    initiatives: [{title: Portal, owner: U0BORIS}]
  - {title: Faster answers, team: Support, owner: U0LEAD, cycle: 2026-Q4, parent: Happier customers}
  - {title: Merger, team: Board, owner: U0CHIEF, cycle: 2026-Q4, visibility: team}
"""
Values = Mapping[Field, str]


@dataclass
class Writer:
    """Fills forms in for one person; fields that are not typed stay as the form shows them."""

    session: Session
    caller: Caller

    def sheet(self, form: Form, subject: Subject) -> Sheet:
        return opened(self.session, self.caller, NOW, form, subject)

    def save(self, form: Form, subject: Subject, typed: Values) -> int:
        shown = self.sheet(form, subject)
        return save(self.session, self.caller, NOW, form, shown.subject, {**shown.typed, **typed})

    def new_objective(self, **typed: str) -> int:
        return self.save(Form.OBJECTIVE, Subject(), fields(typed))

    def objective(self, number: int, **typed: str) -> int:
        return self.save(Form.OBJECTIVE, Subject(number), fields(typed))

    def new_key_result(self, objective: int, **typed: str) -> int:
        return self.save(Form.KEY_RESULT, Subject(objective), fields(typed))

    def key_result(self, objective: int, row: int, **typed: str) -> int:
        return self.save(Form.KEY_RESULT, Subject(objective, row), fields(typed))

    def new_initiative(self, objective: int, **typed: str) -> int:
        return self.save(Form.INITIATIVE, Subject(objective), fields(typed))

    def archive(self, form: Form, subject: Subject) -> None:
        archive(self.session, self.caller, NOW, form, subject)

    def restore(self, form: Form, subject: Subject) -> None:
        restore(self.session, self.caller, NOW, form, subject)


def fields(typed: Mapping[str, str]) -> dict[Field, str]:
    return {Field(name): value for name, value in typed.items()}


def problems(wrong: pytest.ExceptionInfo[Mistakes]) -> dict[str, str]:
    """The id of the first sentence of each field."""
    found: dict[str, str] = {}
    for one in wrong.value.problems:
        found.setdefault(str(one.field), one.message)
    return found


@pytest.fixture
def database(database_url: str, beginnings: Beginnings) -> Iterator[Database]:
    """With the plan and its people."""
    begun = beginnings.bring(database_url, "authoring")
    found = Database(database_url)
    if not begun:
        with found.write() as session:
            begin(session)
        beginnings.keep(database_url, "authoring")
    yield found
    found.close()


def begin(session: Session) -> None:
    workspace = new_workspace(session, "en", "Europe/Moscow", "T1")
    store_plan(session, workspace, read_tree(PLAN), None, NOW)
    set_admins(session, workspace.id, ["U0ADMIN"])
    for called in ("U0ANNA", "U0BORIS", "U0LEAD", "U0CHIEF", "U0ADMIN", "U0VERA", "U0OLGA"):
        ensure_person(session, workspace.id, called).name = called.removeprefix("U0").title()
    guest, gone = ensure_person(session, workspace.id, "U0VERA"), ensure_person(session, workspace.id, "U0GONE")
    guest.guest, gone.active = True, False


@pytest.fixture
def workspace(session: Session) -> Workspace:
    (found,) = find_workspaces(session)
    return found


def writer(session: Session, workspace: Workspace, slack_id: str) -> Writer:
    return Writer(session, Caller(workspace, ensure_person(session, workspace.id, slack_id)))


@pytest.fixture
def lead(session: Session, workspace: Workspace) -> Writer:
    return writer(session, workspace, "U0LEAD")


@pytest.fixture
def anna(session: Session, workspace: Workspace) -> Writer:
    return writer(session, workspace, "U0ANNA")
