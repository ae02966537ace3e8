"""One beat of the clock: plans what is due, wakes the senders, and never waits for Slack."""

import logging
from datetime import datetime
from typing import Protocol

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.context import Context
from bot.rounds.asking import turn
from bot.rounds.closing import close_rounds
from bot.rounds.opening import open_rounds
from storage.db import Database
from storage.people import find_workspaces
from storage.points import Point, reach
from storage.schedule import anything_due

logger = logging.getLogger(__name__)


class Step(Protocol):
    """Does a part of what is due, in one workspace or in all, and tells whether it did any: no answer waits long for
    the database."""

    def __call__(self, session: Session, now: datetime, workspace_id: int | None = None) -> bool: ...


STEPS: tuple[Step, ...] = (open_rounds, turn, close_rounds)


def tick(context: Context, now: datetime) -> bool:
    """May run as often as one likes, in several processes: what was planned is there already. Tells whether anything
    was due."""
    due = _anything_due(context.database, now)
    if due:
        for step in STEPS:
            _plan(context.database, step, now)
    context.wake()
    return due


def _anything_due(database: Database, now: datetime) -> bool:
    with database.read() as session:
        return anything_due(session, now)


def _plan(database: Database, step: Step, now: datetime) -> None:
    """All workspaces together; where that fails, each by itself. Raises what failed in all of them."""
    try:
        _do(database, step, now)
    except OperationalError:
        raise  # the database: nothing else would go better
    except Exception:
        with database.read() as session:
            workspaces = find_workspaces(session)
        if not [one.id for one in workspaces if _went_well(database, step, now, one.id)]:
            raise


def _went_well(database: Database, step: Step, now: datetime, workspace_id: int) -> bool:
    try:
        _do(database, step, now, workspace_id)
    except Exception:
        logger.exception("planning failed in workspace %s", workspace_id)
        return False
    return True


def _do(database: Database, step: Step, now: datetime, workspace_id: int | None = None) -> None:
    done = True
    while done:
        with database.write() as session:
            done = step(session, now, workspace_id)
            reach(Point.PLAN)
        reach(Point.PLANNED)
