"""What one prompt asks of one person, read afresh each time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.kpis.flow import reading
from bot.kpis.reading import Reading
from bot.objectives.measure import begun, measure_of, waits_for_start
from bot.people.caller import Caller
from bot.rounds.asking import unanswered_before
from bot.rules.progress import Measure
from storage.changes import change
from storage.checkins import standing_in_round
from storage.deliveries import delivery_by_id, owe
from storage.key_results import histories, steps_of
from storage.kinds import DeliveryKind, PartState, Surface
from storage.models import CheckIn, Delivery, KeyResult, Kpi, Objective, Part, Person, Round, Step, Team, Workspace
from storage.rounds import owed, parts_of_prompt
from storage.shown import keep_shown, shown_in


@dataclass(frozen=True)
class Asked:
    """One key result that is asked for: what stood before, what the KPI says now, the answer so far, and the KPI's
    numbers that this prompt has shown."""

    key_result: KeyResult
    objective: Objective
    part: Part
    round: Round
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


@dataclass(frozen=True)
class Prompt:
    delivery: Delivery
    caller: Caller
    teams: tuple[str, ...]
    parts: tuple[Part, ...]
    rounds: tuple[Round, ...]
    asked: tuple[Asked, ...]

    @property
    def due_at(self) -> datetime:
        return max(part.due_at for part in self.parts)

    @property
    def waits(self) -> bool:
        """Whether the person owes an answer and is not excused."""
        return bool(self.open) and any(part.state is not PartState.EXCUSED for part in self.parts)

    @property
    def final(self) -> bool:
        """True when the cycle is over and the final value is asked for."""
        return any(round_.final for round_ in self.rounds)

    @property
    def open(self) -> tuple[Asked, ...]:
        return tuple(asked for asked in self.asked if asked.answer is None)


def prompt_of(
    session: Session, workspace: Workspace, prompt_id: int, now: datetime, *, measured: bool = False
) -> Prompt | None:
    """The prompt with an id; none where the workspace has no such one. Only a `measured` one says what the KPIs say:
    they may stand in a database far away, so no transaction that writes should wait for them."""
    delivery = delivery_by_id(session, workspace.id, prompt_id)
    found = parts_of_prompt(session, prompt_id)
    if delivery is None or not found:
        return None
    owner = Caller(workspace, session.get_one(Person, delivery.subject_id))
    return Prompt(
        delivery=delivery,
        caller=owner,
        teams=tuple(team.name for _, _, team in found),
        parts=tuple(part for part, _, _ in found),
        rounds=tuple(round_ for _, round_, _ in found),
        asked=_asked(session, owner, prompt_id, found, now, measured),
    )


def begin(session: Session, prompt: Prompt, now: datetime) -> None:
    """Right before a measured prompt goes out: key results that wait for a start take the number that their KPI
    shows in it, and what it shows is remembered."""
    for asked in prompt.open:
        _start(session, asked, now)
    seeing(session, prompt, prompt.asked, Surface.PROMPT)


def _start(session: Session, asked: Asked, now: datetime) -> None:
    row = session.get_one(KeyResult, asked.key_result.id)
    if asked.kpi_value is not None and waits_for_start(row) and (columns := begun(row, asked.kpi_value)):
        change(session, row, columns, now)


def seeing(session: Session, prompt: Prompt, asked: Sequence[Asked], surface: Surface) -> tuple[Asked, ...]:
    """Remembers the KPIs' numbers as they are about to be shown: a tap confirms what was seen, whatever came since."""
    keep_shown(session, prompt.delivery, surface, {item.key_result.id: item.kpi_value for item in asked})
    return tuple(replace(item, seen={**item.seen, **_now(item, surface)}) for item in asked)


def _now(asked: Asked, surface: Surface) -> dict[Surface, float]:
    return {} if asked.kpi_value is None else {surface: asked.kpi_value}


def _asked(
    session: Session,
    owner: Caller,
    prompt_id: int,
    found: list[tuple[Part, Round, Team]],
    now: datetime,
    measured: bool,
) -> tuple[Asked, ...]:
    workspace, seen = owner.workspace, shown_in(session, prompt_id)
    due = [(part, round_, *row) for part, round_, _ in found for row in _due(session, part, round_)]
    ids = [key_result.id for _, _, key_result, _, _ in due]
    history, steps = histories(session, workspace.id, ids, now), steps_of(session, workspace.id, ids)
    return tuple(
        Asked(
            key_result=key_result,
            objective=objective,
            part=part,
            round=round_,
            measure=measure_of(key_result, steps[key_result.id]),
            steps=tuple(steps[key_result.id]),
            last=_newest(row for row in history[key_result.id] if row.round_id != round_.id),
            answer=_newest(row for row in history[key_result.id] if row.round_id == round_.id),
            reading=reading(session, workspace, kpi, now) if kpi and measured else None,
            seen=seen[key_result.id],
            zone=owner.zone,
        )
        for part, round_, key_result, objective, kpi in due
    )


def _due(session: Session, part: Part, round_: Round) -> list[tuple[KeyResult, Objective, Kpi | None]]:
    answered = {row.key_result_id for row in standing_in_round(session, round_.id)}
    asked = unanswered_before(session, part, round_) | answered
    return [row for row in owed(session, part, round_) if row[0].id in asked]


def _newest(rows: Iterable[CheckIn]) -> CheckIn | None:
    return max(rows, key=lambda row: (row.as_of, row.id), default=None)


def answer_words(session: Session, caller: Caller, event_id: str, channel: str, now: datetime) -> None:
    """Owes one sentence to somebody who wrote to the bot, however often Slack delivers the event."""
    owe(
        session, caller.workspace.id, DeliveryKind.NOTICE, f"notice:{event_id}",
        target=channel, subject_id=caller.person.id, due=now,
    )  # fmt: skip
