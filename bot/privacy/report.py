"""What forgetting did, and the audit log, for the command line."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from bot.errors import UserError
from bot.privacy.forgetting import Forgotten, Handed
from bot.text import Text
from storage.models import Audit


def as_document(person: str, done: Forgotten) -> dict[str, Any]:
    handed = [
        {
            "to": one.slack_id,
            "teams": list(one.teams),
            "objectives_and_key_results": list(one.short_ids),
            "initiatives": one.initiatives,
        }
        for one in done.handed
    ]
    return {
        "forgotten": person,
        "handed_over": handed,
        "check_ins_kept_without_person": done.check_ins,
        "messages_left_in_slack": done.messages,
        "name_left_in_words_of_others": done.named,
    }


def lines(text: Text, person: str, done: Forgotten, *, clean: bool) -> Iterator[str]:
    """`clean` tells whether the file holds nothing of what was deleted any more."""
    yield text("privacy.forgotten", person=person)
    for one in done.handed:
        yield text("privacy.handed", person=one.name or one.slack_id, what=_what(text, one))
    if done.check_ins:
        yield text.count("privacy.kept", done.check_ins)
    if done.named:
        yield text.count("privacy.named", done.named)
    yield text.count("privacy.in_slack", done.messages)
    if not clean:
        yield text("privacy.read_by_others")
    yield text("privacy.backups")


def _what(text: Text, one: Handed) -> str:
    teams = [text("privacy.team", team=team) for team in one.teams]
    initiatives = [text.count("privacy.initiatives", one.initiatives)] if one.initiatives else []
    return ", ".join([*teams, *one.short_ids, *initiatives])


def begin_of(typed: str) -> datetime:
    """Of a day, in UTC; UserError for what is none."""
    try:
        return datetime.combine(date.fromisoformat(typed), time(), UTC)
    except ValueError as wrong:
        raise UserError("checkins.not_a_day", typed=typed) from wrong


def log_document(rows: Sequence[Audit]) -> dict[str, Any]:
    return {
        "audit": [
            {"at": row.at.isoformat(), "actor": row.actor or None, "action": row.action, "subject": row.subject}
            for row in rows
        ]
    }


def log_lines(text: Text, rows: Sequence[Audit]) -> Iterator[str]:
    if not rows:
        yield text("privacy.no_audit")
    for row in rows:
        yield "\t".join([row.at.isoformat(), row.actor or text("privacy.operator"), row.action, row.subject])
