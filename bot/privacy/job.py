"""The clock comes in: what is too old is deleted, in steps that nobody has to wait for."""

import logging
from datetime import datetime, timedelta

from bot.context import Context
from storage.people import find_workspaces
from storage.retention import AT_ONCE, BY_AGE, Step, drop_marks

REMEMBERED = timedelta(days=60)
"""Payloads that had their effect: a form may stand open for long, and Slack repeats itself for an hour."""
logger = logging.getLogger(__name__)


def tidy(context: Context) -> None:
    """Forgets what nobody will ask for again and, where a time is set, what is older."""
    now, days = context.clock(), context.settings.okrbot_retention_days
    with context.database.read() as session:
        workspaces = [workspace.id for workspace in find_workspaces(session)]
    for workspace_id in workspaces:
        if context.pulse.leaving:
            return
        _all(context, drop_marks, workspace_id, now - REMEMBERED)
        for what, step in BY_AGE.items() if days else ():
            if n := _all(context, step, workspace_id, now - timedelta(days=days)):
                logger.info("older than %d days and deleted in workspace %d: %s, %d rows", days, workspace_id, what, n)


def _all(context: Context, step: Step, workspace_id: int, before: datetime) -> int:
    """Each step in a transaction of its own; how many rows all of them found."""
    total = 0
    while True:
        with context.database.write() as session:
            found = step(session, workspace_id, before)
        total += found
        if found < AT_ONCE or context.pulse.leaving:
            return total
