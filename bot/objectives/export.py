"""A table of objectives as a file, into a person's direct message with the bot."""

from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk import WebClient

from bot.answering import send_file
from bot.delivery.outgoing import Post
from bot.objectives.lookup import Listed
from bot.objectives.table import as_csv
from bot.people.caller import Caller
from bot.phrases.blocks import said

BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes letters that are not English for others."""


def export(client: WebClient, caller: Caller, listed: Listed, now: datetime) -> Post:
    """Sends the file; what to say where it was asked for."""
    text, found = caller.text, listed.found
    if not any(one.key_results for one in found):
        return said(text("export.nothing"))
    day = now.astimezone(ZoneInfo(caller.zone)).date()
    send_file(
        client,
        caller,
        (BYTE_ORDER_MARK + as_csv(found)).encode(),
        f"okrs-{day.isoformat()}.csv",
        text("export.title", day=text.full_day(day)),
        text.count("export.comment", sum(len(one.key_results) for one in found)),
    )
    return said(text("export.sent"))
