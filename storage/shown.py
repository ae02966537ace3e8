"""The KPI numbers that a prompt, its form, or a form without a prompt have shown."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from storage.kinds import Surface
from storage.models import Delivery, Form, Shown
from storage.once import add_once

Place = Delivery | Form


def keep_shown(session: Session, place: Place, surface: Surface, values: Mapping[int, float | None]) -> None:
    """What is shown now, by key result id, instead of what was; of none nothing is kept."""
    column = _column(place)
    there = col(getattr(Shown, column)) == place.id, col(Shown.surface) == surface
    if unknown := [key_result_id for key_result_id, value in values.items() if value is None]:
        session.execute(delete(Shown).where(*there, col(Shown.key_result_id).in_(unknown)))
    for key_result_id, value in values.items():
        if value is not None and not add_once(
            session, Shown, workspace_id=place.workspace_id, key_result_id=key_result_id, surface=surface,
            value=value, **{column: place.id},
        ):  # fmt: skip
            mine = (*there, col(Shown.key_result_id) == key_result_id)
            session.execute(update(Shown).where(*mine).values(value=value))


def shown_in(session: Session, place: Place) -> dict[int, dict[Surface, float]]:
    """By key result id and surface; empty for any other."""
    found: dict[int, dict[Surface, float]] = defaultdict(dict)
    query = select(col(Shown.key_result_id), col(Shown.surface), col(Shown.value))
    for key_result_id, surface, value in session.exec(query.where(col(getattr(Shown, _column(place))) == place.id)):
        found[key_result_id][surface] = value
    return found


def _column(place: Place) -> str:
    return "prompt_id" if isinstance(place, Delivery) else "form_id"
