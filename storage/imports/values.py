"""Numbers sent in: a value for each day of a KPI."""

from datetime import datetime

from storage.facts import KpiValue
from storage.imports.cells import Cell
from storage.imports.records import Field, Kind, Row, Values, Wanted


def _row(values: Values, wanted: Wanted) -> Row:
    at: datetime = values["date"]
    return {"day": at.astimezone(wanted.day_zone).date(), "value": values["value"]}


VALUES = Kind(
    fields=(Field("date", Cell.TIME, needed=True), Field("value", Cell.NUMBER, needed=True)),
    model=KpiValue,
    key="day",
    columns={"day": "date", "value": "value"},
    row=_row,
    dated="date",
)
