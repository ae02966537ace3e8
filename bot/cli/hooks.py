"""okrbot hooks ..."""

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli import import_options as options

if TYPE_CHECKING:
    from bot.cli.desk import Desk
    from bot.hooks.flow import Wanted
    from bot.text import Text

app = typer.Typer(help="Webhooks: addresses where survey tools bring answers.", no_args_is_help=True)
Place = Annotated[str | None, typer.Option(metavar="PLACE", help="Where it stands, the same way.")]
DEFAULT_HEADER = "X-Signature-256"


@app.command()
def create(
    survey: Annotated[str, typer.Option(metavar="NAME", help="The survey's name, which KPIs refer to.")],
    signature: Annotated[
        Literal["standard", "hmac-sha256-base64", "hmac-sha256-hex"], typer.Option(help="How the tool signs.")
    ] = "standard",
    header: Annotated[str, typer.Option(metavar="NAME", help="Where it does, unless standard.")] = DEFAULT_HEADER,
    secret_stdin: Annotated[
        bool, typer.Option("--secret-stdin", help="Take the tool's own secret, a line on stdin.")
    ] = False,
    score_field: Annotated[
        str, typer.Option(metavar="PLACE", help="As in answers.0.number, or answers[field.ref=nps].number.")
    ] = "score",
    id_field: Annotated[str, typer.Option(metavar="PLACE", help="What makes an answer one.")] = "id",
    time_field: Annotated[str, typer.Option(metavar="PLACE", help='"" where what is sent has none.')] = "time",
    respondent_field: Place = None,
    comment_field: Place = None,
    segment_field: Place = None,
    scale: Annotated[str | None, typer.Option(metavar="0-10", help="Needed for a new survey.")] = None,
    labels: Annotated[str, typer.Option(metavar='"Satisfied=4,Poor=1"', help="The scores of words.")] = "",
    inverted: Annotated[bool, typer.Option("--inverted", help="A high score means more effort.")] = False,
    missing: options.Missing = "",
    date_order: options.Order = None,
    timezone: options.Timezone = "",
    as_json: options.Json = False,
    workspace: options.Workspace = None,
) -> None:
    """Make an address and its secret, which is shown this once."""
    from bot.cli.desk import desk
    from bot.cli.surveys import labels_of, scale_of, survey_name
    from bot.hooks.answers import Field
    from bot.hooks.flow import Wanted
    from storage.kinds import Signature

    given = {
        Field.SCORE: score_field,
        Field.ID: id_field,
        Field.TIME: time_field,
        Field.RESPONDENT: respondent_field,
        Field.COMMENT: comment_field,
        Field.SEGMENT: segment_field,
    }
    typed = options.Reading(None, None, None, 0, None, missing, date_order, timezone, None)
    with desk() as found:
        text = found.text
        reading = {
            "labels": labels_of(text, labels, None),
            "missing": sorted(typed.blanks()),
            "inverted": inverted,
            "date_order": date_order,
            "timezone": typed.zone(text),
        }
        wanted = Wanted(
            survey=survey_name(text, survey),
            signature=Signature(signature),
            header="" if signature == "standard" else _header(text, header),
            places={field: place for field, place in given.items() if place},
            scale=scale_of(text, scale),
            reading=reading,
            secret=sys.stdin.readline().strip() if secret_stdin else "",
        )
        _make(found, wanted, workspace, as_json=as_json)


def _make(desk: "Desk", wanted: "Wanted", workspace: str | None, *, as_json: bool) -> None:
    from datetime import UTC, datetime

    from bot.cli.desk import say, say_json
    from bot.hooks import flow, report
    from bot.keys import Keys

    keys, place = Keys(desk.settings.okrbot_secret_key), desk.workspace(workspace)
    with desk.database.write() as session:
        row, secret = flow.create(session, place, wanted, keys, datetime.now(UTC))
    document = report.document(row, desk.settings.okrbot_url)
    if as_json:
        say_json({**document, "secret": secret})
    else:
        say(desk.text("hooks.created", url=document["url"], secret=secret))


def _header(text: "Text", name: str) -> str:
    if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum() or len(name) > 80:
        raise options.wrong(text, "--header", "hooks.bad_header", header=name)
    return name


@app.command("list")
def list_(as_json: options.Json = False, workspace: options.Workspace = None) -> None:
    """The addresses there are and were."""
    from bot.cli.desk import desk, say, say_json
    from bot.hooks import report
    from storage.hooks import hooks_of

    with desk() as found:
        place = found.workspace(workspace)
        with found.database.read() as session:
            rows = [report.document(row, found.settings.okrbot_url) for row in hooks_of(session, place.id)]
        if as_json:
            say_json({"hooks": rows})
        else:
            say("\n".join(report.lines(found.text, rows)))


@app.command()
def revoke(
    hook_id: Annotated[str, typer.Argument(metavar="ID", help="What its address ends with.")],
    as_json: options.Json = False,
    workspace: options.Workspace = None,
) -> None:
    """From now on nothing is taken there. What it brought stays."""
    from datetime import UTC, datetime

    from bot.cli.desk import desk, say, say_json
    from bot.hooks import flow, report

    with desk() as found:
        place = found.workspace(workspace)
        with found.database.write() as session:
            row = flow.revoke(session, place.id, hook_id, datetime.now(UTC))
        if as_json:
            say_json(report.document(row, found.settings.okrbot_url))
        else:
            say(found.text("hooks.revoked", id=row.address, survey=row.survey))
