"""One beat of the clock: plans what is due, wakes the senders, and never waits for Slack."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from bot.context import Context
from bot.rounds.asking import turn
from bot.rounds.closing import close_rounds
from bot.rounds.opening import open_rounds
from storage.db import Database
from storage.points import Point, reach
from storage.schedule import anything_due

Step = Callable[[Session, datetime], bool]
STEPS: tuple[Step, ...] = (open_rounds, turn, close_rounds)
"""Each does a part of what is due, and tells whether it did any: no answer waits long for the database."""


def tick(context: Context, now: datetime) -> bool:
    """May run as often as one likes, in several processes: what was planned is there already. Tells whether anything
    was due."""
    due = _anything_due(context.database, now)
    if due:
        for step in STEPS:
            while _done(context.database, step, now):
                pass
    context.wake()
    return due


def _anything_due(database: Database, now: datetime) -> bool:
    with database.read() as session:
        return anything_due(session, now)


def _done(database: Database, step: Step, now: datetime) -> bool:
    with database.write() as session:
        done = step(session, now)
        reach(Point.PLAN)
    reach(Point.PLANNED)
    return done
