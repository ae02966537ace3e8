"""The tables that KPIs are computed from: answers, tickets, customers, orders, reviews, numbers sent in.

Rows come from imports. `import_id` names the one that brought a row: while that import is still open its rows
count nowhere. It is no foreign key, for one would be looked up for each of a million rows.
`day` is the local day of `at` in the workspace's zone.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.columns import document, instant, one_of, reference
from storage.kinds import DroppedState, ImportKind, Openness
from storage.models import check, unique


class Import(SQLModel, table=True):
    """One file taken in. Large ones are stored in steps: their rows are visible once the import is closed."""

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    kind: ImportKind = Field(sa_type=one_of(ImportKind))
    name: str = Field(default="", max_length=80)
    state: Openness = Field(default=Openness.OPEN, sa_type=one_of(Openness))
    at: datetime = instant()
    lease_until: datetime = instant()


class DroppedFile(SQLModel, table=True):
    """A file that somebody sent the bot in a direct message, and what becomes of it.

    `file` and `message` are Slack's ids of the two, `words` stood beside the file. `choices` were made since,
    `told` is what the bot made of the file, or what the import counted.
    """

    __tablename__ = "dropped_file"
    __table_args__ = (unique("workspace_id", "message", "file"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    person_id: int = reference("person")
    file: str = Field(max_length=32)
    message: str = Field(max_length=32)
    name: str = ""
    words: str = ""
    state: DroppedState = Field(default=DroppedState.SENT, sa_type=one_of(DroppedState))
    choices: dict[str, Any] = document(dict)
    told: dict[str, Any] = document(dict)
    at: datetime = instant()


class Survey(SQLModel, table=True):
    """`asked` is how many people got the survey, where somebody said so; `inverted`: high means more effort."""

    __table_args__ = (unique("workspace_id", "name"), check("scale", "low < high"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace")
    name: str = Field(max_length=80)
    low: float
    high: float
    inverted: bool = False
    asked: int | None = None
    source: str = ""


class SurveyAnswer(SQLModel, table=True):
    """One respondent's row; `score` is none where the question was left open, `complete` where nothing tells."""

    __tablename__ = "survey_answer"
    __table_args__ = (unique("survey_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    survey_id: int = reference("survey", index=False)
    key: str = Field(max_length=80)
    score: float | None = None
    at: datetime | None = instant(nullable=True)
    day: date | None = None
    segment: str = ""
    respondent: str = ""
    comment: str = ""
    complete: bool | None = None
    import_id: int | None = None


class SurveyDay(SQLModel, table=True):
    """The lossless daily histogram: how many rows of a survey are alike in everything but who answered.

    Kept in the transaction that stores the rows; `newest_at` is the latest of them.
    """

    __tablename__ = "survey_day"
    __table_args__ = (
        # All that counting scores needs, in the order it is counted in: no row is looked up, nothing is sorted.
        Index("ix_survey_day_scores", "survey_id", "day", "score", "n", "workspace_id"),
        check("n", "n > 0"),
    )

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    survey_id: int = reference("survey", index=False)
    day: date | None = None
    segment: str = ""
    score: float | None = None
    complete: bool | None = None
    n: int
    newest_at: datetime | None = instant(nullable=True)


class Ticket(SQLModel, table=True):
    """One ticket; durations are whole seconds from `created_at`, none while it has not happened.

    `recontact_seconds` run from the solution to the first later reopening or customer's reply. The business ones
    leave out nights and weekends (bot/rules/business_hours.py).
    """

    __table_args__ = (
        unique("workspace_id", "external_id"),
        Index("ix_ticket_day", "workspace_id", "created_day"),
    )

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    external_id: str = Field(max_length=80)
    created_at: datetime = instant()
    created_day: date
    solved_at: datetime | None = instant(nullable=True)
    solved_day: date | None = None
    first_reply_at: datetime | None = instant(nullable=True)
    reopened_at: datetime | None = instant(nullable=True)
    customer_reply_at: datetime | None = instant(nullable=True)
    first_reply_seconds: int | None = None
    first_reply_business_seconds: int | None = None
    resolution_seconds: int | None = None
    resolution_business_seconds: int | None = None
    handle_seconds: int | None = None
    recontact_seconds: int | None = None
    tier: str = Field(default="", max_length=40)
    status: str = Field(default="", max_length=40)
    segment: str = ""
    import_id: int | None = None


class Customer(SQLModel, table=True):
    """One customer, or a session that may become one; `first` and `last` are the period that flags without dates
    are about. A day is none where the file has no such date, a flag where it does not say."""

    __table_args__ = (unique("workspace_id", "external_id"), Index("ix_customer_start", "workspace_id", "start_day"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    external_id: str = Field(max_length=80)
    start_at: datetime | None = instant(nullable=True)
    start_day: date | None = None
    end_at: datetime | None = instant(nullable=True)
    end_day: date | None = None
    activated_at: datetime | None = instant(nullable=True)
    first_value_at: datetime | None = instant(nullable=True)
    activated: bool | None = None
    lost: bool | None = None
    retained: bool | None = None
    converted: bool | None = None
    status: str = Field(default="", max_length=40)
    segment: str = ""
    first: date | None = None
    last: date | None = None
    import_id: int | None = None


class Purchase(SQLModel, table=True):
    """One order of a customer; `refunded` and `margin` (gross profit) are money like `amount`."""

    __table_args__ = (unique("workspace_id", "external_id"), Index("ix_purchase_day", "workspace_id", "day"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    external_id: str = Field(max_length=80)
    customer: str = Field(max_length=80)
    at: datetime | None = instant(nullable=True)
    day: date | None = None
    amount: float
    refunded: float = 0
    margin: float | None = None
    import_id: int | None = None


class Review(SQLModel, table=True):
    """One public review; `sentiment` is negative, neutral, positive, or empty where only the rating tells."""

    __table_args__ = (unique("workspace_id", "external_id"), Index("ix_review_day", "workspace_id", "day"))

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    external_id: str = Field(max_length=80)
    at: datetime | None = instant(nullable=True)
    day: date | None = None
    rating: float | None = None
    sentiment: str = Field(default="", max_length=40)
    text: str = ""
    import_id: int | None = None


class KpiValue(SQLModel, table=True):
    """One day of a dated series that was sent in."""

    __tablename__ = "kpi_value"
    __table_args__ = (unique("kpi_id", "day"),)

    id: int = Field(default=None, primary_key=True)
    workspace_id: int = reference("workspace", index=False)
    kpi_id: int = reference("kpi", index=False)
    day: date
    value: float
    import_id: int | None = None
