"""What a client can send with the ids of a private objective and of other people's rows, and what comes of it."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_bolt import App

from bot.authoring.sheets import Subject
from tests.scenarios.conftest import Company, dispatch
from tests.scenarios.roles import PEOPLE, TWIN, Ids, happened, people
from tests.scenarios.test_crafted import number, press, submission

Json = dict[str, Any]
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


def chosen(name: str, action: str, value: str) -> Json:
    return {name: {action: {"type": "static_select", "selected_option": {"value": value}}}}


def typed(name: str, action: str, value: str) -> Json:
    return {name: {action: {"type": "plain_text_input", "value": value}}}


def dates(**days: str) -> Json:
    return {name: {name: {"type": "datepicker", "selected_date": day}} for name, day in days.items()}


def answered(ids: Ids) -> Json:
    return number(ids.key_result, "5") | number(ids.guests, "5")
