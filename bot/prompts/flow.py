"""What one prompt asks of one person, or what they may say on their own initiative: read afresh each time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.objectives.measure import begun, waits_for_start
from bot.people.caller import Caller
from bot.prompts.asked import Asked, Due, read_asked
from bot.rounds.closing import next_opening
from storage.away import away_on
from storage.changes import change
from storage.deliveries import delivery_by_id, hold, prompt_in_thread
from storage.kinds import PartState, Source, Surface
from storage.models import Away, Delivery, Form, KeyResult, Part, Person, Round, Workspace
from storage.people import hold_person
from storage.rounds import missed_prompts, owed, owned, parts_of_prompt, pending_prompt, prompts_open
from storage.shown import keep_shown, shown_in

LONGEST_TURN = timedelta(weeks=5)
"""Longer than from one opening of a team's rounds to the next."""


@dataclass(frozen=True)
class Prompt:
    """`delivery` is the message that asks; none, and no parts, where somebody speaks on their own initiative."""

    delivery: Delivery | None
    caller: Caller
    teams: tuple[str, ...]
    parts: tuple[Part, ...]
    rounds: tuple[Round, ...]
    asked: tuple[Asked, ...]
    away: Away | None = None
    """Days on which the person is away, and on one of which it opened."""

    @property
    def id(self) -> int | None:
        return self.delivery.id if self.delivery else None

    @property
    def source(self) -> Source:
        """Where what is typed into its form comes from."""
        return Source.MODAL if self.delivery else Source.COMMAND

    @property
    def due_at(self) -> datetime:
        """Of one that somebody was sent."""
        return max(part.due_at for part in self.parts)

    def late(self, now: datetime) -> bool:
        """Whether what is said now counts as late; never on one's own initiative."""
        return bool(self.parts) and now >= self.due_at

    @property
    def waits(self) -> bool:
        """Whether the person owes an answer and is not excused."""
        excused = self.away is not None or all(part.state is PartState.EXCUSED for part in self.parts)
        return bool(self.open) and not excused

    @property
    def later_at(self) -> datetime | None:
        """When the person asked to be reminded."""
        return max((part.later_at for part in self.parts if part.later_at), default=None)

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
    found = parts_of_prompt(session, prompt_id) if delivery else []
    if delivery is None or not found:
        return None
    owner = Caller(workspace, session.get_one(Person, delivery.subject_id))
    due = [Due(*row, part, round_) for part, round_, _ in found for row in owed(session, part, round_)]
    return Prompt(
        delivery=delivery,
        caller=owner,
        teams=tuple(team.name for _, _, team in found),
        parts=tuple(part for part, _, _ in found),
        rounds=tuple(round_ for _, round_, _ in found),
        asked=read_asked(session, owner, due, shown_in(session, delivery), now, measured=measured),
        away=away_on(session, owner.person.id, date.fromisoformat(found[0][0].local_opening[:10])),
    )


def own_initiative(
    session: Session, caller: Caller, now: datetime, *, measured: bool = False, form: Form | None = None
) -> Prompt:
    """All that somebody may say unasked: the open key results of running cycles that they own. With its `form` it
    knows what that has shown."""
    today = now.astimezone(ZoneInfo(caller.zone)).date()
    due = [Due(*row) for row in owned(session, caller.workspace.id, caller.person.id, today)]
    seen = shown_in(session, form) if form else {}
    asked = read_asked(session, caller, due, seen, now, measured=measured)
    return Prompt(delivery=None, caller=caller, teams=(), parts=(), rounds=(), asked=asked)


def answerable(session: Session, caller: Caller, now: datetime, thread_ts: str = "") -> Prompt:
    """What an answer belongs to: the prompt of the thread it stands in, else the one that waits, else the one that was
    missed and may still be answered, else one that was answered and is not due yet, else one's own initiative. Until
    the end of the transaction nobody else answers it."""
    workspace = caller.workspace
    if thread_ts and (there := prompt_in_thread(session, workspace.id, caller.person.slack_id, thread_ts)):
        hold(session, workspace.id, there)
        if prompt := prompt_of(session, workspace, there, now):
            return prompt
    for prompt_id in [*waiting(session, caller, now), *prompts_open(session, workspace.id, caller.person.id, now)]:
        hold(session, workspace.id, prompt_id)
        prompt = prompt_of(session, workspace, prompt_id, now)
        if prompt and prompt.asked:
            return prompt
    hold_person(session, workspace.id, caller.person.id)
    return own_initiative(session, caller, now)


def waiting(session: Session, caller: Caller, now: datetime) -> Iterator[int]:
    """The prompts that may be answered: the one that waits, then those that were missed in rounds that are the newest
    of their teams."""
    if pending := pending_prompt(session, caller.person.id, now):
        yield pending
    for missed, round_ in missed_prompts(session, caller.workspace.id, caller.person.id, now, now - LONGEST_TURN):
        if now < next_opening(session, round_):
            yield missed


def begin(session: Session, prompt: Prompt, now: datetime) -> None:
    """Right before a measured prompt goes out: key results that wait for a start take the number that their KPI
    shows in it, and what it shows is remembered."""
    for asked in prompt.open:
        if asked.kpi_value is not None:
            _start(session, asked.key_result.id, asked.kpi_value, now)
    if any(asked.kpi_value is not None or asked.seen for asked in prompt.asked):
        seeing(session, prompt, prompt.asked, Surface.PROMPT)


def _start(session: Session, key_result_id: int, shown: float, now: datetime) -> None:
    row = session.get_one(KeyResult, key_result_id)
    if waits_for_start(row) and (columns := begun(row, shown)):
        change(session, row, columns, now)


def seeing(
    session: Session, prompt: Prompt, asked: Sequence[Asked], surface: Surface, form: Form | None = None
) -> tuple[Asked, ...]:
    """Remembers the KPIs' numbers as they are about to be shown: a tap confirms what was seen, whatever came since.
    Without a prompt it is the form that remembers."""
    if place := prompt.delivery or form:
        keep_shown(session, place, surface, {item.key_result.id: item.kpi_value for item in asked})
    return tuple(replace(item, seen={**item.seen, **_now(item, surface)}) for item in asked)


def _now(asked: Asked, surface: Surface) -> dict[Surface, float]:
    return {} if asked.kpi_value is None else {surface: asked.kpi_value}
