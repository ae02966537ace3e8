"""The check-ins of a workspace as the operator lists them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from bot.errors import UserError
from bot.text import Text
from bot.text.cells import as_csv
from storage.checkins import CheckInRow, Mark, checkins_of
from storage.models import Workspace
from storage.people import team_by_name


@dataclass(frozen=True)
class Logged:
    """One check-in; people are Slack ids, times ISO in UTC."""

    key_result: str
    person: str
    round: str | None
    value: float
    confidence: int | None
    note: str
    blocker: str
    thanks: str | None
    source: str
    at: str
    state: str
    superseded: bool


COLUMNS = tuple("from" if field.name == "source" else field.name for field in fields(Logged))


@dataclass(frozen=True)
class Page:
    """Some of them, and where the next page begins; none after the last."""

    rows: list[Logged]
    next: Mark | None


def logged(session: Session, workspace: Workspace, team: str | None, since: str | None) -> list[Logged]:
    """Oldest first; a UserError for an unknown team or a day that is none."""
    found = team_by_name(session, workspace.id, team) if team else None
    if team and found is None:
        raise UserError("checkins.unknown_team", team=team)
    first = _day(since) if since else None
    return [_logged(row) for row in checkins_of(session, workspace.id, found.id if found else None, first)]


def page(
    session: Session,
    workspace: Workspace,
    *,
    team_id: int | None,
    cycle_id: int | None,
    since: date | None,
    only_open: bool,
    after: Mark | None,
    limit: int,
) -> Page:
    """At most `limit` of them, oldest first."""
    first = _begin(since) if since else None
    rows = checkins_of(
        session,
        workspace.id,
        team_id,
        first,
        cycle_id=cycle_id,
        only_open=only_open,
        after=after,
        limit=limit + 1,
    )
    last = rows[limit - 1].checkin if len(rows) > limit else None
    return Page([_logged(row) for row in rows[:limit]], (last.at, last.id) if last else None)


def as_table(rows: Sequence[Logged]) -> str:
    return as_csv(COLUMNS, (astuple(row) for row in rows))


def as_document(rows: Sequence[Logged]) -> dict[str, Any]:
    documents = [asdict(row) for row in rows]
    for document in documents:
        document["from"] = document.pop("source")
    return {"checkins": documents}


def lines(text: Text, rows: Sequence[Logged]) -> Iterator[str]:
    if not rows:
        yield text("checkins.none")
    for row in rows:
        confidence = "-" if row.confidence is None else str(row.confidence)
        yield "\t".join([row.at, row.key_result, row.person, text.number(row.value), confidence, row.state, row.note])


def _day(typed: str) -> datetime:
    try:
        day = date.fromisoformat(typed)
    except ValueError as wrong:
        raise UserError("checkins.not_a_day", typed=typed) from wrong
    return _begin(day)


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _logged(row: CheckInRow) -> Logged:
    return Logged(
        key_result=f"{row.objective.number}.{row.key_result.number}",
        person=row.person.slack_id,
        round=f"{row.team.name} {row.round.day.isoformat()}" if row.round else None,
        value=row.checkin.value,
        confidence=row.checkin.confidence,
        note=row.checkin.note,
        blocker=row.checkin.blocker,
        thanks=row.thanked.slack_id if row.thanked else None,
        source=row.checkin.source,
        at=row.checkin.at.isoformat(),
        state="late" if row.checkin.late else "on_time",
        superseded=row.newer is not None,
    )
