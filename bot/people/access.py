"""What a person may do, by what they are to a thing."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session

from bot.errors import UserError
from bot.people.caller import Caller
from bot.rules.access import Action, Role, may
from storage.kinds import Visibility
from storage.models import Person
from storage.objectives import led_team_ids, team_ids_of

REFUSALS = {
    Action.CHECK_IN: "access.check_in",
    Action.EDIT: "access.edit",
    Action.CREATE: "access.create",
    Action.CREATE_COMPANY: "access.create_company",
    Action.GRADE: "access.grade",
    Action.SET_UP_TEAM: "access.set_up_team",
    Action.SET_UP_COMPANY: "access.set_up_company",
    Action.COMPANY_DIGEST: "access.company_digest",
}
"""Who may, in a sentence."""


@dataclass(frozen=True)
class Rights:
    """A person with the teams they belong to or lead, read once."""

    person: Person
    teams: frozenset[int]
    leads: frozenset[int]

    def roles(self, team_id: int | None = None, owners: Collection[int] = ()) -> frozenset[Role]:
        """What the person is to a thing of a team, which may have several owners; without a team, to the company's."""
        person, owns = self.person, self.person.id in owners
        if person.stranger or not person.active:
            return frozenset({Role.STRANGER if person.stranger else Role.GONE})
        belongs = team_id in self.teams
        if person.guest:
            found = {Role.GUEST_OWNER: owns, Role.GUEST_MEMBER: belongs, Role.GUEST: True}
        else:
            leads = team_id in self.leads if team_id is not None else bool(self.leads)
            found = {Role.ADMIN: person.admin, Role.LEAD: leads, Role.OWNER: owns, Role.MEMBER: belongs}
            found[Role.COLLEAGUE] = True
        return frozenset(role for role, true in found.items() if true)

    def may(
        self,
        action: Action,
        team_id: int | None = None,
        owners: Collection[int] = (),
        visibility: Visibility = Visibility.OPEN,
    ) -> bool:
        return may(self.roles(team_id, owners), action, private=visibility is Visibility.TEAM)

    def demand(self, action: Action, team_id: int | None = None, owners: Collection[int] = ()) -> None:
        """UserError with who may, where the person may not; for one of REFUSALS."""
        if not self.may(action, team_id, owners):
            raise UserError(REFUSALS[action])


def rights(session: Session, caller: Caller) -> Rights:
    person, workspace = caller.person, caller.workspace.id
    return Rights(
        person,
        frozenset(team_ids_of(session, workspace, person.id)),
        frozenset(led_team_ids(session, workspace, person.id)),
    )
