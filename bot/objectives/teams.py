"""Which team is meant: the one that is named, or one's own."""

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bot.commands import without_team_word
from bot.errors import UserError
from bot.people.access import Rights
from storage.models import Team
from storage.people import teams_of

MOST_NEAR = 3


@dataclass(frozen=True)
class Choice:
    """Teams of which one is to be picked, for it was not told which; or those called most like `unknown`."""

    teams: tuple[Team, ...]
    unknown: str = ""


def teams_seen(session: Session, workspace_id: int, rights: Rights) -> list[Team]:
    """All of them; of a guest the guest's own."""
    teams = teams_of(session, workspace_id)
    return [team for team in teams if team.id in rights.teams] if rights.person.guest else teams


def meant(teams: Sequence[Team], mine: Collection[int], typed: str) -> Team | Choice:
    """The team called `typed`, whatever the case, or what follows the word for team in it; without a name one's own.
    UserError where there are no teams."""
    if not teams:
        raise UserError("okr.no_teams")
    if not typed:
        own = [team for team in teams if team.id in mine]
        return own[0] if len(own) == 1 else Choice(tuple(own or teams))
    named = {team.name.casefold(): team for team in reversed(teams)}
    for name in (typed.casefold(), without_team_word(typed).casefold()):
        if name in named:
            return named[name]
    near = difflib.get_close_matches(typed.casefold(), named, MOST_NEAR, cutoff=0.3)
    return Choice(tuple(named[name] for name in near) or tuple(teams), unknown=typed)
