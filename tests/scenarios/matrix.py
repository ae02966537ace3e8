"""Two workspaces in one database, somebody of each role, and what a client can send with the ids of a private objective
and of other people's rows."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_bolt import App
from sqlmodel import Session, select

from bot.authoring.sheets import Subject
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from storage.kinds import DeliveryKind, DeliveryState, HintState
from storage.models import Away, AwayHint, Cycle, Delivery, Form, KeyResult, Kpi, Objective, Person, Reply
from storage.once import add_once
from storage.people import new_workspace
from tests.scenarios.conftest import FRIDAY, THURSDAY, Company, dispatch
from tests.scenarios.test_crafted import number, press, submission

Json = dict[str, Any]
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
IGNORED = {"handled", "alembic_version"}
Rows = dict[str, list[tuple[object, ...]]]


@dataclass
class Registered:
    """What an app listens to: kind and id."""

    ids: set[tuple[str, str]] = field(default_factory=set)

    def recording(self) -> type[App]:
        found = self.ids

        class Recording(App):
            def action(self, constraints: Any, *rest: Any, **more: Any) -> Any:
                found.add(("action", str(getattr(constraints, "pattern", constraints)).lstrip("^")))
                return super().action(constraints, *rest, **more)

            def view(self, constraints: Any, *rest: Any, **more: Any) -> Any:
                found.add(("view", str(constraints)))
                return super().view(constraints, *rest, **more)

            def options(self, constraints: Any, *rest: Any, **more: Any) -> Any:
                found.add(("options", str(constraints)))
                return super().options(constraints, *rest, **more)

            def shortcut(self, constraints: Any, *rest: Any, **more: Any) -> Any:
                found.add(("shortcut", str(constraints)))
                return super().shortcut(constraints, *rest, **more)

            def event(self, event: Any, *rest: Any, **more: Any) -> Any:
                found.add(("event", "file_share" if isinstance(event, dict) else str(event)))
                return super().event(event, *rest, **more)

        return Recording


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


class Matrix:
    """Sends what a client makes up, and tells what it changed and what was said."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self._now = sqlite3.connect(str(company.bot.context.database.engine.url.database), isolation_level=None)
        self._kept = sqlite3.connect(":memory:")
        self._sent = 0
        people(company)
        self.ids = happened(company)
        for role in PEOPLE:
            self.send(role, self.command(role, "help"))
        self._now.backup(self._kept)
        self.before = self._rows()

    def close(self) -> None:
        self._now.close()
        self._kept.close()

    def send(self, role: str, body: Json) -> tuple[set[str], str]:
        """The tables that it changed, brought back afterwards, and all that the bot said meanwhile."""
        slack, bot = self.company.slack, self.company.bot
        calls = len(slack.ledger)
        seen = {name: len(one.messages) for name, one in slack.conversations.items()}
        ack = dispatch(self.company, body)
        assert ack.status == 200
        bot.talkers.submit(lambda: None).result()  # there is one talker: those before it are through
        team, person = self.who(role)
        if body.get("actions", [{}])[0].get("action_id", "").startswith("home_"):
            bot.homes.publish((team, person))
        said = [ack.body, *(json.dumps(call.args, default=str, ensure_ascii=False) for call in slack.ledger[calls:])]
        for name, one in slack.conversations.items():
            new = [told for told in one.messages[seen.get(name, 0) :] if told.user == slack.bot_user_id]
            said += [json.dumps([told.text, list(told.blocks)], ensure_ascii=False) for told in new]
        return self._changed(), "\n".join(said)

    def who(self, role: str) -> tuple[str, str]:
        return TWIN if role == "T" else self.company.slack.team_id, PEOPLE[role]

    def _rows(self) -> Rows:
        names = [name for (name,) in self._now.execute("select name from sqlite_master where type = 'table'")]
        tables = [name for name in names if name not in IGNORED and not name.startswith("sqlite_")]
        return {name: self._now.execute(f"select * from {name} order by 1").fetchall() for name in tables}  # noqa: S608

    def _changed(self) -> set[str]:
        after = self._rows() if hasattr(self, "before") else {}
        changed = {name for name in after if after[name] != self.before[name]}
        if changed:
            self._kept.backup(self._now)
        return changed

    def command(self, role: str, typed: str) -> Json:
        team, person = self.who(role)
        body = self._press(role, "", "")
        keep = {name: body[name] for name in ("trigger_id", "response_url")}
        return {**keep, "command": "/okr", "text": typed, "team_id": team, "user_id": person, "channel_id": "D1"}

    def _press(self, role: str, action: str, value: str) -> Json:
        team, person = self.who(role)
        return press(self.company, person, action, value, team)

    def action(self, role: str, action: str, value: str = "", about: str = "", form: str = "", **more: Any) -> Json:
        """Of a message or, with what it is `about`, of a modal."""
        body = self._press(role, action, value)
        body["actions"][0] |= more
        if about or form:
            body["view"] = self.view(role, form, about, {})["view"]
        return body

    def view(self, role: str, form: str, about: str, values: Mapping[str, Any]) -> Json:
        team, person = self.who(role)
        body = submission(self.company, person, about, dict(values))
        self._sent += 1
        body["view"] |= {"callback_id": form, "id": f"V{self._sent}", "team_id": team}
        return body | {"team": {"id": team}, "trigger_id": self.company.slack.triggers.issue(person)}

    def shortcut(self, role: str, name: str) -> Json:
        body = self._press(role, "", "")
        del body["actions"]
        if name == "add_blocker":
            return body | {"type": "message_action", "callback_id": name, "message": {"ts": "1.1", "text": "stuck"}}
        return body | {"type": "shortcut", "callback_id": name}

    def options(self, role: str, action: str, about: str, form: str, typed: str = "") -> Json:
        body = self.view(role, form, about, {})
        return body | {"type": "block_suggestion", "action_id": action, "block_id": "b", "value": typed}

    def event(self, role: str, **event: Any) -> Json:
        team, person = self.who(role)
        self._sent += 1
        place = {"channel": self.company.slack.dm_of(person).id, "channel_type": "im", "user": person}
        told = {"ts": f"{self._sent}.1", **place, **event}
        return {"type": "event_callback", "team_id": team, "event_id": f"Ev{self._sent}", "event": told}

    def subject(self, row: int = 0) -> str:
        return Subject(self.ids.secret, row).written()


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


def chosen(name: str, action: str, value: str) -> Json:
    return {name: {action: {"type": "static_select", "selected_option": {"value": value}}}}


def typed(name: str, action: str, value: str) -> Json:
    return {name: {action: {"type": "plain_text_input", "value": value}}}


def dates(**days: str) -> Json:
    return {name: {name: {"type": "datepicker", "selected_date": day}} for name, day in days.items()}


def answered(ids: Ids) -> Json:
    return number(ids.key_result, "5") | number(ids.guests, "5")
