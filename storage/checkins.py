"""Check-ins, the forms they are typed into, and the drafts that forms keep."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.key_results import NEWER
from storage.kinds import Visibility
from storage.models import CheckIn, Draft, Form, Handled, KeyResult, Objective, Person, Round, Team
from storage.once import add_once


def answers_of(session: Session, workspace_id: int, person_id: int, ids: Collection[int]) -> list[CheckIn]:
    """Those of the check-ins that the person made, the newest first."""
    query = select(CheckIn).where(CheckIn.workspace_id == workspace_id, CheckIn.person_id == person_id)
    return list(session.exec(query.where(col(CheckIn.id).in_(ids)).order_by(col(CheckIn.id).desc())))


def newest_instead(session: Session, row: CheckIn) -> CheckIn:
    """The last of those that supersede a check-in, one the other; the row itself where none does."""
    while newer := session.exec(select(CheckIn).where(CheckIn.supersedes_id == row.id)).first():
        row = newer
    return row


def form_of(session: Session, workspace_id: int, person_id: int, prompt_id: int | None, now: datetime) -> Form:
    """The one form of a prompt or, without one, of what a person says on their own initiative, for which the person is
    held; made when it is opened first."""
    mine = select(Form).where(Form.workspace_id == workspace_id, Form.person_id == person_id)
    mine = mine.where(col(Form.prompt_id) == prompt_id)
    found = session.exec(mine).first()
    if found is None:
        add_once(session, Form, workspace_id=workspace_id, person_id=person_id, prompt_id=prompt_id, created_at=now)
        found = session.exec(mine).one()
    return found


def form_by_id(session: Session, workspace_id: int, form_id: int) -> Form | None:
    query = select(Form).where(Form.workspace_id == workspace_id, Form.id == form_id)
    return session.exec(query).one_or_none()


def drafts_of(session: Session, form_id: int) -> dict[int, dict[str, Any]]:
    """What was typed into a form and not saved, by key result id."""
    query = select(Draft).where(Draft.form_id == form_id)
    return {draft.key_result_id: draft.typed for draft in session.exec(query)}


def keep_draft(session: Session, form: Form, key_result_id: int, typed: dict[str, Any]) -> None:
    query = select(Draft).where(Draft.form_id == form.id, Draft.key_result_id == key_result_id)
    draft = session.exec(query).one_or_none()
    if draft is None:
        draft = Draft(workspace_id=form.workspace_id, form_id=form.id, key_result_id=key_result_id)
    draft.typed = typed
    session.add(draft)


def form_ids(session: Session, person_id: int, prompt_id: int | None) -> list[int]:
    """The form of a prompt, if there is one, and the person's form without a prompt."""
    query = select(col(Form.id)).where(Form.person_id == person_id)
    return list(session.exec(query.where(or_(col(Form.prompt_id).is_(None), col(Form.prompt_id) == prompt_id))))


def drop_drafts(session: Session, forms: Collection[int], key_result_ids: Iterable[int]) -> None:
    """Forgets what was typed of the key results into the forms."""
    if not forms:
        return
    query = select(Draft).where(col(Draft.form_id).in_(forms))
    for draft in session.exec(query.where(col(Draft.key_result_id).in_(list(key_result_ids)))):
        session.delete(draft)


def was_handled(session: Session, workspace_id: int, key: str) -> bool:
    query = select(Handled.id).where(Handled.workspace_id == workspace_id, Handled.key == key)
    return session.exec(query).first() is not None


def first_time(session: Session, workspace_id: int, key: str, now: datetime) -> bool:
    """Marks one of Slack's payloads as handled; false when it already was."""
    return add_once(session, Handled, workspace_id=workspace_id, key=key, at=now)


def thanks_in_round(session: Session, round_id: int) -> list[tuple[Person, Person]]:
    """Who thanked whom in the standing check-ins of a round: each once, and nobody themselves."""
    query = select(CheckIn.person_id, CheckIn.thanks_to_id).outerjoin(NEWER, col(NEWER.supersedes_id) == CheckIn.id)
    query = query.where(CheckIn.round_id == round_id, col(NEWER.id).is_(None), col(CheckIn.withdrawn).is_(False))
    pairs = dict.fromkeys(
        session.exec(query.where(CheckIn.thanks_to_id != CheckIn.person_id).order_by(col(CheckIn.id)))
    )
    return [(session.get_one(Person, giver), session.get_one(Person, taker)) for giver, taker in pairs]


class CheckInRow(NamedTuple):
    """A check-in with all that it refers to, and the one that supersedes it."""

    checkin: CheckIn
    key_result: KeyResult
    objective: Objective
    team: Team
    person: Person
    round: Round | None
    thanked: Person | None
    newer: CheckIn | None


Mark = tuple[datetime, int]
"""Where a page of check-ins ends: the instant of its last one, and its id."""


def checkins_of(
    session: Session,
    workspace_id: int,
    team_id: int | None = None,
    since: datetime | None = None,
    *,
    cycle_id: int | None = None,
    only_open: bool = False,
    after: Mark | None = None,
    limit: int | None = None,
) -> list[CheckInRow]:
    """All of them, superseded ones too, oldest first; a row that takes one back is none. `only_open` leaves out what is
    private to a team."""
    newer, thanked = aliased(CheckIn), aliased(Person)
    query = (
        select(CheckIn, KeyResult, Objective, Team, Person, Round, thanked, newer)  # type: ignore[call-overload]
        .join(KeyResult, col(KeyResult.id) == CheckIn.key_result_id)
        .join(Objective, col(Objective.id) == KeyResult.objective_id)
        .join(Team, col(Team.id) == Objective.team_id)
        .join(Person, col(Person.id) == CheckIn.person_id)
        .outerjoin(Round, col(Round.id) == CheckIn.round_id)
        .outerjoin(thanked, thanked.id == CheckIn.thanks_to_id)
        .outerjoin(newer, newer.supersedes_id == CheckIn.id)
        .where(CheckIn.workspace_id == workspace_id, col(CheckIn.withdrawn).is_(False))
        .order_by(col(CheckIn.at), col(CheckIn.id))
    )
    if team_id is not None:
        query = query.where(Objective.team_id == team_id)
    if since is not None:
        query = query.where(CheckIn.at >= since)
    if cycle_id is not None:
        query = query.where(Objective.cycle_id == cycle_id)
    if only_open:
        query = query.where(Objective.visibility == Visibility.OPEN)
    if after is not None:
        at, last = after
        query = query.where(CheckIn.at >= at, or_(col(CheckIn.at) > at, col(CheckIn.id) > last))
    return [CheckInRow(*row) for row in session.exec(query.limit(limit))]
