"""What the API answers, field by field: the documents that `okrbot ... --json` prints."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.kpis.options import Hours, Keep, Sentiment, Source, Stat
from bot.kpis.windows import Step
from bot.rules.attention import Reason, Status
from bot.rules.pace import Pace
from storage.kinds import Direction, Formula, Kind, Level, Openness
from storage.kinds import Source as From

Day = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-11-27"])]
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=["2026-11-27T07:04:00+00:00"])]
ShortId = Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+$", examples=["2.1"])]
SlackId = Annotated[str, Field(description="A person's id in Slack.", examples=["U0ANNA"])]
Share = Annotated[float, Field(description="A fraction: 1.2 is 120 %.", examples=[0.45])]


class Document(BaseModel):
    """A field beyond these is a mistake of ours."""

    model_config = ConfigDict(extra="forbid")


class Attention(Document):
    code: Reason
    text: str


class Forecast(Document):
    """The value at the cycle's end, and the range that holds it in four of five cases."""

    value: float
    low: float
    high: float


class Milestone(Document):
    number: int
    title: str
    weight: float
    done: bool


class KeyResult(Document):
    """`min` and `max` stand with maintain, `steps` with milestone."""

    id: ShortId
    title: str
    owner: SlackId
    kind: Kind
    unit: str
    start: float | None
    target: float | None
    min: float | None = None
    max: float | None = None
    steps: list[Milestone] | None = None
    value: float | None
    progress: Share | None
    confidence: int | None = Field(ge=0, le=10)
    pace: Pace | None
    expected: Share | None
    attention: list[Attention]
    forecast: Forecast | None
    kpi: str | None


class Initiative(Document):
    title: str
    owner: SlackId
    state: Openness
    key_result: ShortId | None


class Objective(Document):
    id: str = Field(examples=["2"])
    title: str
    level: Level
    team: str
    owner: SlackId
    cycle: str
    parent: str | None = Field(description="The objective that this one supports.")
    score: Share | None
    status: Status
    key_results: list[KeyResult]
    initiatives: list[Initiative]


class Okrs(Document):
    objectives: list[Objective]


class CheckIn(Document):
    """`superseded` by a later one that corrects it."""

    key_result: ShortId
    person: SlackId
    round: str | None = Field(description="Team and opening day; none for an update on one's own initiative.")
    value: float
    confidence: int | None = Field(ge=0, le=10)
    note: str
    blocker: str
    thanks: SlackId | None
    at: Instant
    state: Literal["on_time", "late"]
    superseded: bool
    from_: From = Field(alias="from")


class CheckIns(Document):
    checkins: list[CheckIn]


class Numbers(Document):
    """`low` and `high` are the interval at 95 %."""

    value: float | None
    n: int
    low: float | None
    high: float | None


class Point(Numbers):
    period: str = Field(examples=["2026-W48"])
    from_: Day = Field(alias="from")
    to: Day


class Kpi(Numbers):
    """No answers are no number: `value` is null then. Marks such as `undated` stand only where they hold."""

    kpi: str
    formula: Formula
    unit: str
    from_: Day | None = Field(alias="from")
    to: Day | None
    newest: str | None = Field(description="When the newest row is from: an instant, or a day.")
    source: str
    too_few: bool
    provisional: bool = False
    inverted: bool = False
    undated: bool = False
    stat: Stat | None = None
    mean: float | None = None
    median: float | None = None
    p90: float | None = None
    not_yet: float | None = None
    series: list[Point]


class Definition(Document):
    """Every field that a file may give a KPI."""

    name: str
    title: str
    formula: Formula
    survey: str | None
    filter: dict[str, str]
    window: str | None
    unit: str
    direction: Direction
    min_n: int
    source: Source | None
    stat: Stat | None
    hours: Hours | None
    margin: float | None
    period: Step | None
    keep: Keep | None
    scale: str | None
    top: int | None
    lost: list[str] | None
    present: list[str] | None
    solved: list[str] | None
    sentiment: Sentiment | None
    within: str | None
    segment: str | None


class Kpis(Document):
    kpis: list[Definition]


class CheckInRule(Document):
    day: str = Field(examples=["fri"])
    time: str = Field(examples=["10:00"])
    zone: Literal["person", "team"]
    every: int
    due_hours: float
    remind_hours: list[float]
    holidays: str | None = None


class DigestRule(Document):
    when: Literal["early", "deadline"]
    name_missing: bool


class Team(Document):
    name: str
    channel: str | None = None
    lead: SlackId
    members: list[SlackId] | None = None
    language: str | None = None
    timezone: str | None = None
    checkin: CheckInRule
    digest: DigestRule


class Teams(Document):
    teams: list[Team]


class Cycle(Document):
    name: str
    from_: Day = Field(alias="from")
    to: Day
    state: Openness


class Cycles(Document):
    cycles: list[Cycle]


class DigestKpi(Kpi):
    changed: bool = Field(description="By more than noise since the window before.")


class Thanks(Document):
    from_: SlackId = Field(alias="from")
    to: SlackId


class Digest(Okrs):
    """The newest round of a team as it stands now. `missing` is null where the team names nobody."""

    team: str
    cycle: str
    round: str = Field(examples=["Support 2026-11-27"])
    answered: int
    asked: int
    missing: list[SlackId] | None
    score: Share | None
    expected: Share | None
    change: Share | None = Field(description="Of the score, since the round before.")
    thanks: list[Thanks]
    kpis: list[DigestKpi]
