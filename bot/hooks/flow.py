"""Hooks are made, and answers arrive: stored as the rows of a file would be."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from bot.context import Context
from bot.errors import UserError
from bot.hooks import signing
from bot.hooks.answers import Field, Left, Sheet, read_body, sheet_of
from bot.hooks.places import place_of
from bot.imports.flow import NothingReadable, Result, store
from bot.imports.surveys import Request
from bot.imports.words import REASONS
from storage.audit import note
from storage.hooks import hook_by_address, hook_of, mark_brought
from storage.imports.refusal import Rejected
from storage.imports.scores import Scale
from storage.imports.table import Layout
from storage.imports.times import DateOrder
from storage.kinds import AuditAction, Signature
from storage.models import Hook, Workspace
from storage.surveys import survey_by_name

if TYPE_CHECKING:
    from bot.keys import Keys

ADDRESS_BYTES = 18


class Gone(UserError):
    """Nobody is at this address."""


@dataclass(frozen=True)
class Wanted:
    """A hook to be made. `places` tell where fields stand, `reading` how they are read; `secret` is the tool's own,
    empty for a new one. `header` is where a tool signs that does not do as Standard Webhooks says."""

    survey: str
    signature: Signature
    header: str
    places: Mapping[Field, str]
    scale: Scale | None
    reading: Mapping[str, Any]
    secret: str = ""


@dataclass(frozen=True)
class Taken:
    """What became of answers; none where not one could be stored."""

    n: int
    result: Result | None
    left: tuple[Left, ...]


def create(session: Session, workspace: Workspace, wanted: Wanted, keys: "Keys", now: datetime) -> tuple[Hook, str]:
    """The hook, and its secret, which is shown this once. UserError for a place, a secret or a scale that is none."""
    for written in wanted.places.values():
        place_of(written)
    secret = wanted.secret or signing.new_secret(wanted.signature)
    signing.key_of(wanted.signature, secret)
    row = Hook(
        workspace_id=workspace.id,
        address=secrets.token_urlsafe(ADDRESS_BYTES),
        survey=wanted.survey,
        signature=wanted.signature,
        header=wanted.header,
        secret=keys.seal(secret),
        places={field.value: written for field, written in wanted.places.items()},
        reading={**wanted.reading, "scale": str(_scale(session, workspace, wanted))},
        created_at=now,
    )
    session.add(row)
    session.flush()
    note(session, workspace.id, None, AuditAction.HOOK_ADDED, _subject(row), now)
    return row, secret


def revoke(session: Session, workspace_id: int, address: str, now: datetime) -> Hook:
    """For good. UserError where the workspace has no such hook."""
    row = hook_of(session, workspace_id, address)
    if row is None:
        raise UserError("hooks.unknown", id=address)
    if row.revoked_at is None:
        row.revoked_at = now
        session.add(row)
        note(session, workspace_id, None, AuditAction.HOOK_REVOKED, _subject(row), now)
    return row


def found(context: Context, address: str) -> tuple[Hook, Workspace]:
    """Gone where there is no such hook, or none any more."""
    with context.database.read() as session:
        pair = hook_by_address(session, address)
    if pair is None or pair[0].revoked_at or pair[1].uninstalled_at:
        raise Gone("hooks.gone")
    return pair


def take(
    context: Context, hook: Hook, workspace: Workspace, headers: Mapping[str, str], body: bytes, now: datetime
) -> Taken:
    """Stores what can be read, once however often it comes. UserError where the body is not signed, or no answers."""
    from bot.keys import Keys  # encryption takes its time to load

    secret = Keys(context.settings.okrbot_secret_key).open(hook.secret)
    signing.check(hook.signature, hook.header, secret, headers, body, now)
    places = {Field(name): (written, place_of(written)) for name, written in hook.places.items()}
    sheet = sheet_of(read_body(body), places)
    taken = _stored(context, hook, workspace, sheet)
    with context.database.write() as session:
        mark_brought(session, hook, now)
    return taken


def _stored(context: Context, hook: Hook, workspace: Workspace, sheet: Sheet) -> Taken:
    if sheet.table is None:
        return Taken(sheet.n, None, sheet.left)
    try:
        result = store(context.database, workspace, sheet.table, _request(hook), context.settings.import_limits)
    except NothingReadable as nothing:
        return Taken(sheet.n, None, _left(sheet, nothing.errors))
    return Taken(sheet.n, result, _left(sheet, result.errors))


def _left(sheet: Sheet, rejected: tuple[Rejected, ...]) -> tuple[Left, ...]:
    """In the order of the answers."""
    refused = [Left(row.row, row.column, row.value, REASONS[row.reason]) for row in rejected]
    return tuple(sorted([*sheet.left, *refused], key=lambda one: one.answer))


def _request(hook: Hook) -> Request:
    """As an import would be asked for, with nothing left to be found out but the order of dates."""
    reading = hook.reading
    columns = {field: f"#{n}" for n, field in enumerate(hook.places, 1)}
    low, _, high = reading["scale"].partition("-")
    return Request(
        survey=hook.survey,
        columns={"time": "", "status": ""} | columns,
        layout=Layout(header_rows=1),
        scale=Scale(int(low), int(high)),
        missing=frozenset(reading["missing"]),
        inverted=reading["inverted"],
        date_order=DateOrder(reading["date_order"]) if reading["date_order"] else None,
        timezone=reading["timezone"],
        labels=reading["labels"],
    )


def _scale(session: Session, workspace: Workspace, wanted: Wanted) -> Scale:
    """The survey's own; UserError where another one is asked for, and where there is none yet."""
    stored = survey_by_name(session, workspace.id, wanted.survey)
    known = Scale(round(stored.low), round(stored.high)) if stored else None
    if known and wanted.scale and known != wanted.scale:
        raise UserError("imports.other_scale", survey=wanted.survey, stored=known, asked=wanted.scale)
    if scale := wanted.scale or known:
        return scale
    raise UserError("hooks.which_scale", survey=wanted.survey)


def _subject(row: Hook) -> str:
    return f"{row.address} {row.survey}"
