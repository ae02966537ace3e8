"""Teams as they are called side by side."""

from collections import Counter
from collections.abc import Sequence

from bot.company.flow import TeamStanding


def team_names(found: Sequence[TeamStanding]) -> list[str]:
    """In their order, with the cycle where a team has several; not escaped."""
    times = Counter(team.team_id for team in found)
    return [f"{team.name}, {team.cycle}" if times[team.team_id] > 1 else team.name for team in found]
