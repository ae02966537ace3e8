"""Who may look at an objective."""

from collections.abc import Collection, Iterable

from bot.objectives.standing import ObjectiveStanding
from storage.kinds import Visibility
from storage.models import Person


def visible(
    found: Iterable[ObjectiveStanding], person: Person, team_ids: Collection[int]
) -> tuple[ObjectiveStanding, ...]:
    """Those a person may see, who leads or belongs to the teams; people of other companies see none."""
    return tuple(one for one in found if not person.stranger and _may_see(one, person, team_ids))


def _may_see(one: ObjectiveStanding, person: Person, team_ids: Collection[int]) -> bool:
    if one.visibility is Visibility.OPEN and not person.guest:
        return True
    owners = {one.owner.id, *(key_result.owner.id for key_result in one.key_results)}
    return one.team_id in team_ids or person.id in owners
