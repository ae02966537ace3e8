"""okrbot surveys ..."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import import_options as options

if TYPE_CHECKING:
    from bot.text import Text
    from storage.imports.scores import Scale

app = typer.Typer(help="Answers to surveys.", no_args_is_help=True)
Column = options.Column
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@app.command("import")
@options.reads_a_file
def import_file(
    file: options.File,
    survey: Annotated[str, typer.Option(help="The survey's name, which KPIs refer to.")],
    score_column: Annotated[
        str | None, typer.Option(metavar="C", help='A header, or #N counted from 1; spread: "header [first..last]".')
    ] = None,
    time_column: Annotated[str | None, typer.Option(metavar="C", help='"" where the file has no times.')] = None,
    id_column: Column = None,
    respondent_column: Column = None,
    comment_column: Column = None,
    segment_column: Column = None,
    question_column: Annotated[str | None, typer.Option(metavar="C", help="Where a row is one answer.")] = None,
    question: Annotated[str, typer.Option(metavar="VALUE", help="The one of these questions to take.")] = "",
    status_column: Annotated[str | None, typer.Option(metavar="C", help="Which responses are complete.")] = None,
    complete: Annotated[str, typer.Option(metavar='"Complete,True,1"', help="The words for it there.")] = "",
    asked: Annotated[int | None, typer.Option(metavar="N", min=0, help="How many people got the survey.")] = None,
    scale: Annotated[str | None, typer.Option(metavar="0-10", help="Lowest and highest answer.")] = None,
    labels: Annotated[str, typer.Option(metavar='"Satisfied=4,Poor=1"', help="The scores of words.")] = "",
    labels_file: Annotated[Path | None, typer.Option(metavar="FILE.yaml", help="The same, a line each.")] = None,
    inverted: Annotated[bool, typer.Option("--inverted", help="A high score means more effort.")] = False,
    *,
    typed: options.Reading,
    how: options.Answering,
) -> None:
    """Take answers in. The same file again adds nothing; a row that cannot be read is left out and named."""
    from bot.cli.desk import desk
    from bot.cli.imports import carry_out
    from bot.imports.surveys import Request

    columns = {
        "score": score_column,
        "time": time_column,
        "id": id_column,
        "respondent": respondent_column,
        "comment": comment_column,
        "segment": segment_column,
        "question": question_column,
        "status": status_column,
    }
    with desk() as found:
        text = found.text
        request = Request(
            survey=survey_name(text, survey),
            columns={field: name for field, name in columns.items() if name is not None},
            layout=typed.layout(text),
            scale=scale_of(text, scale),
            missing=typed.blanks(),
            inverted=inverted,
            date_order=typed.order(),
            timezone=typed.zone(text),
            labels=labels_of(text, labels, labels_file),
            time=typed.day(),
            question=question,
            complete=options.words_of(complete),
            asked=asked,
        )
        carry_out(found, file, request, how)


def labels_of(text: "Text", written: str, file: Path | None) -> dict[str, float]:
    """Those of the command line win over those of the file."""
    from bot.imports.words import PROBLEMS, refusal
    from storage.imports.labels import read_labels, read_labels_file
    from storage.imports.refusal import Refused

    try:
        from_file = read_labels_file(file) if file else {}
    except Refused as refused:
        raise refusal(refused) from refused
    try:
        return from_file | read_labels(written)
    except Refused as refused:
        raise options.wrong(text, "--labels", PROBLEMS[refused.problem], **refused.values) from refused


def survey_name(text: "Text", survey: str) -> str:
    name = survey.strip()
    if not 1 <= len(name) <= 80 or CONTROL.search(name):
        raise options.wrong(text, "--survey", "imports.bad_survey")
    return name


def scale_of(text: "Text", asked: str | None) -> "Scale | None":
    from storage.imports.scores import Scale

    if asked is None:
        return None
    ends = re.fullmatch(r"(\d{1,3})\s*[-\u2013]\s*(\d{1,3})", asked.strip(), re.ASCII)
    if ends is None or int(ends[1]) >= int(ends[2]):
        raise options.wrong(text, "--scale", "imports.bad_scale", scale=asked)
    return Scale(int(ends[1]), int(ends[2]))
