"""Reads a file that was sent to the bot as far as it can be sure, and names what is in doubt."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.errors import UserError
from bot.imports import flow, sniff
from bot.imports.asked import Asked
from bot.imports.mapped import MappedRequest
from bot.imports.surveys import Request
from bot.imports.told import MOST_COLUMNS, SHOWN, Told
from bot.imports.words import refusal
from storage.db import Database
from storage.imports.columns import label
from storage.imports.kinds import KINDS
from storage.imports.labels import read_labels
from storage.imports.limits import Limits
from storage.imports.refusal import Problem, Refused, Rejected
from storage.imports.table import Table, read_table
from storage.kinds import ImportKind
from storage.models import Workspace

SETTLED_IN_FORM = {
    Problem.NO_SCORE_COLUMN, Problem.SEVERAL_SCORE_COLUMNS, Problem.SEVERAL_TIME_COLUMNS, Problem.WHICH_SCALE,
    Problem.UNKNOWN_ANSWER, Problem.AMBIGUOUS_DATES, Problem.MIXED_DATES, Problem.FIELDS_MISSING,
    Problem.NOTHING_MAPPED, Problem.NO_SUCH_COLUMN, Problem.NO_SUCH_COLUMN_NEAR, Problem.NO_SUCH_NUMBER,
    Problem.AMBIGUOUS_COLUMN, Problem.BAD_LABEL, Problem.SEVERAL_SHEETS, Problem.NO_SUCH_SHEET, Problem.NO_SHEETS,
    Problem.WHICH_QUESTION, Problem.WHICH_QUESTION_COLUMN, Problem.NO_SUCH_QUESTION, Problem.WHICH_STATUS,
    Problem.NO_STATUS_COLUMN, Problem.UNDECODABLE, Problem.UNKNOWN_ENCODING,
}  # fmt: skip
MESSAGES_SETTLED_IN_FORM = {"imports.nothing_readable", "imports.no_kpi", "imports.computed_kpi", "imports.other_scale"}
SURVEY_FIELDS = ("score", "time", "id", "respondent", "comment", "segment", "status", "question")


@dataclass(frozen=True)
class File:
    """A file on the disk, and what is asked of it."""

    path: Path
    asked: Asked
    limits: Limits


def understand(database: Database, workspace: Workspace, file: File) -> Told:
    """Never stores anything."""
    try:
        table = read_table(file.path, file.asked.layout, file.limits)
    except Refused as refused:
        doubt = refusal(refused)
        doubt.__cause__ = refused
        return doubtful(Told(file.asked.kind or "", file.asked.name), doubt)
    header = tuple(label(table, place) for place in range(min(len(table.header), MOST_COLUMNS)))
    kind = file.asked.kind or sniff.kind_of(table.header)
    if kind is None:
        return Told(header=header, doubt="files.which_kind", open=True)
    known = Told(kind, file.asked.name, header, chosen=dict(file.asked.columns), fields=fields_of(kind))
    try:
        request = request_of(table, kind, file.asked)
    except UserError as doubt:
        return doubtful(known, doubt)
    known = replace(known, chosen=dict(request.columns))
    if kind is ImportKind.VALUES and not file.asked.name:
        return doubtful(known, UserError("files.which_kpi"))
    try:
        preview = flow.read(database, workspace, file.path, request, file.limits)
    except UserError as doubt:
        return doubtful(known, doubt)
    return _previewed(known, preview)


def request_of(table: Table, kind: ImportKind, asked: Asked) -> Request | MappedRequest:
    """What the flow is asked for: what a person chose, and columns whose headers say what they are."""
    written = asked.written
    missing = _words(written.get("missing", ""))
    if kind is ImportKind.SURVEYS:
        return Request(
            asked.name, asked.columns, asked.layout, asked.scale, missing=missing, date_order=asked.date_order,
            labels=_labels(written.get("labels", "")), question=written.get("question", ""),
            complete=_words(written.get("complete", "")),
        )  # fmt: skip
    columns = {**sniff.columns_of(kind, table.header), **asked.columns}
    return MappedRequest(kind, columns, asked.layout, missing=missing, date_order=asked.date_order, kpi=asked.name)


def _words(written: str) -> frozenset[str]:
    return frozenset(word.strip().casefold() for word in written.split(",") if word.strip())


def _labels(written: str) -> dict[str, float]:
    try:
        return read_labels(written)
    except Refused as refused:
        raise refusal(refused) from refused


def fields_of(kind: ImportKind) -> tuple[str, ...]:
    if kind is ImportKind.SURVEYS:
        return SURVEY_FIELDS
    return tuple(field.name for field in KINDS[kind].fields)


def doubtful(known: Told, doubt: UserError) -> Told:
    """What is known, and the sentence that says why it is not enough."""
    cause = doubt.__cause__
    settled = doubt.message in MESSAGES_SETTLED_IN_FORM or doubt.message.startswith("files.which_")
    if isinstance(cause, Refused):
        settled = settled or cause.problem in SETTLED_IN_FORM
    values = {name: value if isinstance(value, int) else str(value) for name, value in doubt.values.items()}
    errors = doubt.errors if isinstance(doubt, flow.NothingReadable) else ()
    return Told(
        known.kind, known.name, known.header, doubt.message, values, settled,
        chosen=known.chosen, fields=known.fields, errors=_shown(errors),
    )  # fmt: skip


def _previewed(known: Told, preview: flow.Preview) -> Told:
    first, last = preview.seen.first, preview.seen.last
    unnamed = known.kind == ImportKind.SURVEYS and not known.name
    counts = {
        "rows": preview.rows,
        "readable": preview.readable,
        "skipped": preview.skipped,
        "rejected": preview.rejected,
        "unanswered": preview.seen.unanswered,
    }
    return Told(
        known.kind, known.name, known.header,
        doubt="files.which_survey" if unnamed else "", open=unnamed,
        chosen=preview.reading.chosen, fields=known.fields, counts=counts,
        first=first.isoformat() if first else "", last=last.isoformat() if last else "",
        errors=_shown(preview.errors),
    )  # fmt: skip


def _shown(errors: tuple[Rejected, ...]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"row": row.row, "column": row.column, "value": row.value, "reason": row.reason} for row in errors[:SHOWN]
    )
