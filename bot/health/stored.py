"""Checks of the database, and of what it tells about deliveries and people."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.errors import UserError
from bot.health.finding import Check, Finding, SlackId, ok, warning, wrong
from bot.settings import Settings
from storage.db import WRITES, Database
from storage.health import RECENT, newest_ended, oldest_waiting, unreachable
from storage.kinds import DeliveryState
from storage.models import Delivery, Workspace
from storage.schema import is_current
from storage.sealed import ciphertexts

SLOW, STUCK = timedelta(minutes=10), timedelta(hours=1)
MOST_NAMES = 10
FIXES = {
    "not_in_channel": "health.invite",
    "channel_not_found": "health.invite",
    "is_archived": "health.unarchive",
    "restricted_action": "health.allow_posting",
    "missing_scope": "health.reinstall",
}


def database(found: Database) -> Iterator[Finding]:
    """Whether it answers and has this version's tables; what else is stored is not asked when it has not."""
    try:
        current = is_current(found.engine.execution_options(**{WRITES: False}))  # waits for no writer
    except SQLAlchemyError as unreachable_now:
        yield wrong(Check.DATABASE, "health.no_database", "health.no_database.fix", reason=_reason(unreachable_now))
        return
    yield ok(Check.DATABASE, "health.database", kind=_kind(found.engine), where=_where(found.engine))
    if current:
        yield ok(Check.MIGRATION, "health.migrated")
    else:
        yield wrong(Check.MIGRATION, "health.not_migrated", "health.not_migrated.fix")


def keys(found: Database, settings: Settings) -> Iterator[Finding]:
    """Whether they open what is stored encrypted, where anything is."""
    if not settings.okrbot_secret_key:
        return
    from bot.keys import Keys  # loads what encrypts

    try:
        with found.read() as session:
            Keys(settings.okrbot_secret_key).check(ciphertexts(session))
        yield ok(Check.KEYS, "health.keys")
    except UserError:
        yield wrong(Check.KEYS, "health.wrong_key", "health.wrong_key.fix")


def stored(session: Session, workspace: Workspace, now: datetime) -> Iterator[Finding]:
    yield _paused(workspace)
    yield from _ended(session, workspace, now)
    yield _waiting(session, workspace, now)
    yield _people(session, workspace)


def _paused(workspace: Workspace) -> Finding:
    if not workspace.paused_by:
        return ok(Check.PAUSED, "health.not_paused")
    return wrong(Check.PAUSED, "health.paused", "health.new_token", error=workspace.paused_by)


def _ended(session: Session, workspace: Workspace, now: datetime) -> Iterator[Finding]:
    """The newest delivery of the week that could not be sent at all, and the newest that came too late."""
    parked = newest_ended(session, workspace.id, DeliveryState.PARKED, now - RECENT)
    expired = newest_ended(session, workspace.id, DeliveryState.EXPIRED, now - RECENT)
    if parked:
        fix = next((FIXES[code] for code in FIXES if parked.error.startswith(code)), "health.parked.fix")
        yield warning(Check.DELIVERIES, "health.parked", fix, **_told(parked))
    if expired:
        yield warning(Check.DELIVERIES, "health.expired", "health.expired.fix", **_told(expired))
    if not parked and not expired:
        yield ok(Check.DELIVERIES, "health.delivered")


def _told(delivery: Delivery) -> dict[str, object]:
    return {
        "kind": delivery.kind,
        "target": SlackId(delivery.target),
        "error": delivery.error or "-",
        "at": delivery.due,
    }


def _waiting(session: Session, workspace: Workspace, now: datetime) -> Finding:
    since = oldest_waiting(session, now, workspace.id)
    age = now - since if since else timedelta(0)
    if age < SLOW:
        return ok(Check.WAITING, "health.nothing_waits")
    found = warning if age < STUCK else wrong
    return found(Check.WAITING, "health.waits", "health.waits.fix", age=age)


def _people(session: Session, workspace: Workspace) -> Finding:
    found = unreachable(session, workspace.id)
    if not found:
        return ok(Check.PEOPLE, "health.people")
    names = [f"{person.name or person.slack_id} ({person.unreachable})" for person in found]
    more = ["…"] if len(names) > MOST_NAMES else []
    return warning(Check.PEOPLE, "health.unreachable", "health.unreachable.fix", people=[*names[:MOST_NAMES], *more])


def _kind(engine: Engine) -> str:
    return "SQLite" if engine.dialect.name == "sqlite" else "PostgreSQL"


def _where(engine: Engine) -> str:
    """Without the password, which the URL hides, and without the user."""
    url = engine.url
    return f"{url.host}/{url.database}" if url.host else url.database or ""


def _reason(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
