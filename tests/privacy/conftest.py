"""Somebody who left traces in every corner of the database."""

from collections.abc import Callable

import pytest

from storage.audit import note
from storage.db import Database
from storage.installations import INSTALLATIONS
from storage.kinds import AuditAction
from storage.models import Person, metadata
from storage.people import find_workspaces
from tests.scenarios.asking import ask
from tests.scenarios.conftest import Company, company, language, run
from tests.scenarios.files import send

__all__ = ["company", "language", "run"]

NOTE, BLOCKER, REPLY, FILE, TYPED = "zitronenfalter", "lieferantenpanne", "kupferdraht", "quittenbrot", "rosinenpicker"
WORDS = (NOTE, BLOCKER, REPLY, FILE, TYPED)
Traces = Callable[[Company], None]


@pytest.fixture
def traces() -> Traces:
    """What Boris has said and done, and what Anna has said of him."""
    return leave_traces


def leave_traces(company: Company) -> None:
    boris, anna = company.boris, company.anna
    company.at(10)
    company.answer(
        boris,
        {"Value": "4", "Confidence (0-10)": "7", "Note": NOTE, "Blocker": BLOCKER, "Thanks to": "U0ANNA"},
    )
    company.answer(
        anna, {"Value": "48", "Confidence (0-10)": "7", "Note": "with <@U0BORIS> and U0BORIS", "Thanks to": "U0BORIS"}
    )
    boris.say(f"1.2 3.5 conf 8 {REPLY}")
    company.slack.wait(lambda: any(row.note == REPLY for row in company.checkins))
    company.settle()
    company.open_form(boris, "Edit")
    boris.fill({"Note": TYPED})
    boris.close()
    company.slack.wait(lambda: TYPED in dump(company.bot.context.database))
    _installed(company, boris.id)
    ask(company.slack, boris, "away 2026-12-24..2026-12-31")
    send(company, f"{FILE}.csv", b"id,date,nps\n1,2026-11-02,9\n", f"survey: {FILE}", person=boris)
    company.settle()


def _installed(company: Company, slack_id: str) -> None:
    """As if Boris had brought the app into the workspace."""
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        row = {"workspace_id": workspace.id, "client_id": "1.2", "app_id": "A1", "user_id": slack_id}
        now = company.clock().replace(tzinfo=None)
        session.execute(INSTALLATIONS.insert().values(**row, is_enterprise_install=False, installed_at=now))
        note(session, workspace.id, slack_id, AuditAction.APP_INSTALLED, slack_id, company.clock())


def called(company: Company, name: str) -> None:
    """Gives Boris another name."""
    with company.bot.context.database.write() as session:
        person = session.get_one(Person, company.person("U0BORIS").id)
        person.name = name
        session.add(person)


def dump(database: Database) -> str:
    """Every value of every row, and on SQLite the bytes of its files too."""
    with database.read() as session:
        rows = [str(tuple(row)) for table in metadata.sorted_tables for row in session.execute(table.select())]
    if database.engine.dialect.name != "sqlite":
        return "\n".join(rows)
    file = str(database.engine.url.database)
    return "\n".join([*rows, *(_bytes(file + end) for end in ("", "-wal"))])


def _bytes(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read().decode(errors="replace")
    except FileNotFoundError:
        return ""
