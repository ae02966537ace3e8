"""The newest round of a team for one who may know all of it, before its digest is posted or after."""

from datetime import datetime

from sqlmodel import Session

from bot.digests.flow import Digest, newest
from bot.errors import UserError
from bot.objectives.teams import Choice, meant, teams_seen
from bot.people.access import rights
from bot.people.caller import Caller
from bot.rules.access import Action
from storage.kinds import Visibility


def preview(session: Session, caller: Caller, typed: str, now: datetime) -> Digest | Choice:
    """Of the team called `typed`, else of one's own. UserError for who is not of the team, since the digest tells what
    is private to it, and where nothing was asked yet."""
    known = rights(session, caller)
    teams = teams_seen(session, caller.workspace.id, known)
    inside = [team for team in teams if known.may(Action.SEE, team.id, visibility=Visibility.TEAM)]
    team = meant(teams if typed else inside or teams, known.teams, typed)
    if isinstance(team, Choice):
        return team
    if team not in inside:
        raise UserError("preview.team_only", team=team.name)
    return newest(session, caller.workspace, team, now)
