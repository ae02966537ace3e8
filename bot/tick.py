"""One beat of the clock: plans what is due, wakes the senders, and never waits for Slack."""

from datetime import datetime

from bot.context import Context
from bot.rounds.flow import ask, close_rounds, open_rounds, remind


def tick(context: Context, now: datetime) -> None:
    """May run as often as one likes: what was planned is there already."""
    with context.database.write() as session:
        open_rounds(session, now)
        ask(session, now)
        remind(session, now)
        close_rounds(session, now)
    context.wake()
