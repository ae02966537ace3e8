"""Tickets: what happened when, and whose work it was."""

from datetime import datetime

from storage.facts import Ticket
from storage.imports.cells import MOST_SECONDS, Cell
from storage.imports.records import Field, Kind, Row, Unfit, Values, Wanted
from storage.imports.refusal import Reason
from storage.tickets import earliest_created, ticket_columns


def _row(values: Values, wanted: Wanted) -> Row:
    created: datetime = values["created"]
    _check(created, values)
    told = {
        "external_id": values["id"],
        "created_at": created,
        "solved_at": values["solved"],
        "first_reply_at": values["first_reply"],
        "reopened_at": values["reopened"],
        "customer_reply_at": values["customer_reply"],
        "handle_seconds": values["handle_minutes"],
        "tier": values["tier"] or "",
        "status": values["status"] or "",
        "segment": values["segment"] or "",
    }
    return ticket_columns(told, wanted.day_zone, wanted.business_seconds)


def _check(created: datetime, values: Values) -> None:
    solved = values["solved"]
    if solved is not None and solved < created:
        raise Unfit("solved", Reason.SOLVED_BEFORE_CREATED)
    for field in AFTER_CREATED:
        at = values[field]
        if at is not None and (at - created).total_seconds() > MOST_SECONDS:
            raise Unfit(field, Reason.TOO_LATE)


AFTER_CREATED = ("solved", "first_reply", "reopened", "customer_reply")
TICKETS = Kind(
    fields=(
        Field("id", Cell.ID, needed=True),
        Field("created", Cell.TIME, needed=True),
        Field("solved", Cell.TIME),
        Field("first_reply", Cell.TIME),
        Field("reopened", Cell.TIME),
        Field("customer_reply", Cell.TIME),
        Field("tier", Cell.WORD),
        Field("status", Cell.WORD),
        Field("handle_minutes", Cell.DURATION),
        Field("segment", Cell.TEXT),
    ),
    model=Ticket,
    key="external_id",
    columns={
        "external_id": "id",
        "created_at": "created",
        "created_day": "created",
        "solved_at": "solved",
        "solved_day": "solved",
        "first_reply_at": "first_reply",
        "reopened_at": "reopened",
        "customer_reply_at": "customer_reply",
        "first_reply_seconds": "first_reply",
        "first_reply_business_seconds": "first_reply",
        "resolution_seconds": "solved",
        "resolution_business_seconds": "solved",
        "handle_seconds": "handle_minutes",
        "recontact_seconds": "solved",
        "tier": "tier",
        "status": "status",
        "segment": "segment",
    },
    row=_row,
    dated="created",
    least=lambda wanted: earliest_created(wanted.day_zone, wanted.business_seconds),
)
