"""Customers, or sessions that may become some: days, flags or a word of their state."""

from datetime import datetime

from storage.customers import CustomerRow, customer_row
from storage.facts import Customer
from storage.imports.cells import Cell
from storage.imports.records import Field, Kind, Row, Unfit, Values, Wanted
from storage.imports.refusal import Reason


def _row(values: Values, wanted: Wanted) -> Row:
    start: datetime | None = values["start"]
    end: datetime | None = values["end"]
    if start and end and end < start:
        raise Unfit("end", Reason.END_BEFORE_START)
    told = values["activated"]
    first, last = wanted.period or (wanted.time, wanted.time)
    customer = CustomerRow(
        external_id=values["id"],
        start_at=start,
        end_at=end,
        activated_at=None if isinstance(told, bool) else told,
        first_value_at=values["first_value"],
        activated=told if isinstance(told, bool) else None,
        lost=values["lost"],
        retained=values["retained"],
        converted=values["converted"],
        status=values["status"] or "",
        segment=values["segment"] or "",
        first=first,
        last=last,
    )
    return customer_row(customer, wanted.day_zone)


CUSTOMERS = Kind(
    fields=(
        Field("id", Cell.ID),
        Field("start", Cell.TIME),
        Field("end", Cell.TIME),
        Field("status", Cell.WORD),
        Field("activated", Cell.TIME_OR_FLAG),
        Field("first_value", Cell.TIME),
        Field("lost", Cell.FLAG),
        Field("retained", Cell.FLAG),
        Field("converted", Cell.FLAG),
        Field("segment", Cell.TEXT),
    ),
    model=Customer,
    key="external_id",
    columns={
        "external_id": "id",
        "start_at": "start",
        "start_day": "start",
        "end_at": "end",
        "end_day": "end",
        "activated_at": "activated",
        "first_value_at": "first_value",
        "activated": "activated",
        "lost": "lost",
        "retained": "retained",
        "converted": "converted",
        "status": "status",
        "segment": "segment",
        "first": "period",
        "last": "period",
    },
    row=_row,
    dated="period",
)
