"""A workspace in Moscow with answers and tickets to read KPIs from."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from bot.kpis import flow
from bot.kpis.definition import KpiDefinition
from bot.kpis.reading import Reading
from bot.rules.kpi import Estimate
from storage.facts import Survey
from storage.kinds import Direction, Formula
from storage.kpis import Days
from storage.models import Kpi, Workspace
from storage.people import new_workspace
from storage.surveys import Answer, add_answers, ensure_survey
from storage.tickets import TicketRow, add_tickets

MOSCOW = "Europe/Moscow"
NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NPS = Reading(
    name="nps",
    title="NPS",
    formula=Formula.NPS,
    unit="points",
    direction=Direction.UP,
    estimate=Estimate(62.6866, 134, 51.04, 71.62, 5.0),
    first=date(2026, 7, 17),
    last=date(2026, 10, 14),
    newest=datetime(2026, 10, 14, 12, tzinfo=UTC),
    survey="relationship",
    min_n=30,
    undated=False,
    provisional=False,
    inverted=False,
)


def company(session: Session, slack_id: str = "T1") -> Workspace:
    return new_workspace(session, "en", MOSCOW, slack_id)


def kpi(session: Session, workspace: Workspace, **fields: object) -> Kpi:
    return flow.define(session, workspace.id, KpiDefinition.model_validate({"name": "kpi", **fields}), NOW)


def survey(session: Session, workspace: Workspace, answers: Iterable[Answer], name: str = "relationship") -> Survey:
    found = ensure_survey(session, workspace.id, name, 0, 10)
    add_answers(session, found, answers, MOSCOW)
    return found


def scored(scores: Iterable[int], at: datetime | None = NOW, segment: str = "", prefix: str = "a") -> list[Answer]:
    return [Answer(f"{prefix}{number}", score, at, segment) for number, score in enumerate(scores)]


def ticket(number: int, created: datetime, **hours: float) -> TicketRow:
    """Every further field is given in hours: after the creation, what follows the solution after that."""
    solved = hours.get("solved")
    end = None if solved is None else created + solved * HOUR
    return TicketRow(
        str(number),
        created,
        solved_at=end,
        first_reply_at=created + hours["first_reply"] * HOUR if "first_reply" in hours else None,
        customer_reply_at=end + hours["back"] * HOUR if end and "back" in hours else None,
        reopened_at=end + hours["reopened"] * HOUR if end and "reopened" in hours else None,
    )


def tickets(session: Session, workspace: Workspace, rows: Iterable[TicketRow]) -> None:
    add_tickets(session, workspace.id, rows, MOSCOW)


def asked(session: Session, workspace: Workspace, days: Days | None = None, **fields: object) -> Reading:
    """A KPI of these fields, read over its window or over `days`, with every statistic of times."""
    return flow.reading(session, workspace, kpi(session, workspace, **fields), NOW, days=days, every_stat=True)
