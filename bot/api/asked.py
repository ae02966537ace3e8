"""What may be asked: parameters, each checked, and none that nobody knows."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from bot.kpis.windows import Step
from storage.checkins import Mark

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
MOST = 500


def _day(value: Any) -> date:
    if not isinstance(value, str) or not re.fullmatch(DAY, value):
        raise ValueError("write a day like 2026-11-27")
    return date.fromisoformat(value)


def _mark(written: str) -> Mark:
    passed, _, last = written.partition(".")
    return EPOCH + int(passed) * MICROSECOND, int(last)


def cursor(mark: Mark) -> str:
    """What a page's link passes on; clients only hand it back."""
    at, last = mark
    return f"{(at - EPOCH) // MICROSECOND}.{last}"


Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DAY, "examples": ["2026-11-27"]}),
]
Cursor = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{1,16}\.[0-9]{1,16}$"), Field(description="From the Link of a page.")
]


class Asked(BaseModel):
    """A parameter that nobody knows is refused: what it was to do would not happen."""

    model_config = ConfigDict(extra="forbid")


class Tabled(Asked):
    format: Literal["json", "csv"] | None = Field(None, description="Goes before the header Accept.")


class OfObjectives(Tabled):
    team: Name | None = Field(None, description="Only this team's.", examples=["Support"])
    cycle: Name | None = Field(None, description="Of this cycle, closed or not.", examples=["2026-Q4"])


class OfCheckIns(OfObjectives):
    since: Day | None = Field(None, description="From this day on, in UTC.")
    limit: int = Field(100, ge=1, le=MOST)
    cursor: Cursor | None = None

    @property
    def after(self) -> Mark | None:
        return _mark(self.cursor) if self.cursor else None


class OfKpi(Tabled):
    from_: Day | None = Field(None, alias="from", description="The first day, in the workspace's zone.")
    to: Day | None = Field(None, description="The last day, itself included.")
    by: Step | None = Field(None, description="A series as well.")
    segment: Name | None = Field(None, description="Only the rows of this segment.")
