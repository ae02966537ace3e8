"""Companies in the database: one is made as the bot makes it, the others are its copies, with the same Slack ids."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from sqlalchemy import Column, Connection, Table, func, text
from sqlmodel import Session, select

from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from storage.kinds import DeliveryKind, DeliveryState, PartState, Source
from storage.models import CheckIn, Cycle, Delivery, KeyResult, Part, Round, Team, TeamMember, metadata
from storage.once import add_all_once
from storage.people import new_workspace, people_of, set_admins

STRIDE = 1_000_000
"""How far apart the ids of two companies' rows are."""
PER_TEAM, PER_PERSON = 10, 2
CYCLE_DAYS = timedelta(days=40)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Companies:
    """`opens` is a full minute: then all people of all companies are asked, and all digests are due `hours` later."""

    workspaces: int
    people: int
    opens: datetime
    hours: float
    weeks: int = 1

    @property
    def slack_ids(self) -> list[str]:
        return [slack_id(number) for number in range(self.workspaces)]

    @cached_property
    def plan(self) -> str:
        return "\n".join(_plan(self))


def slack_id(number: int) -> str:
    return f"T{number:05}"


def channel(team: int) -> str:
    return f"C{team:04}"


def person(number: int) -> str:
    return f"U{number:05}"


def settle(connection: Connection, companies: Companies) -> None:
    """All of them, with weeks behind them in which everybody answered. The tables are empty before."""
    with Session(bind=connection) as session:
        workspace = new_workspace(session, "en", "UTC", slack_id(0))
        made = companies.opens - CYCLE_DAYS
        store_plan(session, workspace, read_tree(companies.plan), None, made)
        set_admins(session, workspace.id, [person(0)])
        for found in people_of(session, workspace.id):
            found.name, found.timezone, found.language = f"Person {found.slack_id}", "UTC", "en"
            found.read_at = datetime.now(UTC)
            session.add(found)
        session.flush()
        for week in range(companies.weeks, 0, -1):
            _remember(session, workspace.id, companies.opens - week * WEEK, companies.hours)
        session.flush()
    for copy in range(1, companies.workspaces):
        _copy(connection, copy)
    for table in (found for found in metadata.sorted_tables if "id" in found.c and found.c.id.autoincrement):
        _continue(connection, table)


def _plan(companies: Companies) -> Iterator[str]:
    opens, teams = companies.opens, range(companies.people // PER_TEAM)
    rule = f"{{day: {opens:%a}, time: '{opens:%H:%M}', zone: team, due_hours: {companies.hours}, remind_hours: []}}"
    first, last = (opens - CYCLE_DAYS).date(), (opens + CYCLE_DAYS).date()
    yield f"cycles: [{{name: now, from: {first}, to: {last}}}]\nteams:"
    for team in teams:
        people = ", ".join(_people(team))
        yield f"  - {{name: Team {team}, channel: {channel(team)}, lead: {_people(team)[0]}, members: [{people}],"
        yield f"     language: en, timezone: UTC, checkin: {rule.lower()}, digest: {{when: deadline}}}}"
    yield "objectives:"
    for team in teams:
        yield f"  - {{title: Objective {team}, level: team, team: Team {team}, owner: {_people(team)[0]}, cycle: now,"
        yield "     key_results: ["
        for number, owner in enumerate(_people(team) * PER_PERSON):
            yield f"       {{title: Key result {team}.{number}, owner: {owner}, start: 0, target: 100}},"
        yield "     ]}"


def _people(team: int) -> list[str]:
    return [person(team * PER_TEAM + number) for number in range(PER_TEAM)]


def _remember(session: Session, workspace_id: int, opens: datetime, hours: float) -> None:
    """A week in which everybody was asked and answered, with the messages that it took."""
    due, head = opens + timedelta(hours=hours), {"workspace_id": workspace_id}
    teams = session.exec(select(Team)).all()
    (cycle,) = session.exec(select(Cycle)).all()
    add_all_once(session, Round, [
        {**head, "team_id": team.id, "cycle_id": cycle.id, "day": opens.date(), "opens_at": opens, "due_at": due,
         "closed_at": due, "next_at": None}
        for team in teams
    ])  # fmt: skip
    rounds = {found.team_id: found.id for found in session.exec(select(Round).where(Round.day == opens.date()))}
    local = f"{opens:%Y-%m-%dT%H:%M}"
    members = session.exec(select(TeamMember)).all()
    add_all_once(session, Part, [
        {**head, "round_id": rounds[one.team_id], "person_id": one.person_id, "opens_at": opens, "due_at": due,
         "local_opening": local, "state": PartState.ON_TIME, "next_at": None}
        for one in members
    ])  # fmt: skip
    told = [(DeliveryKind.PROMPT, one.person_id) for one in members]
    told += [(DeliveryKind.RECEIPT, one.person_id) for one in members]
    told += [(kind, found) for found in rounds.values() for kind in (
        DeliveryKind.DIGEST, DeliveryKind.DIGEST_DETAILS, DeliveryKind.DIGEST_AGENDA)]  # fmt: skip
    add_all_once(session, Delivery, [
        {**head, "kind": kind, "key": f"{kind}:{subject}:{local}", "subject_id": subject, "target": "U00000",
         "state": DeliveryState.SENT, "channel": "D00000", "ts": "1795849200.000100", "due": opens, "sent_at": opens,
         "expires": due, "first_try_at": opens, "owner": "1-00000000", "tries": 1, "lease_until": None}
        for kind, subject in told
    ])  # fmt: skip
    teams_of = {one.person_id: one.team_id for one in members}
    add_all_once(session, CheckIn, [
        {**head, "key_result_id": found.id, "person_id": found.owner_id, "round_id": rounds[teams_of[found.owner_id]],
         "value": float(opens.isocalendar().week), "confidence": 7, "note": "As planned, the second half follows.",
         "source": Source.MODAL, "at": opens, "as_of": opens, "supersedes_id": None}
        for found in session.exec(select(KeyResult))
    ])  # fmt: skip


def _copy(connection: Connection, number: int) -> None:
    """Every row of the first company's once more, with other ids."""
    for table in metadata.sorted_tables:
        if "workspace_id" in table.c or table.name == "workspace":
            mine = table.c["workspace_id" if "workspace_id" in table.c else "id"]
            columns = ", ".join(f'"{column.name}"' for column in table.c)
            values = ", ".join(_copied(column, number) for column in table.c)
            source = f'SELECT {values} FROM "{table.name}" WHERE "{mine.name}" < {STRIDE}'  # noqa: S608 - our names
            connection.execute(text(f'INSERT INTO "{table.name}" ({columns}) {source}'))


def _copied(column: Column[object], number: int) -> str:
    name = f'"{column.name}"'
    if column.table.name == "workspace" and column.name == "slack_id":
        return f"'{slack_id(number)}'"
    is_id = column.name == "id" and column.primary_key
    return f"{name} + {number * STRIDE}" if is_id or column.foreign_keys else name


def _continue(connection: Connection, table: Table) -> None:
    """The next row of a table gets an id that no other has."""
    newest = connection.execute(select(func.max(table.c.id))).scalar_one()
    named = func.pg_get_serial_sequence(table.name, "id")
    connection.execute(select(func.setval(named, (newest or 0) + 1, False)))
