"""The tables. Every row but a workspace belongs to one workspace.

Table classes do not validate what Python puts in: the CHECKs here are the last line,
validation at the edge the first.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, Index, MetaData, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import SECRET, document, instant, one_of, reference
from storage.kinds import (
    AuditAction,
    DeliveryKind,
    DeliveryState,
    DigestTime,
    Direction,
    Formula,
    HintState,
    Kind,
    Level,
    Openness,
    Outcome,
    PartState,
    Rank,
    ReplyState,
    Signature,
    Source,
    Surface,
    Visibility,
    Zone,
)

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata


def unique(*columns: str) -> UniqueConstraint:
    return UniqueConstraint(*columns)


def check(name: str, rule: str) -> CheckConstraint:
    return CheckConstraint(rule, name=name)


class Workspace(SQLModel, table=True):
    """A company's Slack. An empty Slack id marks the unnamed one that the first run takes over.

    `paused_by` is Slack's error while it refuses the token: nothing is sent before `paused_until`. From
    `uninstalled_at` on the app is no longer there: nothing is sent, nobody is answered. Where many messages wait one
    `sender` at a time posts them, until `sender_until` by the database's clock: Slack's pace is kept by one process.
    """

    id: int = Field(default=None, primary_key=True)
    slack_id: str = Field(unique=True, max_length=32)
    name: str = ""
    language: str = Field(default="en", max_length=8)
    timezone: str = Field(default="UTC", max_length=64)
    bot_user: str = Field(default="", max_length=32)
    last_objective: int = 0
    paused_by: str = Field(default="", max_length=80)
    paused_until: datetime | None = instant(nullable=True)
    uninstalled_at: datetime | None = instant(nullable=True)
    sender: str = Field(default="", max_length=64)
    sender_until: datetime | None = instant(nullable=True)


class Person(SQLModel, table=True):
    """`unreachable` is Slack's error where it takes no direct message for them. Language and zone are Slack's unless
    the person chose their `own`; reminders come from `remind_from` to `remind_to`, hours of the day. An admin may want
    a `company_digest` each week."""

    __table_args__ = (unique("workspace_id", "slack_id"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    slack_id: str = Field(max_length=32)
    name: str = ""
    timezone: str = Field(default="", max_length=64)
    language: str = Field(default="", max_length=8)
    active: bool = True
    guest: bool = False
    stranger: bool = False
    admin: bool = False
    own_language: bool = False
    own_timezone: bool = False
    remind_from: int | None = None
    remind_to: int | None = None
    company_digest: bool = False
    unreachable: str = Field(default="", max_length=80)
    read_at: datetime | None = instant(nullable=True)


class Team(SQLModel, table=True):
    """`holidays` names a country, or a part of one ("DE", "DE-BY"), whose public holidays open no round.

    `next_at` is when the clock has to look at the team again, none for at once.
    """

    __table_args__ = (
        unique("workspace_id", "name"),
        check("weekday", "weekday BETWEEN 0 AND 6"),
        check("every", "every IN (1, 2, 4)"),
        check("due_hours", "due_hours > 0"),
    )

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    name: str
    channel: str = Field(default="", max_length=80)
    lead_id: int = reference("person")
    language: str = Field(default="en", max_length=8)
    timezone: str = Field(default="UTC", max_length=64)
    weekday: int = 4
    at: time = time(10, 0)
    zone: Zone = Field(default=Zone.PERSON, sa_type=one_of(Zone))
    every: int = 1
    due_hours: float = 6
    remind_hours: list[float] = document()
    digest_when: DigestTime = Field(default=DigestTime.EARLY, sa_type=one_of(DigestTime))
    name_missing: bool = False
    holidays: str = Field(default="", max_length=16)
    next_at: datetime | None = instant(index=True, nullable=True)


class TeamMember(SQLModel, table=True):
    __tablename__ = "team_member"

    workspace_id: int = reference("workspace")
    team_id: int = Field(foreign_key="team.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)


class Away(SQLModel, table=True):
    """Days, both included, on which a person is not asked."""

    __table_args__ = (unique("person_id", "first", "last"), check("days", "first <= last"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    person_id: int = reference("person", index=False)
    first: date
    last: date
    at: datetime = instant()


class AwayHint(SQLModel, table=True):
    """Days on which a person's status in Slack says that they are away."""

    __tablename__ = "away_hint"
    __table_args__ = (unique("person_id", "first", "last"), check("days", "first <= last"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    person_id: int = reference("person", index=False)
    first: date
    last: date
    state: HintState = Field(default=HintState.ASKED, sa_type=one_of(HintState))
    at: datetime = instant()


class Cycle(SQLModel, table=True):
    __table_args__ = (unique("workspace_id", "name"), check("days", "first <= last"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    name: str = Field(max_length=80)
    first: date
    last: date
    state: Openness = Field(default=Openness.OPEN, sa_type=one_of(Openness))
    closed_at: datetime | None = instant(nullable=True)


class Objective(SQLModel, table=True):
    """`carried_from_id` is the objective of an earlier cycle that it goes on with. What is archived is closed too."""

    __table_args__ = (
        unique("workspace_id", "number"),
        unique("cycle_id", "title"),
        check("weight", "weight > 0"),
    )

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    number: int
    key: str | None = Field(default=None, max_length=80)
    title: str
    level: Level = Field(sa_type=one_of(Level))
    team_id: int = reference("team")
    owner_id: int = reference("person")
    cycle_id: int = reference("cycle")
    parent_id: int | None = reference("objective", nullable=True)
    visibility: Visibility = Field(default=Visibility.OPEN, sa_type=one_of(Visibility))
    weight: float = 1
    rollup: bool = False
    state: Openness = Field(default=Openness.OPEN, sa_type=one_of(Openness))
    last_key_result: int = 0
    carried_from_id: int | None = reference("objective", nullable=True, index=False)
    archived_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


class KeyResult(SQLModel, table=True):
    """What is measured: `start` to `target`, `low` to `high`, steps, or nothing yet.

    `relative_target` (0.25 = +25 %) waits for a start, which a KPI may supply. At the close of its cycle it gets a
    `grade`, with a note where that is not what was suggested, or on why it was missed.
    """

    __tablename__ = "key_result"
    __table_args__ = (
        unique("objective_id", "number"),
        unique("objective_id", "title"),
        check("weight", "weight > 0"),
        check("change", "kind <> 'change' OR (start IS NOT NULL AND target IS NOT NULL AND start <> target)"),
        check("maintain", "kind <> 'maintain' OR low IS NOT NULL OR high IS NOT NULL"),
        check("bounds", "low IS NULL OR high IS NULL OR low <= high"),
        check("grade", "grade IS NULL OR grade BETWEEN 0 AND 1"),
    )

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    objective_id: int = reference("objective")
    number: int
    key: str | None = Field(default=None, max_length=80)
    title: str
    owner_id: int = reference("person")
    unit: str = Field(default="", max_length=40)
    kind: Kind = Field(sa_type=one_of(Kind))
    start: float | None = None
    target: float | None = None
    relative_target: float | None = None
    low: float | None = None
    high: float | None = None
    weight: float = 1
    kpi_id: int | None = reference("kpi", nullable=True)
    state: Openness = Field(default=Openness.OPEN, sa_type=one_of(Openness))
    grade: float | None = None
    grade_note: str = ""
    outcome: Outcome | None = Field(default=None, sa_type=one_of(Outcome), nullable=True)
    carried_from_id: int | None = reference("key_result", nullable=True, index=False)
    archived_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


class Step(SQLModel, table=True):
    """One step of a milestone key result."""

    __table_args__ = (unique("key_result_id", "number"), check("weight", "weight > 0"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    key_result_id: int = reference("key_result")
    number: int
    title: str
    weight: float = 1


class Initiative(SQLModel, table=True):
    __table_args__ = (unique("objective_id", "key_result_id", "title"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    objective_id: int = reference("objective")
    key_result_id: int | None = reference("key_result", nullable=True)
    title: str
    owner_id: int = reference("person")
    state: Openness = Field(default=Openness.OPEN, sa_type=one_of(Openness))
    archived_at: datetime | None = instant(nullable=True)


class Change(SQLModel, table=True):
    """History of edits to objects: one row a field."""

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    table_name: str = Field(max_length=40)
    row_id: int
    field: str = Field(max_length=40)
    before: str | None = None
    after: str | None = None
    person_id: int | None = reference("person", nullable=True)
    at: datetime = instant()


class Round(SQLModel, table=True):
    """One team, one period: opens with its first part, closes when the last is due.

    `next_at` is when the clock has to look at it again; none once it is closed.
    """

    __table_args__ = (unique("team_id", "cycle_id", "day"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    team_id: int = reference("team")
    cycle_id: int = reference("cycle")
    day: date
    final: bool = False
    opens_at: datetime = instant()
    due_at: datetime = instant()
    closed_at: datetime | None = instant(nullable=True)
    next_at: datetime | None = instant(index=True, nullable=True)


class Part(SQLModel, table=True):
    """What one person owes to one round.

    `next_at` is when the person has to be asked, reminded or given up; none once nothing is owed. No reminder comes
    before `later_at`, which the person asked for.
    """

    __table_args__ = (unique("round_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    round_id: int = reference("round")
    person_id: int = reference("person")
    opens_at: datetime = instant()
    due_at: datetime = instant()
    local_opening: str = Field(max_length=16)
    state: PartState = Field(default=PartState.PENDING, sa_type=one_of(PartState))
    prompt_id: int | None = reference("delivery", nullable=True)
    later_at: datetime | None = instant(nullable=True)
    next_at: datetime | None = instant(index=True, nullable=True)


WITH_WORDS = "(note <> '' OR blocker <> '' OR thanks_to_id IS NOT NULL)"


class CheckIn(SQLModel, table=True):
    """Append-only: an edit is a new row that supersedes, and so is taking one back, which leaves a `withdrawn` row that
    says nothing. `as_of` orders a key result's history."""

    __tablename__ = "check_in"
    __table_args__ = (
        unique("supersedes_id"),
        check("confidence", "confidence IS NULL OR confidence BETWEEN 0 AND 10"),
        Index("ix_check_in_key_result_as_of", "key_result_id", "as_of"),
        Index("ix_check_in_workspace_id_at", "workspace_id", "at", "id"),
        Index(
            "ix_check_in_with_words",
            "workspace_id",
            "at",
            sqlite_where=text(WITH_WORDS),
            postgresql_where=text(WITH_WORDS),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    key_result_id: int = reference("key_result", index=False)
    person_id: int = reference("person")
    round_id: int | None = reference("round", nullable=True)
    value: float
    done: list[int] = document()
    confidence: int | None = None
    note: str = ""
    blocker: str = ""
    thanks_to_id: int | None = reference("person", nullable=True)
    source: Source = Field(sa_type=one_of(Source))
    late: bool = False
    withdrawn: bool = False
    at: datetime = instant()
    as_of: datetime = instant()
    supersedes_id: int | None = reference("check_in", nullable=True, index=False)


class Form(SQLModel, table=True):
    """One modal for one prompt, or for an update on one's own initiative (no prompt)."""

    __table_args__ = (unique("prompt_id"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    person_id: int = reference("person")
    prompt_id: int | None = reference("delivery", nullable=True, index=False)
    created_at: datetime = instant()


class Draft(SQLModel, table=True):
    """What a person typed and has not saved, as typed."""

    __table_args__ = (unique("form_id", "key_result_id"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    form_id: int = reference("form", index=False)
    key_result_id: int = reference("key_result")
    typed: dict[str, Any] = document(dict)


class GradeDraft(SQLModel, table=True):
    """How a person means to grade a key result at the close of its cycle, as typed."""

    __tablename__ = "grade_draft"
    __table_args__ = (unique("person_id", "key_result_id"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    person_id: int = reference("person", index=False)
    key_result_id: int = reference("key_result")
    typed: dict[str, Any] = document(dict)


class Reply(SQLModel, table=True):
    """A message in which somebody answers in words, and the prompt that it answers: the check-ins it became, or why it
    could not be read, and what was told. `version` is when it was edited last. The words themselves are Slack's."""

    __table_args__ = (unique("workspace_id", "channel", "ts"), Index("ix_reply_workspace_id_at", "workspace_id", "at"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    person_id: int = reference("person")
    channel: str = Field(max_length=80)
    ts: str = Field(max_length=32)
    thread_ts: str = Field(default="", max_length=32)
    version: str = Field(default="", max_length=32)
    prompt_id: int | None = reference("delivery", nullable=True)
    state: ReplyState = Field(sa_type=one_of(ReplyState))
    checkins: list[int] = document()
    problem: str = Field(default="", max_length=80)
    told: dict[str, Any] = document(dict)
    at: datetime = instant()


class Home(SQLModel, table=True):
    """What a person's Home tab shows: the section they chose, and a digest of what was published last, with Slack's
    hash of it."""

    __table_args__ = (unique("person_id"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    person_id: int = reference("person", index=False)
    section: str = Field(default="", max_length=24)
    first: int = 0
    shown: str = Field(default="", max_length=64)
    view_hash: str = Field(default="", max_length=64)
    at: datetime = instant()


class Shown(SQLModel, table=True):
    """A KPI's number as a prompt, or the form opened from it, showed it: what a tap confirms is what was seen. Of a
    form that no prompt has opened `form_id` is known instead."""

    __table_args__ = (
        unique("prompt_id", "key_result_id", "surface"),
        unique("form_id", "key_result_id", "surface"),
        check("place", "prompt_id IS NOT NULL OR form_id IS NOT NULL"),
    )

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    prompt_id: int | None = reference("delivery", nullable=True, index=False)
    form_id: int | None = reference("form", nullable=True, index=False)
    key_result_id: int = reference("key_result")
    surface: Surface = Field(sa_type=one_of(Surface))
    value: float


class Handled(SQLModel, table=True):
    """Slack's payloads that have had their effect: a second delivery finds its key here."""

    __table_args__ = (unique("workspace_id", "key"), Index("ix_handled_workspace_id_at", "workspace_id", "at"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    key: str = Field(max_length=255)
    at: datetime = instant()


class Delivery(SQLModel, table=True):
    """One message owed to one place; its key makes it one for ever. `rank` is one of Rank."""

    __table_args__ = (
        unique("workspace_id", "key"),
        Index("ix_delivery_state_workspace_id_rank_due", "state", "workspace_id", "rank", "due"),
    )

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    kind: DeliveryKind = Field(sa_type=one_of(DeliveryKind))
    key: str = Field(max_length=120)
    subject_id: int = 0
    target: str = Field(max_length=80)
    state: DeliveryState = Field(default=DeliveryState.PENDING, sa_type=one_of(DeliveryState))
    rank: int = Field(default=Rank.REST, sa_column_kwargs={"server_default": "2"})
    tries: int = 0
    error: str = ""
    channel: str = Field(default="", max_length=80)
    ts: str = Field(default="", max_length=32)
    due: datetime = instant()
    expires: datetime | None = instant(nullable=True)
    first_try_at: datetime | None = instant(nullable=True)
    lease_until: datetime | None = instant(nullable=True)
    owner: str = Field(default="", max_length=64)
    sent_at: datetime | None = instant(nullable=True)


class Kpi(SQLModel, table=True):
    """A KPI as it was defined; `options` holds what only some formulas take (bot/kpis/definition.py)."""

    __table_args__ = (unique("workspace_id", "name"), check("min_n", "min_n >= 1"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    name: str = Field(max_length=80)
    title: str = ""
    formula: Formula = Field(sa_type=one_of(Formula))
    survey: str | None = None
    filter: dict[str, Any] = document(dict)
    window: str | None = Field(default=None, max_length=20)
    unit: str = Field(default="", max_length=40)
    direction: Direction = Field(default=Direction.UP, sa_type=one_of(Direction))
    min_n: int = 30
    options: dict[str, Any] = document(dict)


class Audit(SQLModel, table=True):
    """Who did what, without what anybody answered. `actor` is a Slack id, empty for whoever sits at the command line;
    `subject` says what it was done to, in the words of short ids and names."""

    __table_args__ = (Index("ix_audit_workspace_id_at", "workspace_id", "at"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    actor: str = Field(default="", max_length=32)
    action: AuditAction = Field(sa_type=one_of(AuditAction))
    subject: str = Field(default="", max_length=120)
    at: datetime = instant()


class ApiToken(SQLModel, table=True):
    """With which another program reads. Only its SHA-256 is kept; `private` lets it see what is private to teams."""

    __tablename__ = "api_token"
    __table_args__ = (unique("digest"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    name: str = Field(max_length=80)
    digest: str = Field(max_length=64)
    private: bool = False
    created_at: datetime = instant()
    expires_at: datetime | None = instant(nullable=True)
    revoked_at: datetime | None = instant(nullable=True)
    used_at: datetime | None = instant(nullable=True)


class Hook(SQLModel, table=True):
    """Where a survey tool brings its answers: `address` ends the URL, `secret` is encrypted. `places` tell where things
    stand in what is sent, `reading` how they are read."""

    __table_args__ = (unique("address"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    address: str = Field(max_length=32)
    survey: str = Field(max_length=80)
    signature: Signature = Field(sa_type=one_of(Signature))
    header: str = Field(default="", max_length=80)
    secret: str = Field(sa_column_kwargs={"info": SECRET})
    places: dict[str, Any] = document(dict)
    reading: dict[str, Any] = document(dict)
    created_at: datetime = instant()
    revoked_at: datetime | None = instant(nullable=True)
    used_at: datetime | None = instant(nullable=True)
