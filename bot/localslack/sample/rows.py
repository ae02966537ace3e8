"""What the KPIs are computed from: answers to a survey, tickets, and numbers sent in."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from sqlmodel import Session

from bot.localslack.sample.chance import Level, around, dice_of, level_on, moment_in_week, mondays
from bot.localslack.sample.files import fields_of
from bot.rules.business_hours import business_seconds
from storage.facts import KpiValue
from storage.kpis import kpi_by_name
from storage.models import Workspace
from storage.surveys import Answer, add_answers, ensure_survey
from storage.tickets import TicketRow, add_tickets

Levels = dict[str, Level]
SEGMENTS = ("starter", "team", "business")
ANSWERS_A_WEEK = (25, 60)
PASSIVE = 0.3
PROMOTERS, PASSIVES, DETRACTORS = (9, 10, 10), (7, 8, 8), (2, 4, 5, 6, 6)
TIERS = {"1": "tier1", "2": "tier2", "3": "tier3"}
EASY_MINUTES = 4
SENT_IN = ("engagement", "signups")


def add_rows(session: Session, workspace: Workspace) -> None:
    levels: Levels = fields_of("levels.yaml")
    survey = ensure_survey(session, workspace.id, "relationship", 0, 10)
    add_answers(session, survey, _answers(levels), workspace.timezone)
    add_tickets(session, workspace.id, _tickets(levels), workspace.timezone, business_seconds)
    for name in SENT_IN:
        session.add_all(_values(session, workspace, name, levels[name]))
    session.flush()


def _answers(levels: Levels) -> Iterator[Answer]:
    dice, numbers = dice_of("opinions"), count(1)
    for monday in mondays():
        for _ in range(dice.randint(*ANSWERS_A_WEEK)):
            at = moment_in_week(dice, monday)
            score = _score(dice, level_on(levels["nps"], at.date()))
            yield Answer(f"id:{next(numbers)}", score, at, segment=dice.choice(SEGMENTS))


def _score(dice: Random, nps: float) -> int:
    promoters = (1 - PASSIVE + nps / 100) / 2
    shares = (promoters, PASSIVE, 1 - PASSIVE - promoters)
    (scores,) = dice.choices((PROMOTERS, PASSIVES, DETRACTORS), shares)
    return dice.choice(scores)


def _tickets(levels: Levels) -> Iterator[TicketRow]:
    dice, numbers = dice_of("inbox"), count(10_001)
    for monday in mondays():
        for tier, volume in TIERS.items():
            usual = level_on(levels[volume], monday)
            for _ in range(round(dice.gauss(usual, usual**0.5 / 2))):
                at = moment_in_week(dice, monday)
                yield _ticket(dice, levels, f"NL-{next(numbers)}", tier, at)


def _ticket(dice: Random, levels: Levels, number: str, tier: str, at: datetime) -> TicketRow:
    day = at.date()
    replied = at + timedelta(hours=around(dice, level_on(levels["first_response"], day), 0.7))
    solved = replied + timedelta(hours=around(dice, 5, 1))
    back = dice.random() * 100 > level_on(levels["fcr"], solved.date())
    minutes = level_on(levels["handle_time"], day) if tier == "2" else EASY_MINUTES
    return TicketRow(
        number,
        created_at=at,
        first_reply_at=replied,
        solved_at=solved,
        reopened_at=solved + timedelta(hours=dice.uniform(2, 150)) if back else None,
        handle_seconds=round(60 * around(dice, minutes, 0.5)),
        tier=tier,
        status="solved",
        segment=dice.choice(SEGMENTS),
    )


def _values(session: Session, workspace: Workspace, name: str, level: Level) -> Iterator[KpiValue]:
    """One a week from the first day of the level on."""
    kpi = kpi_by_name(session, workspace.id, name)
    assert kpi is not None  # noqa: S101 - the plan defines it
    dice, begin = dice_of(name), min(level)
    for monday in mondays():
        if monday >= begin:
            yield KpiValue(workspace_id=workspace.id, kpi_id=kpi.id, day=monday, value=_sent_in(dice, level, monday))


def _sent_in(dice: Random, level: Level, day: date) -> float:
    usual = level_on(level, day)
    return round(usual + dice.gauss(0, usual / 50), 1) if usual < 50 else round(usual + dice.gauss(0, usual / 20))
