"""The rows in a table of another database, under the names that formulas know.

Days there are told from each other by instants: the midnights of the workspace's zone. Times without a zone, and
those in SQLite, are taken for local ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Double,
    String,
    case,
    cast,
    func,
    literal,
    null,
)

from storage.kinds import ImportKind
from storage.numbers.mapped import Mapped
from storage.numbers.opening import Ask
from storage.numbers.rows import Axis, Rows, Where
from storage.numbers.tables import is_text, mapped_table


def mapped_rows(
    connection: Connection,
    ask: Ask,
    kind: ImportKind,
    name: str,
    columns: Mapping[str, str],
    zone: ZoneInfo,
    chosen: Sequence[tuple[str, str]] = (),
    segments: Sequence[str] = (),
) -> Rows:
    """The rows of a table, `columns` telling which of its columns each field is; `chosen` names its own columns."""
    table = mapped_table(connection, name, {*columns.values(), *(column for column, _ in chosen)})
    fields = {field: table.c[column] for field, column in columns.items()}
    found = Mapped(fields, zone, connection.dialect.name)
    picked: Where = (
        *(cast(table.c[column], String(200)) == value for column, value in chosen),
        *(cast(fields["segment"], String(200)) == segment for segment in segments),
    )
    standard, axes = KINDS[kind](found)
    return Rows(ask, standard, axes, picked)


Standard = tuple[dict[str, ColumnElement[Any]], dict[str, Axis]]


def _answers(found: Mapped) -> Standard:
    columns = found.numbers("score") | found.words("respondent") | found.flags("complete")
    return columns, found.axes(time="time")


def _tickets(found: Mapped) -> Standard:
    settled = found.axis("created")
    if "solved" in found:
        both = func.coalesce(found.time("solved"), found.time("created"), type_=found.time("solved").type)
        settled = found.dated(both)
    columns = {
        "resolution": found.seconds("created", "solved"),
        "first_reply": found.seconds("created", "first_reply"),
        "recontact": _recontact(found),
        "solved": found.happened("solved"),
        "reopened": found.happened("reopened"),
        "answered": found.happened("first_reply"),
        **found.words("status"),
    }
    if "handle_minutes" in found:
        columns["handle"] = found.number("handle_minutes") * 60
    return columns, {**found.axes(created="created", solved="solved"), "settled": settled}


def _recontact(found: Mapped) -> ColumnElement[Any]:
    """Seconds from the solution until the customer needed more; what came before it belongs to the solution."""
    back = [found.seconds("solved", field) for field in ("reopened", "customer_reply") if field in found]
    if not back or "solved" not in found:
        return cast(null(), Double)
    later = [case((seconds > 0, seconds), else_=null()) for seconds in back]
    if len(later) == 1:
        return later[0]
    one, other = later
    return case((one.is_(None), other), (other.is_(None), one), (one <= other, one), else_=other)


def _customers(found: Mapped) -> Standard:
    columns = found.words("status") | found.flags("lost", "retained", "converted")
    columns["to_activation"] = cast(null(), Double)
    if "activated" in found:
        columns["activated"] = _activated(found)
        if found.database == "sqlite" or isinstance(found.columns["activated"].type, DateTime | Date):
            columns["to_activation"] = found.seconds("start", "activated")
    if "first_value" in found:
        columns["to_first_value"] = found.seconds("start", "first_value")
    axes = found.axes(start="start", end="end", first="start", last="start")
    # Flags are about days.
    days = {name: replace(axes[name], moment=axes[name].day) for name in ("first", "last") if name in axes}
    return columns, axes | days


def _activated(found: Mapped) -> ColumnElement[bool]:
    """The column may hold times as well as yes and no."""
    if isinstance(found.columns["activated"].type, DateTime | Date):
        return cast(null(), Boolean)
    return found.flag("activated")


def _orders(found: Mapped) -> Standard:
    columns = found.words("customer") | found.numbers("amount", "margin")
    if "refunded" in found:
        said = found.columns["refunded"]
        whole = case((found.flag("refunded").is_(True), found.number("amount")), else_=literal(0.0))
        columns["refunded"] = (
            whole if is_text(said.type) or isinstance(said.type, Boolean) else found.number("refunded")
        )
    return columns, found.axes(time="time")


def _reviews(found: Mapped) -> Standard:
    return found.numbers("rating") | found.words("sentiment"), found.axes(time="time")


def _values(found: Mapped) -> Standard:
    return found.numbers("value"), found.axes(time="date")


KINDS: dict[ImportKind, Callable[[Mapped], Standard]] = {
    ImportKind.SURVEYS: _answers,
    ImportKind.TICKETS: _tickets,
    ImportKind.CUSTOMERS: _customers,
    ImportKind.ORDERS: _orders,
    ImportKind.REVIEWS: _reviews,
    ImportKind.VALUES: _values,
}
