"""Messages that many people are owed at once, in one statement each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, func, literal, select, update
from sqlmodel import Session, col

from storage.kinds import RANKS, DeliveryKind, DeliveryState, Rank
from storage.models import Delivery, Part, Person
from storage.once import Insert, insertion, table_of

BLANK = {"state": DeliveryState.PENDING, "tries": 0, "error": "", "channel": "", "ts": "", "owner": ""}

KEY = literal("prompt:") + cast(col(Part.person_id), String) + literal(":") + col(Part.local_opening)


@dataclass(frozen=True)
class Owed:
    """A message to owe, as `storage.deliveries.owe` takes it."""

    workspace_id: int
    kind: DeliveryKind
    key: str
    target: str
    subject_id: int
    due: datetime
    expires: datetime


def owe_all(session: Session, owed: Iterable[Owed]) -> None:
    """Of several with one key the first is kept, until the last of them expires."""
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for one in owed:
        row = rows.setdefault((one.workspace_id, one.key), {**_fixed(one.kind), **vars(one)})
        row["expires"] = max(row["expires"], one.expires)
    if rows:
        # In the order of their keys: two that write the same at once wait for each other in turn, not in a circle.
        session.execute(_until_the_last(insertion(session, Delivery)), [rows[place] for place in sorted(rows)])


def owe_prompts(session: Session, part_ids: Collection[int]) -> None:
    """Owes each person one prompt for all parts that open as the clock on their wall shows the same time, for as long
    as one of them is open."""
    if not part_ids:
        return
    types = table_of(Delivery).c
    columns: dict[str, Any] = {
        **{name: literal(value, types[name].type) for name, value in _fixed(DeliveryKind.PROMPT).items()},
        "workspace_id": col(Part.workspace_id),
        "key": KEY.label("key"),
        "target": col(Person.slack_id),
        "subject_id": col(Part.person_id),
        "due": func.min(Part.opens_at),
        "expires": func.max(Part.due_at),
    }
    owed = (
        select(*columns.values())
        .select_from(Part)
        .join(Person, col(Person.id) == Part.person_id)
        .where(col(Part.id).in_(part_ids))
    )
    owed = owed.group_by(col(Part.workspace_id), col(Part.person_id), col(Person.slack_id), col(Part.local_opening))
    session.execute(_until_the_last(insertion(session, Delivery).from_select(list(columns), owed.order_by("key"))))


def look_at_asked(session: Session, part_ids: Collection[int], at: datetime) -> None:
    """The next time, of parts whose prompt is owed."""
    prompt = select(col(Delivery.id)).where(col(Delivery.workspace_id) == Part.workspace_id, col(Delivery.key) == KEY)
    asked = func.coalesce(col(Part.prompt_id), prompt.scalar_subquery())
    statement = update(Part).where(col(Part.id).in_(part_ids)).values(prompt_id=asked, next_at=at)
    session.execute(statement, execution_options={"synchronize_session": False})


def _fixed(kind: DeliveryKind) -> dict[str, Any]:
    return {**BLANK, "kind": kind, "rank": RANKS.get(kind, Rank.FIRST)}


def _until_the_last(statement: Insert) -> Insert:
    """Where a key is there, its delivery stays, and expires when the last with that key does."""
    longer = statement.excluded.expires
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "key"], set_={"expires": longer}, where=col(Delivery.expires) < longer
    )
