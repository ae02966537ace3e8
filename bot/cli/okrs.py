"""okrbot okrs ..."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import Workspace

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.cli.desk import Desk
    from storage.models import Workspace as Place

LARGEST = 2_000_000

app = typer.Typer(help="Objectives and key results.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="The result as one JSON document.")]


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="Teams, cycles, KPIs and objectives as YAML.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, store nothing.")] = False,
    workspace: Workspace = None,
    json: AsJson = False,
) -> None:
    """Take a plan in. The same name, title or key is brought up to date; what the file leaves out stays."""
    from bot.cli.desk import complain, desk
    from bot.cli.plan_files import complaints
    from bot.objectives.plans.faults import PlanRefused

    with desk() as open_desk:
        try:
            _import(open_desk, file, workspace, dry_run=dry_run, json=json)
        except PlanRefused as refused:
            for line in complaints(open_desk.text, file, refused):
                complain(line)
            raise


def _import(desk: "Desk", file: Path, named: str | None, *, dry_run: bool, json: bool) -> None:
    from datetime import UTC, datetime

    from bot.cli.desk import say, say_json
    from bot.cli.plan_files import tree_of
    from bot.objectives.plans import report
    from bot.objectives.plans.directory import look_up, slack
    from bot.objectives.plans.file import channels_named, people_named
    from bot.objectives.plans.store import store_plan

    tree, token = tree_of(file), desk.settings.slack_bot_token
    client = slack(token, desk.settings.slack_api_url) if token else None
    workspace = _workspace(desk, client, named)
    directory = look_up(client, people_named(tree), channels_named(tree)) if client else None
    # What a reader's session writes is rolled back: a trial run does all the work and keeps none of it.
    with desk.database.read() if dry_run else desk.database.write() as session:
        stored = store_plan(session, workspace, tree, directory, datetime.now(UTC))
    if json:
        say_json(report.as_json(stored, dry_run=dry_run))
    else:
        say(report.as_text(desk.text, stored, dry_run=dry_run))


def _workspace(desk: "Desk", client: "WebClient | None", named: str | None) -> "Place":
    """With a token its own workspace, which people and channels are checked in."""
    from bot.errors import UserError
    from bot.objectives.plans.directory import team_of_token
    from storage.people import adopt_workspace

    if client is None:
        return desk.workspace(named)
    team = team_of_token(client)
    if named and named != team:
        raise UserError("okrs.other_token", workspace=named, team=team)
    with desk.database.write() as session:
        return adopt_workspace(session, team, desk.settings.okrbot_language, desk.settings.okrbot_timezone)


@app.command()
def export(
    json: Annotated[bool, typer.Option("--json", help="The same plan as JSON.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="A table, a row a key result.")] = False,
    workspace: Workspace = None,
) -> None:
    """Write everything out, as YAML unless asked otherwise. The YAML imports again unchanged."""
    import sys
    from datetime import UTC, datetime

    from bot.cli.desk import desk, say_json
    from bot.objectives.flow import standings
    from bot.objectives.plans.export import as_yaml, document
    from bot.objectives.table import as_csv
    from storage.audit import note
    from storage.kinds import AuditAction

    with desk() as open_desk:
        place, now = open_desk.workspace(workspace), datetime.now(UTC)
        with open_desk.database.write() as session:
            note(session, place.id, None, AuditAction.PLAN_EXPORTED, "", now)
        with open_desk.database.read() as session:
            if csv:
                sys.stdout.write(as_csv(standings(session, place.id, now)))
            elif json:
                say_json(document(session, place.id))
            else:
                sys.stdout.write(as_yaml(document(session, place.id)))


@app.command()
def show(
    team: Annotated[str | None, typer.Option(metavar="T", help="Only this team's.")] = None,
    workspace: Workspace = None,
    json: AsJson = False,
) -> None:
    """Show how the objectives of the open cycles stand."""
    from datetime import UTC, datetime

    from bot.cli.desk import desk, say, say_json
    from bot.objectives import report
    from bot.objectives.flow import standings, team_named

    with desk() as open_desk:
        place, text = open_desk.workspace(workspace), open_desk.text
        with open_desk.database.read() as session:
            team_id = team_named(session, place.id, team).id if team else None
            found = standings(session, place.id, datetime.now(UTC), team_id=team_id)
        if json:
            say_json(report.as_json(text, found))
        else:
            say(report.as_text(text, found))
