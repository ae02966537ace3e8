"""Who thanked whom for what, however often the answer that says so was changed or taken back."""

from datetime import timedelta

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.models import CheckIn

ONE_THANKS = timedelta(days=1)
"""Outside rounds the same words within so long are one."""


def earlier_thanks(session: Session, row: CheckIn) -> list[CheckIn]:
    """What thanked the same person for the same before a check-in did, whether it still stands or not."""
    return list(session.exec(_alike(row).where(col(CheckIn.id) < row.id)))


def standing_thanks(session: Session, row: CheckIn) -> CheckIn | None:
    """What thanks the same person for the same now."""
    newer = aliased(CheckIn)
    query = _alike(row).outerjoin(newer, col(newer.supersedes_id) == CheckIn.id)
    return session.exec(query.where(col(newer.id).is_(None), col(CheckIn.withdrawn).is_(False))).first()


def _alike(row: CheckIn) -> SelectOfScalar[CheckIn]:
    query = select(CheckIn).where(CheckIn.workspace_id == row.workspace_id, CheckIn.person_id == row.person_id)
    query = query.where(CheckIn.key_result_id == row.key_result_id, CheckIn.thanks_to_id == row.thanks_to_id)
    if row.round_id is not None:
        query = query.where(CheckIn.round_id == row.round_id)
    else:
        near = col(CheckIn.at).between(row.at - ONE_THANKS, row.at + ONE_THANKS)
        query = query.where(col(CheckIn.round_id).is_(None), near)
    return query.order_by(col(CheckIn.id))
