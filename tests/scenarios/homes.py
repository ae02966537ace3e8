"""A person's Home in the local Slack: looking at it, going about in it, and what it says."""

import json
from typing import NamedTuple

from bot.localslack.driver import Driver
from bot.localslack.workspace import Call
from storage.home import home_of
from storage.people import find_workspaces, person_by_slack_id
from tests.scenarios.conftest import Company


class Sections(NamedTuple):
    """The names of Home's buttons."""

    owed: str
    mine: str
    team: str
    company: str
    kpis: str
    settings: str


SECTIONS = {
    "en": Sections("What I owe", "My OKRs", "My team", "Company", "KPIs", "Settings"),
    "ru": Sections("Ждёт ответа", "Мои OKR", "Моя команда", "Компания", "Показатели", "Настройки"),
}


def look(company: Company, person: Driver) -> str:
    """Opens it, the first time."""
    person.open_home()
    company.slack.wait(lambda: person.home is not None)
    return said(person)


def go(company: Company, person: Driver, section: str) -> str:
    person.click_in_view(section)
    company.slack.wait(lambda: header(person) == section)
    return said(person)


def follows(company: Company, person: Driver, words: str) -> None:
    """It comes to say so by itself."""
    company.slack.wait(lambda: words in said(person))


def kept(company: Company, person: Driver) -> None:
    """The bot has written down what Slack shows."""

    def same() -> bool:
        with company.bot.context.database.read() as session:
            home = home_of(session, company.person(person.id))
        return person.home is not None and home is not None and home.view_hash == person.home["hash"]

    company.slack.wait(same)


def header(person: Driver) -> str:
    assert person.home is not None
    return next((block["text"]["text"] for block in person.home["blocks"] if block["type"] == "header"), "")


def said(person: Driver) -> str:
    """All that it shows."""
    assert person.home is not None
    return json.dumps(person.home["blocks"], ensure_ascii=False)


def buttons(person: Driver) -> list[str]:
    """The action ids of its buttons."""
    assert person.home is not None
    found = []
    for block in person.home["blocks"]:
        found += [element["action_id"] for element in block.get("elements", ()) if element["type"] == "button"]
        found += [block["accessory"]["action_id"]] if "accessory" in block else []
    return found


def published(company: Company, person: Driver) -> list[Call]:
    calls = [call for call in company.slack.ledger if call.method == "views.publish"]
    return [call for call in calls if call.args["user_id"] == person.id]


def make_admin(company: Company, person: Driver) -> None:
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        row = person_by_slack_id(session, workspace.id, person.id)
        assert row is not None
        row.admin = True
        session.add(row)
