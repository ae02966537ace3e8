"""The options that every import takes, each written once, and what was typed for them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from bot.text import Text
    from storage.imports.records import Period
    from storage.imports.table import Layout
    from storage.imports.times import DateOrder

Column = Annotated[str | None, typer.Option(metavar="C", help="A header, or #N counted from 1.")]
File = Annotated[Path, typer.Argument(help="A table: CSV, TSV or the like, or XLSX.")]
Map = Annotated[
    list[str] | None, typer.Option("--map", metavar="field=COLUMN", help="Where a field is: a header, or #N from 1.")
]
Words = Annotated[
    list[str] | None,
    typer.Option("--value", metavar="field:WORD=MEANING", help="What a word of a column stands for."),
]
Encoding = Annotated[str | None, typer.Option(metavar="E", help="Found out where not given.")]
Delimiter = Annotated[str | None, typer.Option(metavar="D", help="One character, or: tab.")]
HeaderRows = Annotated[int | None, typer.Option(metavar="N", min=0, help="Found out where not given.")]
FooterRows = Annotated[int, typer.Option(metavar="N", min=0, help="Rows at the end that are no data.")]
Sheet = Annotated[str | None, typer.Option(metavar="S", help="Of a workbook: its name.")]
Missing = Annotated[str, typer.Option(metavar='"NA,11"', help="What else stands for nothing.")]
Order = Annotated[Literal["dmy", "mdy", "ymd"] | None, typer.Option(help="Of dates like 05.10.2026.")]
Timezone = Annotated[str, typer.Option(metavar="Z", help="Of times that do not say theirs.")]
Time = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Of a whole file without times.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Store nothing.")]
Json = Annotated[bool, typer.Option("--json", help="The result as one JSON document.")]
Workspace = Annotated[str | None, typer.Option(metavar="T", help="The Slack id, where several are stored.")]


@dataclass(frozen=True)
class Reading:
    """How to read a file, as it was typed."""

    encoding: str | None
    delimiter: str | None
    header_rows: int | None
    footer_rows: int
    sheet: str | None
    missing: str
    date_order: str | None
    timezone: str
    time: datetime | None

    def layout(self, text: "Text") -> "Layout":
        from storage.imports.table import Layout

        found = "\t" if self.delimiter in ("tab", r"\t") else self.delimiter
        if found is not None and (len(found) != 1 or found in '"\r\n\0'):
            raise wrong(text, "--delimiter", "imports.bad_delimiter", delimiter=self.delimiter)
        return Layout(self.encoding, found, self.header_rows, self.footer_rows, self.sheet)

    def order(self) -> "DateOrder | None":
        from storage.imports.times import DateOrder

        return DateOrder(self.date_order) if self.date_order else None

    def zone(self, text: "Text") -> str:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            return ZoneInfo(self.timezone).key if self.timezone else ""
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            raise wrong(text, "--timezone", "imports.bad_zone", zone=self.timezone) from unknown

    def day(self) -> date | None:
        return self.time.date() if self.time else None

    def blanks(self) -> frozenset[str]:
        return words_of(self.missing)


@dataclass(frozen=True)
class Fields:
    """What a file of a kind holds, as it was typed."""

    kind: str
    columns: Sequence[str]
    words: Sequence[str]
    period: str | None = None
    kpi: str = ""


@dataclass(frozen=True)
class Answering:
    """What to do with the result, as it was typed."""

    dry_run: bool
    as_json: bool
    workspace: str | None


def _shared(
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    header_rows: HeaderRows = None,
    footer_rows: FooterRows = 0,
    sheet: Sheet = None,
    missing: Missing = "",
    date_order: Order = None,
    timezone: Timezone = "",
    time: Time = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> tuple[Reading, Answering]:
    typed = Reading(encoding, delimiter, header_rows, footer_rows, sheet, missing, date_order, timezone, time)
    return typed, Answering(dry_run, as_json, workspace)


def reads_a_file(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options that every import takes; what was typed for them reaches it as `typed` and `how`."""
    shared = signature(_shared).parameters
    own = [one for name, one in signature(command).parameters.items() if name not in ("typed", "how")]

    @wraps(command)
    def with_options(**given: object) -> None:
        typed, how = _shared(**{name: given.pop(name) for name in shared})  # type: ignore[arg-type]
        command(**given, typed=typed, how=how)

    with_options.__signature__ = Signature([*own, *shared.values()])  # type: ignore[attr-defined]
    return with_options


def wrong(text: "Text", option: str, message: str, **values: object) -> typer.BadParameter:
    return typer.BadParameter(text(message, **values), param_hint=option)


def words_of(typed: str) -> frozenset[str]:
    """Words between commas, case-folded; one with a comma in it stands in quotes, as in CSV."""
    import csv

    cells = next(csv.reader([typed], skipinitialspace=True), [])
    return frozenset(cell.strip().casefold() for cell in cells if cell.strip())


def columns(text: "Text", typed: Sequence[str]) -> dict[str, str]:
    """field=COLUMN, where the column may hold a = itself."""
    found = {}
    for one in typed:
        name, sign, value = one.partition("=")
        if not sign or not name.strip() or name.strip() in found:
            raise wrong(text, "--map", "imports.bad_map", given=one)
        found[name.strip()] = value.strip()
    return found


def meanings(text: "Text", typed: Sequence[str]) -> dict[str, dict[str, str]]:
    """field:WORD=MEANING, by field and case-folded word."""
    found: dict[str, dict[str, str]] = {}
    for one in typed:
        match = re.fullmatch(r"\s*([^:=]+?)\s*:(.*)=(.*)", one, re.DOTALL)
        if match is None:
            raise wrong(text, "--value", "imports.bad_value", given=one)
        found.setdefault(match[1], {})[match[2].strip().casefold()] = match[3].strip()
    return found


def period(text: "Text", typed: str | None) -> "Period | None":
    """FROM..TO, both days included."""
    if typed is None:
        return None
    try:
        first, last = (date.fromisoformat(day.strip()) for day in typed.split(".."))
    except ValueError as malformed:
        raise wrong(text, "--period", "imports.bad_period", period=typed) from malformed
    if last < first:
        raise wrong(text, "--period", "imports.bad_period", period=typed)
    return first, last
