"""Carries an import out for a command, and says what became of it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bot.cli.import_options import Answering

if TYPE_CHECKING:
    from bot.cli.desk import Desk
    from bot.imports.flow import Asked, Result
    from bot.imports.rejected import RejectedFile

LONG_FILE = 4 * 1024**2


def carry_out(found: "Desk", path: Path, request: "Asked", how: Answering) -> None:
    from bot.cli.desk import complain, say, say_json
    from bot.errors import WrongUse
    from bot.imports import report
    from bot.imports.flow import NothingReadable
    from bot.imports.rejected import RejectedFile

    text = found.text
    try:
        with RejectedFile(path, text) as rejected:
            result = _stored(found, path, request, how, rejected)
    except WrongUse as problem:
        raise typer.BadParameter(text(problem.message, **problem.values)) from problem
    except NothingReadable as nothing:
        for sentence in report.complaints(text, nothing.errors, 0):
            complain(sentence)
        raise
    if how.as_json:
        say_json(report.document(text, result))
    else:
        say(report.sentences(text, result))
    if how.dry_run:
        complain(text("imports.dry_run"))
    for sentence in report.complaints(text, result.errors, result.rejected):
        complain(sentence)
    if result.rejected and not how.dry_run:
        kept = "imports.rejected_not_kept" if rejected.refused else "imports.rejected_kept"
        complain(text(kept, file=rejected.path))


def _stored(found: "Desk", path: Path, request: "Asked", how: Answering, rejected: "RejectedFile") -> "Result":
    from datetime import UTC, datetime

    from bot.imports.flow import store
    from storage.audit import note
    from storage.kinds import AuditAction

    place = found.workspace(how.workspace)
    result = store(
        found.database,
        place,
        path,
        request,
        found.settings.import_limits,
        dry_run=how.dry_run,
        reject=None if how.dry_run else rejected.add,
        track=bar if _is_long(path) and sys.stderr.isatty() else None,
    )
    if not how.dry_run:
        with found.database.write() as session:
            note(session, place.id, None, AuditAction.DATA_IMPORTED, path.name, datetime.now(UTC))
    return result


def _is_long(path: Path) -> bool:
    try:
        return path.stat().st_size >= LONG_FILE
    except (OSError, ValueError):
        return False


def bar(rows: Iterator[Any], length: int) -> Iterator[Any]:
    """Shows on stderr how many of the rows are read."""
    with typer.progressbar(rows, length=length, file=sys.stderr, update_min_steps=1000) as shown:
        yield from shown
