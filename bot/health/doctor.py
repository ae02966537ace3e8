"""The doctor: every check in turn, as far as they can be made."""

from collections.abc import Iterator
from datetime import datetime

from slack_sdk import WebClient

from bot.errors import UserError
from bot.health.address import address
from bot.health.alive import alive
from bot.health.finding import Check, Finding, State, ok, wrong
from bot.health.pulse import Pulse
from bot.health.slack import app_token, channels, token
from bot.health.stored import database, keys, stored
from bot.settings import Mode, Settings, Unfit, unfit
from storage.db import Database
from storage.models import Team, Workspace
from storage.people import find_workspaces, teams_of

COMPLETE = {Mode.SOCKET: "health.settings_socket", Mode.HTTP: "health.settings_http"}


def examine(
    found: Database,
    settings: Settings,
    client: WebClient,
    now: datetime,
    pulse: Pulse | None = None,
    asked_in: str = "",
) -> Iterator[Finding]:
    """Asks the database and Slack, one after the other and in no transaction; `pulse` inside the running bot only. Who
    has `asked_in` another workspace than the token's hears nothing of what is stored for that one."""
    problems = unfit(settings)
    yield from map(_unfit, problems) if problems else [ok(Check.SETTINGS, COMPLETE[settings.mode])]
    base = list(database(found))
    yield from base
    if all(finding.state is State.OK for finding in base):
        yield from keys(found, settings)
    told = token(client) if client.token else None
    yield from told.findings if told else ()
    if pulse is not None:
        yield from alive(pulse, settings.mode)
    elif settings.mode is Mode.HTTP:
        yield address(settings)
    elif settings.slack_app_token and (told is None or told.reached):
        yield app_token(client, settings.slack_app_token)
    elsewhere = told is not None and asked_in not in ("", told.workspace)
    if elsewhere or any(finding.state is not State.OK for finding in base):
        return
    workspace, teams, rows = _read(found, told.workspace if told else "", now)
    yield from rows
    if told and told.workspace and workspace:
        yield from channels(client, teams)


def unreadable(problem: UserError) -> Iterator[Finding]:
    """Where the settings are such that nothing else can be looked at."""
    yield wrong(Check.SETTINGS, problem.message, "health.settings.fix", **problem.values)
    if isinstance(problem, Unfit):
        yield from map(_unfit, problem.besides)


def _unfit(problem: UserError) -> Finding:
    if problem.message == "settings.missing_tokens":
        return wrong(Check.SETTINGS, "health.settings_missing", "health.settings_missing.fix", **problem.values)
    return wrong(Check.SETTINGS, problem.message, "health.settings.fix", **problem.values)


def _read(found: Database, slack_id: str, now: datetime) -> tuple[Workspace | None, list[Team], list[Finding]]:
    """What is stored of the token's workspace; without a token, of the only one."""
    with found.read() as session:
        workspaces = find_workspaces(session, slack_id or None)
        if len(workspaces) != 1:
            return None, [], []
        (workspace,) = workspaces
        return workspace, teams_of(session, workspace.id), list(stored(session, workspace, now))
