"""A small company in the database: Anna leads Support, Boris is a member, autumn is the cycle."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from storage.key_results import next_key_result_number
from storage.kinds import Kind, Level, Source
from storage.models import CheckIn, Cycle, KeyResult, Objective, Person, Round, Step, Team, Workspace
from storage.objectives import next_objective_number
from storage.people import ensure_person, new_workspace, set_members

Row = TypeVar("Row", bound=SQLModel)
MADE = datetime(2026, 9, 28, 9, 0, tzinfo=UTC)
FIRST_FRIDAY = datetime(2026, 10, 2, 7, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Company:
    session: Session
    workspace: Workspace
    anna: Person
    boris: Person
    team: Team
    cycle: Cycle

    def objective(self, title: str = "Happier customers", **fields: Any) -> Objective:
        row = Objective(
            workspace_id=self.workspace.id,
            number=next_objective_number(self.session, self.workspace.id),
            title=title,
            **{
                "level": Level.TEAM,
                "team_id": self.team.id,
                "owner_id": self.anna.id,
                "cycle_id": self.cycle.id,
                "created_at": MADE,
                **fields,
            },
        )
        return self._added(row)

    def key_result(self, objective: Objective, title: str = "NPS", **fields: Any) -> KeyResult:
        row = KeyResult(
            workspace_id=self.workspace.id,
            objective_id=objective.id,
            number=next_key_result_number(self.session, objective),
            title=title,
            **{
                "owner_id": self.boris.id,
                "kind": Kind.CHANGE,
                "start": 40.0,
                "target": 60.0,
                "created_at": MADE,
                **fields,
            },
        )
        return self._added(row)

    def steps(self, key_result: KeyResult, *titles: str) -> None:
        for number, title in enumerate(titles, 1):
            self._added(Step(workspace_id=self.workspace.id, key_result_id=key_result.id, number=number, title=title))

    def check_in(self, key_result: KeyResult, value: float, week: int = 0, **fields: Any) -> CheckIn:
        """An answer on the Friday `week` weeks after the first one."""
        at = FIRST_FRIDAY + timedelta(weeks=week)
        row = CheckIn(
            workspace_id=self.workspace.id,
            key_result_id=key_result.id,
            person_id=self.boris.id,
            value=value,
            source=Source.MODAL,
            **{"confidence": 7, "at": at, "as_of": at, **fields},
        )
        return self._added(row)

    def round(self, week: int) -> Round:
        """A round on that Friday, due six hours after its opening."""
        at = FIRST_FRIDAY + timedelta(weeks=week)
        row = Round(
            workspace_id=self.workspace.id,
            team_id=self.team.id,
            cycle_id=self.cycle.id,
            day=at.date(),
            opens_at=at,
            due_at=at + timedelta(hours=6),
        )
        return self._added(row)

    def _added(self, row: Row) -> Row:
        self.session.add(row)
        self.session.flush()
        return row


def company(session: Session, slack_id: str = "T1") -> Company:
    workspace = new_workspace(session, "en", "Europe/Moscow", slack_id)
    anna, boris = (ensure_person(session, workspace.id, slack_id) for slack_id in ("U0ANNA", "U0BORIS"))
    team = Team(workspace_id=workspace.id, name="Support", lead_id=anna.id, timezone="Europe/Moscow")
    cycle = Cycle(workspace_id=workspace.id, name="2026-Q4", first=date(2026, 10, 1), last=date(2026, 12, 31))
    session.add_all([team, cycle])
    session.flush()
    set_members(session, team, [boris])
    return Company(session, workspace, anna, boris, team, cycle)
