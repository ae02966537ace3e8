"""okrbot surveys ..."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import import_options as options

if TYPE_CHECKING:
    from bot.text import Text
    from storage.imports.scores import Scale

app = typer.Typer(help="Answers to surveys.", no_args_is_help=True)
Column = options.Column


@app.command("import")
def import_file(
    file: options.File,
    survey: Annotated[str, typer.Option(help="The survey's name, which KPIs refer to.")],
    score_column: Column = None,
    time_column: Annotated[str | None, typer.Option(metavar="C", help='"" where the file has no times.')] = None,
    id_column: Column = None,
    respondent_column: Column = None,
    comment_column: Column = None,
    segment_column: Column = None,
    scale: Annotated[str | None, typer.Option(metavar="0-10", help="Lowest and highest answer.")] = None,
    inverted: Annotated[bool, typer.Option("--inverted", help="A high score means more effort.")] = False,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    header_rows: options.HeaderRows = None,
    footer_rows: options.FooterRows = 0,
    sheet: options.Sheet = None,
    missing: options.Missing = "",
    date_order: options.Order = None,
    timezone: options.Timezone = "",
    time: options.Time = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
    workspace: options.Workspace = None,
) -> None:
    """Take answers in. The same file again adds nothing; a row that cannot be read is left out and named."""
    from bot.cli.desk import desk
    from bot.cli.imports import carry_out
    from bot.imports.surveys import Request

    typed = options.Reading(encoding, delimiter, header_rows, footer_rows, sheet, missing, date_order, timezone, time)
    columns = {
        "score": score_column,
        "time": time_column,
        "id": id_column,
        "respondent": respondent_column,
        "comment": comment_column,
        "segment": segment_column,
    }
    with desk() as found:
        request = Request(
            survey=_name(found.text, survey),
            columns={field: name for field, name in columns.items() if name is not None},
            layout=typed.layout(found.text),
            scale=_scale(found.text, scale),
            missing=typed.blanks(),
            inverted=inverted,
            date_order=typed.order(),
            timezone=typed.zone(found.text),
            time=typed.day(),
        )
        carry_out(found, file, request, options.Answering(dry_run, as_json, workspace))


def _name(text: "Text", survey: str) -> str:
    if not 1 <= len(survey.strip()) <= 80:
        raise options.wrong(text, "--survey", "imports.bad_survey")
    return survey.strip()


def _scale(text: "Text", asked: str | None) -> "Scale | None":
    import re

    from storage.imports.scores import Scale

    if asked is None:
        return None
    ends = re.fullmatch(r"(\d{1,3})\s*[-\u2013]\s*(\d{1,3})", asked.strip(), re.ASCII)
    if ends is None or int(ends[1]) >= int(ends[2]):
        raise options.wrong(text, "--scale", "imports.bad_scale", scale=asked)
    return Scale(int(ends[1]), int(ends[2]))
