"""Rows that somebody wants to change: only what the person may change, in a cycle that is open."""

from sqlmodel import Session

from bot.errors import UserError
from bot.objectives.flow import seen
from bot.people.access import Rights
from bot.people.caller import Caller
from bot.rules.access import Action
from storage.key_results import key_result_by_id, key_results_of
from storage.kinds import Openness
from storage.models import Cycle, Initiative, KeyResult, Objective
from storage.objectives import initiative_by_id, objective_by_id


def held_objective(session: Session, caller: Caller, rights: Rights, objective_id: int) -> Objective:
    """UserError for one that the caller may not change, or whose cycle is closed."""
    found = _open(session, caller, rights, objective_id)
    rights.demand(Action.EDIT, found.team_id, [found.owner_id])
    return found


def held_key_result(
    session: Session, caller: Caller, rights: Rights, objective_id: int, key_result_id: int
) -> tuple[Objective, KeyResult]:
    """Also for the owner of the objective."""
    objective = _open(session, caller, rights, objective_id)
    found = key_result_by_id(session, caller.workspace.id, key_result_id)
    if found is None or found.objective_id != objective.id:
        raise UserError("author.gone")
    rights.demand(Action.EDIT, objective.team_id, [objective.owner_id, found.owner_id])
    return objective, found


def held_initiative(
    session: Session, caller: Caller, rights: Rights, objective_id: int, initiative_id: int
) -> tuple[Objective, Initiative | None]:
    """None for a new one, which whoever may change the objective, or one of its key results, may add."""
    objective = _open(session, caller, rights, objective_id)
    workspace = caller.workspace.id
    rows = [row for row, *_ in key_results_of(session, workspace, [objective.id])]
    if not initiative_id:
        rights.demand(Action.EDIT, objective.team_id, [objective.owner_id, *(row.owner_id for row in rows)])
        return objective, None
    found = initiative_by_id(session, workspace, initiative_id)
    if found is None or found.objective_id != objective.id:
        raise UserError("author.gone")
    above = [row.owner_id for row in rows if row.id == found.key_result_id]
    rights.demand(Action.EDIT, objective.team_id, [objective.owner_id, found.owner_id, *above])
    return objective, found


def _open(session: Session, caller: Caller, rights: Rights, objective_id: int) -> Objective:
    found = objective_by_id(session, caller.workspace.id, objective_id)
    if found is None:
        raise UserError("author.gone")
    if not seen(session, rights, found):
        raise UserError("objectives.unknown_id", id=found.number)
    if session.get_one(Cycle, found.cycle_id).state is Openness.CLOSED:
        raise UserError("author.cycle_closed")
    return found
