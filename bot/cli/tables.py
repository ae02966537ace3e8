"""okrbot tickets | customers | orders | reviews | values import: files whose columns are given field by field."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import import_options as options

if TYPE_CHECKING:
    from bot.imports.mapped import MappedRequest
    from bot.text import Text

tickets, customers, orders, reviews, values = (
    typer.Typer(help=about, no_args_is_help=True)
    for about in (
        "Support tickets.",
        "Customers, or sessions that may become some.",
        "Orders of customers.",
        "Public reviews.",
        "Numbers sent in, one a day.",
    )
)
TAKES = "Take {rows} in. The same file again adds nothing; a row that cannot be read is left out and named.\n\n"
FIELDS = {
    "tickets": "Fields: id, created (needed); solved, first_reply, reopened, customer_reply (the last one), tier, "
    "status, handle_minutes, segment.",
    "customers": "Fields: id (without it each row is one), start, end, status, activated, first_value, lost, "
    "retained, converted, segment.",
    "orders": "Fields: id, customer, time, amount (needed); refunded, margin.",
    "reviews": "Fields: id, time (needed); rating, sentiment, text.",
    "values": "Fields: date, value (needed).",
}
"""Kept here because --help must not load what reads the files; a test compares them."""


def help_of(kind: str) -> str:
    return TAKES.format(rows=kind) + FIELDS[kind] + " A column that is called like a field need not be given."


def _add(app: typer.Typer, kind: str) -> None:
    @app.command("import", help=help_of(kind))
    @options.reads_a_file
    def import_file(
        file: options.File,
        map_: options.Map = None,
        value: options.Words = None,
        *,
        typed: options.Reading,
        how: options.Answering,
    ) -> None:
        fields = options.Fields(kind, map_ or [], value or [])
        _take_in(file, fields, typed, how)


for name, group in (("tickets", tickets), ("orders", orders), ("reviews", reviews)):
    _add(group, name)


@customers.command("import", help=help_of("customers"))
@options.reads_a_file
def import_customers(
    file: options.File,
    map_: options.Map = None,
    value: options.Words = None,
    period: Annotated[
        str | None, typer.Option(metavar="FROM..TO", help="The days that flags without dates are about.")
    ] = None,
    *,
    typed: options.Reading,
    how: options.Answering,
) -> None:
    fields = options.Fields("customers", map_ or [], value or [], period=period)
    _take_in(file, fields, typed, how)


@values.command("import", help=help_of("values"))
@options.reads_a_file
def import_values(
    file: options.File,
    kpi: Annotated[str, typer.Option(metavar="NAME", help="A KPI with the formula value.")],
    map_: options.Map = None,
    value: options.Words = None,
    *,
    typed: options.Reading,
    how: options.Answering,
) -> None:
    fields = options.Fields("values", map_ or [], value or [], kpi=kpi)
    _take_in(file, fields, typed, how)


def _take_in(file: Path, fields: options.Fields, typed: options.Reading, how: options.Answering) -> None:
    from bot.cli.desk import desk
    from bot.cli.imports import carry_out

    with desk() as found:
        carry_out(found, file, _request(found.text, fields, typed), how)


def _request(text: "Text", fields: options.Fields, typed: options.Reading) -> "MappedRequest":
    from bot.imports.mapped import MappedRequest
    from storage.kinds import ImportKind

    return MappedRequest(
        kind=ImportKind(fields.kind),
        columns=options.columns(text, fields.columns),
        layout=typed.layout(text),
        words=options.meanings(text, fields.words),
        missing=typed.blanks(),
        date_order=typed.order(),
        timezone=typed.zone(text),
        time=typed.day(),
        period=options.period(text, fields.period),
        kpi=fields.kpi,
    )
