"""What is asked for: key results, with what was said of them before and what their KPIs say now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.kpis.flow import reading
from bot.kpis.reading import Reading
from bot.objectives.measure import measure_of
from bot.people.caller import Caller
from bot.rounds.asking import unasked_before
from bot.rules.progress import Measure
from storage.key_results import histories, steps_of
from storage.kinds import Kind, Surface
from storage.models import CheckIn, KeyResult, Kpi, Objective, Part, Round, Step

Seen = Mapping[int, Mapping[Surface, float]]
"""The numbers that KPIs were shown with, by key result id."""


class Due(NamedTuple):
    """A key result to ask for; on one's own initiative it belongs to no part and no round."""

    key_result: KeyResult
    objective: Objective
    kpi: Kpi | None
    part: Part | None = None
    round: Round | None = None


@dataclass(frozen=True)
class Asked:
    """One key result that is asked for: what stood before, what the KPI says now, the answer so far, and the KPI's
    numbers that this prompt has shown. Of what somebody says on their own initiative there is no answer so far."""

    key_result: KeyResult
    objective: Objective
    part: Part | None
    round: Round | None
    measure: Measure
    steps: tuple[Step, ...]
    last: CheckIn | None
    answer: CheckIn | None
    reading: Reading | None
    seen: Mapping[Surface, float]
    zone: str

    @property
    def last_day(self) -> date | None:
        """The day of the last check-in where the person lives."""
        return self.last.as_of.astimezone(ZoneInfo(self.zone)).date() if self.last else None

    @property
    def id(self) -> str:
        return f"{self.objective.number}.{self.key_result.number}"

    @property
    def kpi_value(self) -> float | None:
        """The KPI's number as a check-in stores it."""
        return self.reading.checked_in if self.reading else None

    @property
    def shown(self) -> CheckIn | None:
        return self.answer or self.last

    @property
    def newest(self) -> CheckIn | None:
        """What stands now: an update on one's own initiative may be newer than the answer to the round."""
        return _newest(row for row in (self.answer, self.last) if row)


def read_asked(
    session: Session, owner: Caller, due: Sequence[Due], seen: Seen, now: datetime, *, measured: bool
) -> tuple[Asked, ...]:
    """Of those that are due the ones that have an answer, or that nobody has updated unasked."""
    workspace = owner.workspace
    history = histories(session, workspace.id, [one.key_result.id for one in due], now)
    due = [one for one in due if not _told_unasked(history[one.key_result.id], one)]
    milestones = [one.key_result.id for one in due if one.key_result.kind is Kind.MILESTONE]
    steps = steps_of(session, workspace.id, milestones)
    return tuple(
        Asked(
            key_result=key_result,
            objective=objective,
            part=part,
            round=round_,
            measure=measure_of(key_result, steps[key_result.id]),
            steps=tuple(steps[key_result.id]),
            last=_newest(row for row in history[key_result.id] if not _answers(row, round_)),
            answer=_newest(row for row in history[key_result.id] if _answers(row, round_)),
            reading=reading(session, workspace, kpi, now) if kpi and measured else None,
            seen=seen.get(key_result.id, {}),
            zone=owner.zone,
        )
        for key_result, objective, kpi, part, round_ in due
    )


def _told_unasked(history: Sequence[CheckIn], due: Due) -> bool:
    if due.part is None or any(_answers(row, due.round) for row in history):
        return False
    first, last = unasked_before(due.part)
    return any(row.round_id is None and first <= row.at <= last for row in history)


def _answers(row: CheckIn, round_: Round | None) -> bool:
    return round_ is not None and row.round_id == round_.id


def _newest(rows: Iterable[CheckIn]) -> CheckIn | None:
    return max(rows, key=lambda row: (row.as_of, row.id), default=None)
