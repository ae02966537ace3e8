"""A file into the database: read as asked, stored at once or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.errors import UserError
from bot.imports.mapped import MappedRequest, open_mapped
from bot.imports.reading import Reading, Row
from bot.imports.seen import Seen
from bot.imports.surveys import Request, open_survey
from bot.imports.words import refusal
from storage.block import Block
from storage.db import Database
from storage.imports.limits import Limits
from storage.imports.refusal import Refused, Rejected
from storage.imports.table import Table, read_table
from storage.models import Workspace
from storage.staging import Stored, staging

MOST_ERRORS = 100_000
"""Rows left out beyond these are counted only."""
Asked = Request | MappedRequest
Passed = TypeVar("Passed", Row, Row | Block)
Track = Callable[[Iterator[Row | Rejected | None], int], Iterator[Row | Rejected | None]]
"""Shows how far so many rows are read."""


@dataclass(frozen=True)
class Preview:
    """How a file would be read: what was chosen, and how many rows are fit to be stored."""

    rows: int
    readable: int
    skipped: int
    rejected: int
    reading: Reading
    errors: tuple[Rejected, ...]
    seen: Seen


@dataclass(frozen=True)
class Result:
    """What became of every row; `missing_score` counts answers that are imported without one."""

    rows: int
    imported: int
    updated: int
    duplicates: int
    skipped: int
    rejected: int
    missing_score: int
    reading: Reading
    errors: tuple[Rejected, ...]


class NothingReadable(UserError):
    """A file of which no row is fit to be stored, with the reasons."""

    def __init__(self, errors: tuple[Rejected, ...], n: int) -> None:
        super().__init__("imports.nothing_readable", n=n)
        self.errors = errors


@dataclass
class Tally:
    """Sorts rows while they pass; `reject` is told of each one left out."""

    reject: Callable[[Rejected], None] | None = None
    readable: int = 0
    skipped: int = 0
    rejected: int = 0
    errors: list[Rejected] = field(default_factory=list)

    def passing(self, rows: Iterator[Passed | Rejected | None]) -> Iterator[Passed]:
        for row in rows:
            if isinstance(row, tuple):  # first, for there are a million of them
                self.readable += 1
                yield row
            elif isinstance(row, Block):
                self.readable += row.n
                yield row
            elif row is None:
                self.skipped += 1
            else:
                self._leave_out(row)

    def _leave_out(self, row: Rejected) -> None:
        self.rejected += 1
        if self.reject:
            self.reject(row)
        if self.rejected <= MOST_ERRORS:
            self.errors.append(replace(row, cells=()))

    def check(self) -> None:
        """Raises NothingReadable where no row has passed."""
        if not self.readable:
            raise NothingReadable(tuple(self.errors), self.rejected)

    @property
    def rows(self) -> int:
        return self.readable + self.skipped + self.rejected


def read(
    database: Database, workspace: Workspace, source: Path | bytes | Table, request: Asked, limits: Limits
) -> Preview:
    """Raises UserError for a file or a request that leaves a doubt, or of which no row can be read."""
    tally = Tally()
    with _explained():
        reading = _opened(database, workspace, source, request, limits)
        seen = Seen(reading.columns)
        for row in tally.passing(reading.rows()):
            seen.add(row)
    tally.check()
    errors = tuple(tally.errors)
    return Preview(tally.rows, tally.readable, tally.skipped, tally.rejected, reading, errors, seen)


def store(
    database: Database,
    workspace: Workspace,
    source: Path | bytes | Table,
    request: Asked,
    limits: Limits,
    *,
    dry_run: bool = False,
    reject: Callable[[Table, Rejected], None] | None = None,
    track: Track | None = None,
) -> Result:
    """All rows that can be read, or none: raises what `read` raises. Of a trial run nothing stays.

    `reject` is told of each row that is left out, while the file is being read.
    """
    with _explained():
        reading = _opened(database, workspace, source, request, limits)
        tally = Tally(partial(reject, reading.table) if reject else None)
        with staging(database, reading.model, reading.key, reading.columns, least=reading.least) as stage:
            rows = track(reading.rows(), _length(reading)) if track else (reading.blocks or reading.rows)()
            stage.extend(tally.passing(rows))
            tally.check()
            with stage.writing(dry_run=dry_run) as session:
                stored = reading.merge(session, stage)
    return _result(reading, tally, stored)


def _result(reading: Reading, tally: Tally, stored: Stored) -> Result:
    return Result(
        tally.rows,
        stored.imported,
        stored.updated,
        stored.duplicates,
        tally.skipped,
        tally.rejected,
        stored.missing_score,
        reading,
        tuple(tally.errors),
    )


def _opened(
    database: Database, workspace: Workspace, source: Path | bytes | Table, request: Asked, limits: Limits
) -> Reading:
    table = source if isinstance(source, Table) else read_table(source, request.layout, limits)
    with database.read() as session:
        if isinstance(request, MappedRequest):
            return open_mapped(session, workspace, table, request)
        return open_survey(session, workspace, table, request)


def _length(reading: Reading) -> int:
    return sum(1 for _ in reading.table.lines())


@contextmanager
def _explained() -> Iterator[None]:
    """What is wrong with a file becomes a sentence."""
    try:
        yield
    except Refused as refused:
        raise refusal(refused) from refused
