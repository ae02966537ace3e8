"""Two workspaces in one database with the same ids and numbers, and somebody of each role in the first one."""

from dataclasses import dataclass

from sqlmodel import Session, select

from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from storage.kinds import DeliveryKind, DeliveryState, HintState
from storage.models import Away, AwayHint, Cycle, Delivery, Form, KeyResult, Kpi, Objective, Person, Reply
from storage.once import add_once
from storage.people import new_workspace
from tests.scenarios.conftest import FRIDAY, THURSDAY, Company, dispatch

TWIN = "T0TWIN"
BOARD = """
teams:
  - name: MARK_Board
    lead: U0LENA
    members: [U0LENA, U0MEMO, U0GINA, U0GONE]
    timezone: Europe/Moscow
cycles:
  - {name: 2026-Q4, from: 2026-10-01, to: 2026-12-31}
kpis:
  - {name: nps, title: MARK_kpi, formula: value, unit: points}
objectives:
  - {title: MARK_open, level: company, team: MARK_Board, owner: U0LENA, cycle: 2026-Q4, key_results: [
      {title: MARK_open_k, owner: U0LENA, start: 0, target: 10}]}
  - title: MARK_secret
    team: MARK_Board
    owner: U0OWEN
    cycle: 2026-Q4
    parent: MARK_open
    visibility: team
    key_results:
      - {title: MARK_secret_k, owner: U0OWEN, start: 0, target: 10, unit: points, kpi: nps}
      - {title: MARK_secret_g, owner: U0GREG, start: 0, target: 10}
    initiatives:
      - {title: MARK_secret_i, owner: U0OWEN}
"""
PEOPLE = {
    "A": "U0ADA", "L": "U0LENA", "O": "U0OWEN", "M": "U0MEMO", "C": "U0CARL", "W": "U0GREG", "G": "U0GINA",
    "V": "U0VERA", "X": "U0MAX", "D": "U0GONE", "T": "U0MEMO",
}  # fmt: skip
"""Admin, lead of the team, owner of the private objective, member, colleague of no team, guest who owns a key result,
guest in the team, guest outside, person of another company, deactivated person, and lead and admin of the twin."""


@dataclass(frozen=True)
class Ids:
    """Row ids of the first workspace, which the others have no business with."""

    secret: int
    key_result: int
    guests: int
    initiative: int
    team: int
    cycle: int
    kpi: int
    prompt: int
    form: int
    away: int
    hint: int
    reply: int


def people(company: Company) -> None:
    """Somebody of each role, and the twin of the workspace with the same ids and numbers."""
    for role, person in PEOPLE.items():
        if role not in "TXV":
            russian = {"locale": "ru-RU"} if role == "C" else {}
            company.slack.add_person(person, person[2:].title(), guest=role in "WG", tz="Europe/Moscow", **russian)
    company.plan(BOARD.replace("MARK", "BOARD"))
    company.slack.change_person("U0GONE", deleted=True)
    company.slack.wait(lambda: not company.person("U0GONE").active)
    with company.bot.context.database.write() as session:
        add_once(session, Person, workspace_id=1, slack_id="U0ADA", admin=True)
    company.at(10)


def twin(company: Company) -> None:
    with company.bot.context.database.write() as session:
        workspace = new_workspace(session, "en", "Europe/Moscow", TWIN)
        objective = "objectives:\n  - {title: FIRST, team: MARK_Board, owner: U0LENA, cycle: 2026-Q4}\n"
        text = BOARD.replace("objectives:\n", objective).replace("U0LENA", "U0MEMO").replace("MARK", "TWIN")
        store_plan(session, workspace, read_tree(text.replace("[U0MEMO, U0MEMO,", "[U0MEMO,")), None, THURSDAY)
        for person in session.exec(select(Person).where(Person.workspace_id == workspace.id)):
            person.admin, person.read_at = person.slack_id == "U0MEMO", FRIDAY
            session.add(person)


def happened(company: Company) -> Ids:
    """Owen says something in words, has a form open, is away one day, and is asked about another."""
    said = {"channel": company.slack.dm_of("U0OWEN").id, "channel_type": "im", "user": "U0OWEN", "ts": "1.1"}
    words = "3.1 4 conf 3 SECRET_note; blocked by SECRET_blocker"
    event = {"type": "message", "text": words, **said}
    told = {"type": "event_callback", "team_id": company.slack.team_id, "event_id": "Ev0", "event": event}
    dispatch(company, told)
    company.settle()
    with company.bot.context.database.write() as session:
        owen = session.exec(select(Person).where(Person.slack_id == "U0OWEN")).one()
        mine = {"workspace_id": owen.workspace_id, "person_id": owen.id}
        day = FRIDAY.date().replace(day=30)
        session.add(Away(first=day, last=day, at=FRIDAY, **mine))
        session.add(AwayHint(first=day, last=day.replace(month=12), state=HintState.ASKED, at=FRIDAY, **mine))
    with company.bot.context.database.write() as session:
        ids = _ids(session)
    twin(company)
    return ids


def _ids(session: Session) -> Ids:
    secret = session.exec(select(Objective).where(Objective.title == "BOARD_secret")).one()
    owen = session.exec(select(Person).where(Person.slack_id == "U0OWEN")).one()
    prompts = select(Delivery).where(Delivery.kind == DeliveryKind.PROMPT, Delivery.target == "U0OWEN")
    prompt = session.exec(prompts.where(Delivery.state == DeliveryState.SENT)).one()
    form = Form(workspace_id=1, person_id=owen.id, prompt_id=prompt.id, created_at=FRIDAY)
    session.add(form)
    session.flush()
    titled = {one.title: one.id for one in session.exec(select(KeyResult))}
    return Ids(
        secret=secret.id, key_result=titled["BOARD_secret_k"], guests=titled["BOARD_secret_g"], initiative=1,
        team=secret.team_id, cycle=session.exec(select(Cycle)).one().id, kpi=session.exec(select(Kpi)).one().id,
        prompt=prompt.id, form=form.id, away=session.exec(select(Away)).one().id,
        hint=session.exec(select(AwayHint)).one().id, reply=session.exec(select(Reply)).one().id,
    )  # fmt: skip
