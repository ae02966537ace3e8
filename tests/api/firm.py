"""Two companies with the same ids everywhere, each with a team whose second objective is private."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from storage.db import Database
from storage.kinds import PartState, Source
from storage.models import CheckIn, Cycle, KeyResult, Part, Person, Round, Team, Workspace
from storage.people import new_workspace
from storage.surveys import Answer, add_answers, ensure_survey

NOW = datetime.now(UTC).replace(microsecond=0)
PLAN = """
teams:
  - {{name: Support, channel: C0SUPPORT, lead: U0ANNA, members: [U0ANNA, U0BORIS], timezone: UTC}}
  - {{name: "a/b, c?", lead: U0ANNA}}
cycles:
  - {{name: now, from: {first}, to: {last}}}
  - {{name: next, from: {next}, to: {later}}}
kpis:
  - {{name: nps, title: NPS, formula: nps, survey: relationship, window: 90d, min_n: 2}}
  - {{name: "q/r?", formula: response_rate, survey: relationship}}
  - {{name: effort, formula: ces, survey: effort, min_n: 1}}
  - {{name: first value, formula: ttfv, window: 30d}}
  - {{name: solved at once, formula: fcr, window: 30d, filter: {{tier: "1"}}, within: 7d}}
  - {{name: resolution, formula: resolution_time, stat: p90, hours: business}}
  - {{name: lifetime, formula: cltv, margin: 0.4, period: month}}
  - {{name: lost, formula: churn, window: month, lost: [gone, left]}}
  - {{name: elsewhere, formula: csat, scale: 1-5, source: {{url_env: NONE, table: t, columns: {{score: s, time: at}}}}}}
objectives:
  - title: "{title}"
    team: Support
    owner: U0ANNA
    cycle: now
    parent: Secret plan
    key_results:
      - {{title: NPS from 40 to 60, owner: U0ANNA, start: 40, target: 60, unit: points, kpi: nps}}
      - {{title: FCR, owner: U0BORIS, maintain: {{min: 85}}, unit: "%"}}
      - {{title: Academy, owner: U0BORIS, milestones: [plan, {{title: pilot, weight: 2}}]}}
      - {{title: Reviews, owner: U0BORIS, baseline: true}}
    initiatives: [{{title: Portal, owner: U0BORIS}}]
  - title: Secret plan
    team: Support
    owner: U0ANNA
    cycle: now
    visibility: team
    key_results:
      - {{title: Secret number, owner: U0ANNA, start: 0, target: 10, kpi: nps}}
"""


def company(session: Session, slack_id: str, title: str = "Customers recommend us", note: str = "live") -> Workspace:
    """Its check-ins: one a day for three open key results, one for the private one."""
    workspace = new_workspace(session, "en", "UTC", slack_id)
    today = NOW.date()
    days = {
        "first": today - timedelta(days=40),
        "last": today + timedelta(days=40),
        "next": today + timedelta(days=41),
        "later": today + timedelta(days=120),
    }
    store_plan(session, workspace, read_tree(PLAN.format(title=title, **days)), None, NOW - timedelta(days=39))
    round_ = _round(session, workspace, today)
    for n, row in enumerate(_key_results(session, workspace)):
        _check_in(session, row, n, note, round_)
    survey = ensure_survey(session, workspace.id, "relationship", 0, 10)
    scores = (10, 9, 9, 6)
    add_answers(session, survey, (Answer(f"id:{n}", score, NOW, "EU") for n, score in enumerate(scores)), "UTC")
    effort = ensure_survey(session, workspace.id, "effort", 1, 7, inverted=True)
    add_answers(session, effort, [Answer("id:1", 2), Answer("id:2", 6, NOW)], "UTC")
    return workspace


def two_companies(database: Database) -> None:
    with database.write() as session:
        company(session, "T1")
        company(session, "T2", "Of another company", "other")


def _key_results(session: Session, workspace: Workspace) -> list[KeyResult]:
    return list(
        session.exec(select(KeyResult).where(KeyResult.workspace_id == workspace.id).order_by(col(KeyResult.id)))
    )


def _round(session: Session, workspace: Workspace, day: date) -> Round:
    team = session.exec(select(Team).where(Team.workspace_id == workspace.id, Team.name == "Support")).one()
    cycle = session.exec(select(Cycle).where(Cycle.workspace_id == workspace.id, Cycle.name == "now")).one()
    ends: dict[str, Any] = {"opens_at": NOW - timedelta(hours=1), "due_at": NOW + timedelta(hours=5)}
    round_ = Round(workspace_id=workspace.id, team_id=team.id, cycle_id=cycle.id, day=day, **ends)
    session.add(round_)
    session.flush()
    people = session.exec(select(Person).where(Person.workspace_id == workspace.id)).all()
    for state, person in zip((PartState.ON_TIME, PartState.PENDING), people, strict=True):
        mine: dict[str, Any] = {"round_id": round_.id, "person_id": person.id, "local_opening": str(day), **ends}
        session.add(Part(workspace_id=workspace.id, state=state, **mine))
    session.flush()
    return round_


def _check_in(session: Session, row: KeyResult, n: int, note: str, round_: Round) -> None:
    at = NOW - timedelta(days=3 - min(n, 3))
    session.add(
        CheckIn(
            workspace_id=row.workspace_id, key_result_id=row.id, person_id=row.owner_id, round_id=round_.id,
            value=n + 1, done=[1] if row.kind == "milestone" else [], confidence=3 + n, note=note, source=Source.MODAL,
            at=at, as_of=at,
        )
    )  # fmt: skip
    session.flush()
