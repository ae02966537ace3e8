"""Where people stand in the tables, and what becomes of each place when a person is forgotten.

This is the one place that knows. A column that refers to people, or that holds words, stands in `FATES`, in `BLANK` or,
with the reason why it stays, in `KEPT`: what a person gets as a file and what is erased of them follow from it.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import Enum, auto
from typing import Any, NamedTuple

from sqlalchemy import JSON, Column, ColumnElement, String, Table, and_, or_, select
from sqlalchemy import Enum as Sets
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import AutoString

from storage import facts, installations  # noqa: F401 - their tables belong to the metadata
from storage.kinds import DeliveryKind
from storage.models import CheckIn, Delivery, Person, Reply, metadata
from storage.once import table_of


class Fate(Enum):
    """Of what refers to a person who is forgotten."""

    GOES = auto()
    """The row goes, and all that hangs on it."""
    SOMEONE = auto()
    """The row stays without its words, and is of someone who left."""
    NOBODY = auto()
    """The row, which is somebody else's, stays and refers to nobody."""
    HANDED = auto()
    """The row gets another owner."""


FATES: Mapping[str, Fate] = {
    "team.lead_id": Fate.HANDED,
    "team_member.person_id": Fate.GOES,
    "away.person_id": Fate.GOES,
    "away_hint.person_id": Fate.GOES,
    "objective.owner_id": Fate.HANDED,
    "key_result.owner_id": Fate.HANDED,
    "initiative.owner_id": Fate.HANDED,
    "change.person_id": Fate.SOMEONE,
    "part.person_id": Fate.GOES,
    "check_in.person_id": Fate.SOMEONE,
    "check_in.thanks_to_id": Fate.NOBODY,
    "form.person_id": Fate.GOES,
    "grade_draft.person_id": Fate.GOES,
    "reply.person_id": Fate.GOES,
    "home.person_id": Fate.GOES,
    "dropped_file.person_id": Fate.GOES,
    "delivery.target": Fate.GOES,
    "audit.actor": Fate.SOMEONE,
    "slack_installations.user_id": Fate.SOMEONE,
}
"""Every foreign key to a person, and every column with a person's Slack id."""
BLANK: Mapping[str, Mapping[str, Any]] = {"check_in": {"note": "", "blocker": "", "thanks_to_id": None}}
"""The words of rows that stay."""
PLAN = (
    "objective.title", "objective.key", "key_result.title", "key_result.key", "key_result.unit", "step.title",
    "initiative.title", "cycle.name", "team.name", "kpi.name", "kpi.title", "kpi.unit",
)  # fmt: skip
WORDED = (*PLAN, "key_result.grade_note", "change.before", "change.after", "check_in.note", "check_in.blocker")
"""Where words of colleagues stand that may name a person."""
KEPT: Mapping[str, Collection[str]] = {
    "the plan is the company's": PLAN,
    "the plan's history: words of theirs in it go by their author": (
        "change.table_name", "change.field", "change.before", "change.after", "key_result.grade_note",
    ),
    "settings of a team, a KPI or the workspace": (
        "team.channel", "team.language", "team.timezone", "team.remind_hours", "team.holidays",
        "kpi.survey", "kpi.filter", "kpi.window", "kpi.options",
        "workspace.*",
    ),
    "numbers": ("check_in.done",),
    "marks of Slack's payloads, which name nobody, and go where one does": ("handled.key",),
    "a delivery to a channel; those to the person go": (
        "delivery.key", "delivery.error", "delivery.channel", "delivery.ts", "delivery.owner",
    ),
    "what was done, in short ids and names": ("audit.subject",),
    "customers are no colleagues: their rows come and go with the files they came in": (
        "survey.*", "survey_answer.*", "survey_day.*", "ticket.*", "customer.*", "purchase.*", "review.*",
        "kpi_value.*", "import.*",
    ),
    "programs, which are nobody": ("api_token.*", "hook.*"),
    "the app in its workspace": ("slack_bots.*", "slack_installations.*", "slack_oauth_states.*"),
}  # fmt: skip
"""Columns with words that stay as they are, by the reason why."""


class Whom(NamedTuple):
    """A person, the conversations that nobody but they and the bot have (ids of Slack's), and what the bot owed and
    owes them or, about them, others: ids of deliveries, looked for once."""

    workspace_id: int
    id: int
    slack_id: str
    conversations: tuple[str, ...] = ()
    deliveries: tuple[int, ...] = ()


def whom(session: Session, person: Person) -> Whom:
    told = select(Delivery.channel).where(Delivery.workspace_id == person.workspace_id)  # type: ignore[call-overload]
    told = told.where(Delivery.target == person.slack_id, Delivery.channel != "")
    wrote = select(Reply.channel).where(Reply.person_id == person.id)  # type: ignore[call-overload]
    found = {*session.execute(told).scalars(), *session.execute(wrote).scalars()}
    one = Whom(person.workspace_id, person.id, person.slack_id, tuple(sorted(found)))
    return one._replace(deliveries=_owed_to(session, one))


def is_worded(column: Column[Any]) -> bool:
    """Whether it holds text, or a document, rather than numbers, instants or a closed set."""
    return isinstance(column.type, (String, AutoString, JSON)) and not isinstance(column.type, Sets)


def places(*fates: Fate) -> Iterator[Column[Any]]:
    """The columns with one of the fates; where tables depend on each other, the one that refers comes first."""
    for table in reversed(metadata.sorted_tables):
        yield from (column for column in table.columns if FATES.get(str(column)) in fates)


def is_theirs(column: Column[Any], one: Whom) -> ColumnElement[bool]:
    """Whether a column of FATES refers to the person."""
    here: ColumnElement[bool] = column.table.c.workspace_id == one.workspace_id
    if column.table is table_of(Delivery):
        return and_(here, column.table.c.id.in_(one.deliveries))
    return and_(here, column == (one.id if column.foreign_keys else one.slack_id))


def goes(table: Table, one: Whom) -> ColumnElement[bool] | None:
    """Which rows of a table are the person's alone: their own, and what hangs on those. None where none can be."""
    found = [is_theirs(column, one) for column in table.columns if FATES.get(str(column)) is Fate.GOES]
    for column in table.columns:
        for key in column.foreign_keys:
            parent = key.column.table
            if parent is not table and (gone := goes(parent, one)) is not None:
                found.append(column.in_(select(parent.c.id).where(gone)))
    return or_(*found) if found else None


def _owed_to(session: Session, one: Whom) -> tuple[int, ...]:
    """Messages to the person, about what they left, and about the thanks they gave or got."""
    c = table_of(Delivery).c
    check_ins = select(col(CheckIn.id)).where(
        col(CheckIn.workspace_id) == one.workspace_id,
        or_(col(CheckIn.person_id) == one.id, col(CheckIn.thanks_to_id) == one.id),
    )
    theirs = or_(
        c.target.in_([one.slack_id, *one.conversations]),
        and_(c.kind == DeliveryKind.HANDOVER, c.subject_id == one.id),
        and_(c.kind == DeliveryKind.THANKS, c.subject_id.in_(check_ins)),
    )
    return tuple(session.execute(select(c.id).where(c.workspace_id == one.workspace_id, theirs)).scalars())
