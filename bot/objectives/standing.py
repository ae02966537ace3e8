"""How an objective and its key results stand at an instant: plain values, no session behind them."""

from dataclasses import dataclass
from datetime import date

from bot.rules.attention import Reason, Status
from bot.rules.forecast import Forecast
from bot.rules.pace import CycleDays, Pace
from bot.rules.progress import Measure, RollUp
from storage.key_results import Answer
from storage.kinds import Kind, Level, Openness, Outcome, Visibility


@dataclass(frozen=True)
class Owner:
    id: int
    slack_id: str
    name: str


@dataclass(frozen=True)
class StepStanding:
    number: int
    title: str
    weight: float
    done: bool


@dataclass(frozen=True)
class KeyResultStanding:
    """`history` is oldest first; progress and expected are fractions, the forecast is in the unit. `created` is the day
    where the team is."""

    id: int
    short_id: str
    title: str
    owner: Owner
    unit: str
    kind: Kind
    measure: Measure
    weight: float
    state: Openness
    created: date
    kpi_id: int | None
    kpi: str | None
    steps: tuple[StepStanding, ...]
    history: tuple[Answer, ...]
    progress: float | None
    expected: float | None
    pace: Pace | None
    reasons: tuple[Reason, ...]
    status: Status
    forecast: Forecast | None
    grade: float | None = None
    grade_note: str = ""
    outcome: Outcome | None = None
    carried_from_id: int | None = None

    @property
    def last(self) -> Answer | None:
        return self.history[-1] if self.history else None

    @property
    def verdict(self) -> Pace | None:
        """The pace as people are told it: none after two silent periods, for silence is never green."""
        return None if Reason.STALE in self.reasons else self.pace

    @property
    def value(self) -> float | None:
        return self.last.value if self.last else None

    @property
    def confidence(self) -> int | None:
        return self.last.confidence if self.last else None


@dataclass(frozen=True)
class InitiativeStanding:
    title: str
    owner: Owner
    state: Openness
    key_result_id: int | None


@dataclass(frozen=True)
class Above:
    """The objective that another one supports: what tells who may see it."""

    number: int
    team_id: int
    owners: frozenset[int]
    visibility: Visibility


@dataclass(frozen=True)
class ObjectiveStanding:
    """`score` rolls up the key results, and the aligned objectives where it was asked to. What a closed cycle holds is
    closed too."""

    id: int
    number: int
    title: str
    level: Level
    owner: Owner
    team_id: int
    team: str
    cycle_id: int
    cycle: str
    days: CycleDays
    today: date
    parent: int | None
    visibility: Visibility
    state: Openness
    weight: float
    score: RollUp
    status: Status
    key_results: tuple[KeyResultStanding, ...]
    initiatives: tuple[InitiativeStanding, ...]
    above: Above | None = None

    @property
    def owners(self) -> frozenset[int]:
        """Of it and of its key results."""
        return frozenset({self.owner.id, *(one.owner.id for one in self.key_results)})
