"""The KPI numbers that a prompt and its form have shown."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from storage.kinds import Surface
from storage.models import Delivery, Shown
from storage.once import add_once


def keep_shown(session: Session, prompt: Delivery, surface: Surface, values: Mapping[int, float | None]) -> None:
    """What is shown now, by key result id, instead of what was; of none nothing is kept."""
    for key_result_id, value in values.items():
        mine = (
            col(Shown.prompt_id) == prompt.id,
            col(Shown.key_result_id) == key_result_id,
            col(Shown.surface) == surface,
        )
        if value is None:
            session.execute(delete(Shown).where(*mine))
        elif not add_once(
            session, Shown, workspace_id=prompt.workspace_id,
            prompt_id=prompt.id, key_result_id=key_result_id, surface=surface, value=value,
        ):  # fmt: skip
            session.execute(update(Shown).where(*mine).values(value=value))


def shown_in(session: Session, prompt_id: int) -> dict[int, dict[Surface, float]]:
    """By key result id and surface; empty for any other."""
    found: dict[int, dict[Surface, float]] = defaultdict(dict)
    query = select(col(Shown.key_result_id), col(Shown.surface), col(Shown.value)).where(Shown.prompt_id == prompt_id)
    for key_result_id, surface, value in session.exec(query):
        found[key_result_id][surface] = value
    return found
