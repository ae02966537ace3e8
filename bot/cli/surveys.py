"""okrbot surveys ..."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from bot.cli.desk import Desk
    from bot.imports.surveys import Request
    from bot.text import Text
    from storage.imports.scores import Scale

app = typer.Typer(help="Answers to surveys.", no_args_is_help=True)
Column = Annotated[str | None, typer.Option(metavar="C", help="A header, or #N counted from 1.")]


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A table in plain text: CSV, TSV or the like.")],
    survey: Annotated[str, typer.Option(help="The survey's name, which KPIs refer to.")],
    score_column: Column = None,
    time_column: Annotated[str | None, typer.Option(metavar="C", help='"" where the file has no times.')] = None,
    id_column: Column = None,
    respondent_column: Column = None,
    comment_column: Column = None,
    segment_column: Column = None,
    scale: Annotated[str | None, typer.Option(metavar="0-10", help="Lowest and highest answer.")] = None,
    missing: Annotated[str, typer.Option(metavar='"NA,11"', help="What else means that nobody answered.")] = "",
    inverted: Annotated[bool, typer.Option("--inverted", help="A high score means more effort.")] = False,
    date_order: Annotated[Literal["dmy", "mdy", "ymd"] | None, typer.Option(help="Of dates like 05.10.2026.")] = None,
    timezone: Annotated[str, typer.Option(metavar="Z", help="Of times that do not say theirs.")] = "",
    encoding: Annotated[str | None, typer.Option(metavar="E", help="UTF-8 where not given.")] = None,
    delimiter: Annotated[str | None, typer.Option(metavar="D", help="One character, or: tab.")] = None,
    header_rows: Annotated[int, typer.Option(metavar="N", min=0, max=1)] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Store nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The result as one JSON document.")] = False,
    workspace: Annotated[str | None, typer.Option(metavar="T", help="The Slack id, where several are stored.")] = None,
) -> None:
    """Take answers in. The same file again adds nothing; a row that cannot be read is left out and named."""
    from bot.cli.desk import desk
    from bot.imports.surveys import Request
    from storage.imports.table import Layout
    from storage.imports.times import DateOrder

    columns = {
        "score": score_column,
        "time": time_column,
        "id": id_column,
        "respondent": respondent_column,
        "comment": comment_column,
        "segment": segment_column,
    }
    with desk() as found:
        text = found.text
        request = Request(
            survey=_name(text, survey),
            columns={field: name for field, name in columns.items() if name is not None},
            layout=Layout(encoding, _delimiter(text, delimiter), header_rows),
            scale=_scale(text, scale),
            missing=frozenset(word.strip().casefold() for word in missing.split(",")),
            inverted=inverted,
            date_order=DateOrder(date_order) if date_order else None,
            timezone=_zone(text, timezone),
        )
        _import(found, file, request, workspace, dry_run=dry_run, as_json=as_json)


def _import(
    found: "Desk", path: Path, request: "Request", slack_id: str | None, *, dry_run: bool, as_json: bool
) -> None:
    from bot.cli.desk import complain, say, say_json
    from bot.imports import report as import_report
    from bot.imports.surveys import read_survey, store_survey

    workspace, text = found.workspace(slack_id), found.text
    with found.database.read() as session:
        file = read_survey(session, workspace, path, request)
    # What a reader's session writes is rolled back: the counts of a trial run are the real ones.
    with found.database.read() if dry_run else found.database.write() as session:
        added = store_survey(session, workspace, request, file)
    if as_json:
        say_json(import_report.document(text, file, added))
    else:
        say(import_report.result(text, file, added))
    if dry_run:
        complain(text("imports.dry_run"))
    for sentence in import_report.complaints(text, file.answers.rejected):
        complain(sentence)
    if file.answers.rejected and not dry_run:
        complain(_keep_rejected(text, path, import_report.rejected_csv(text, file)))


def _keep_rejected(text: "Text", path: Path, content: str) -> str:
    from storage.imports.file import create

    target = path.with_name(f"{path.name}.rejected.csv")
    kept = create(target, content)
    return text("imports.rejected_kept", file=target) if kept else text("imports.rejected_not_kept", file=target)


def _name(text: "Text", survey: str) -> str:
    if not 1 <= len(survey.strip()) <= 80:
        raise typer.BadParameter(text("imports.bad_survey"), param_hint="--survey")
    return survey.strip()


def _scale(text: "Text", asked: str | None) -> "Scale | None":
    import re

    from storage.imports.scores import Scale

    if asked is None:
        return None
    ends = re.fullmatch(r"(\d{1,3})\s*[-\u2013]\s*(\d{1,3})", asked.strip(), re.ASCII)
    if ends is None or int(ends[1]) >= int(ends[2]):
        raise typer.BadParameter(text("imports.bad_scale", scale=asked), param_hint="--scale")
    return Scale(int(ends[1]), int(ends[2]))


def _delimiter(text: "Text", asked: str | None) -> str | None:
    found = "\t" if asked in ("tab", r"\t") else asked
    if found is not None and (len(found) != 1 or found in '"\r\n\0'):
        raise typer.BadParameter(text("imports.bad_delimiter", delimiter=asked), param_hint="--delimiter")
    return found


def _zone(text: "Text", asked: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(asked).key if asked else ""
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise typer.BadParameter(text("imports.bad_zone", zone=asked), param_hint="--timezone") from unknown
