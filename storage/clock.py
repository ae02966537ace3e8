"""The database's clock. Leases run on it, so that processes whose own clocks differ agree on when one is over."""

from datetime import datetime

from sqlalchemy import func, select, type_coerce
from sqlmodel import Session

from storage.columns import UtcDateTime

NOW = select(type_coerce(func.now(), UtcDateTime()))


def clock(session: Session) -> datetime:
    now = session.execute(NOW).scalar_one()
    assert isinstance(now, datetime)  # noqa: S101 - the type says so
    return now
