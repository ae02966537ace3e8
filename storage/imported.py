"""Which rows count: those of an import that is still being stored do not."""

from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select

from storage.facts import Import
from storage.kinds import Openness


def visible(import_id: Any) -> ColumnElement[bool]:
    """The condition, on a column like Ticket.import_id, that a row's import is over."""
    still_open = select(Import.id).where(Import.state == Openness.OPEN)
    return or_(col(import_id).is_(None), col(import_id).not_in(still_open))
