"""Home stays within Slack's limits whatever is in it, in each section and both languages."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.home import views
from bot.home.content import Company, Content, Home, Mine, Owed, Place, Section, Settings, TeamFacts, TeamPage
from bot.kpis.lookup import Listed, Page
from bot.kpis.reading import Reading
from bot.localslack import checks
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding, Owner
from bot.people.caller import Caller
from bot.prompts.asked import Asked
from bot.prompts.flow import Prompt
from bot.rules.attention import Reason, Status
from bot.rules.kpi import Estimate
from bot.rules.pace import CycleDays, Pace
from bot.rules.progress import Change, RollUp
from storage.kinds import DeliveryKind, Direction, Formula, Kind, Level, Openness, Visibility
from storage.models import Away, Cycle, Delivery, KeyResult, Kpi, Objective, Part, Person, Round, Team, Workspace

NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)
DAYS = CycleDays(date(2026, 10, 1), date(2026, 12, 31))
LONG = "😀 <!channel> & *клиенты* рекомендуют нас друзьям `и` коллегам " * 60
WORKSPACE = Workspace(id=1, slack_id="T1", language="en", timezone="Europe/Moscow")
ANNA = Owner(1, "U0ANNA", LONG[:120])
MANY = 150
MOST_BYTES = 250_000
TEAM = Team(
    id=7, workspace_id=1, name=LONG[:500], channel=LONG[:80], lead_id=1, timezone="Europe/Moscow", at=time(10),
    remind_hours=[3, 5], holidays="DE-BY",
)  # fmt: skip


def person(number: int = 1, language: str = "en") -> Person:
    return Person(id=number, workspace_id=1, slack_id=f"U{number}", name=LONG[:120], language=language, read_at=NOW)


def key_result(number: int) -> KeyResultStanding:
    return KeyResultStanding(
        id=number, short_id=f"999999.{number}", title=LONG, owner=ANNA, unit=LONG[:40], kind=Kind.CHANGE,
        measure=Change(1e15, -1e15), weight=1, state=Openness.OPEN, kpi_id=None, kpi=None, steps=(), history=(),
        progress=-123456.789, expected=0.5, pace=Pace.BEHIND, reasons=tuple(Reason), status=Status.NEEDS_ATTENTION,
        forecast=None, created=DAYS.first, grade=None,
    )  # fmt: skip


def objective(number: int) -> ObjectiveStanding:
    return ObjectiveStanding(
        id=number, number=999_999 - number, title=LONG, level=Level.TEAM, owner=ANNA, team_id=7, team=LONG, cycle_id=1,
        cycle=LONG[:80], days=DAYS, today=DAYS.last, parent=None, visibility=Visibility.OPEN, weight=1,
        score=RollUp(-123456.789, 100, 100), status=Status.NEEDS_ATTENTION,
        key_results=tuple(key_result(n) for n in range(40)), initiatives=(), state=Openness.OPEN,
    )  # fmt: skip


def prompt(caller: Caller, number: int) -> Prompt:
    part = Part(
        id=number, workspace_id=1, round_id=1, person_id=1, opens_at=NOW, due_at=NOW.replace(hour=13),
        local_opening="2026-11-27T10:00", later_at=NOW.replace(hour=9), prompt_id=number,
    )  # fmt: skip
    round_ = Round(id=1, workspace_id=1, team_id=7, cycle_id=1, day=NOW.date(), opens_at=NOW, due_at=NOW)
    delivery = Delivery(id=number, workspace_id=1, kind=DeliveryKind.PROMPT, key="", target="U1", due=NOW)
    asked = tuple(_asked(n) for n in range(60))
    return Prompt(delivery, caller, (LONG,) * 5, (part,), (round_,), asked)


def _asked(number: int) -> Asked:
    row = KeyResult(id=number, workspace_id=1, objective_id=1, number=number, title=LONG, owner_id=1, kind=Kind.CHANGE)
    of = Objective(id=1, workspace_id=1, number=1, title=LONG, level=Level.TEAM, team_id=7, owner_id=1, cycle_id=1)
    return Asked(row, of, None, None, Change(1, 2), (), None, None, None, {}, "Europe/Moscow")


def reading(number: int) -> Reading:
    return Reading(
        name=f"kpi{number}", title=LONG, formula=Formula.NPS, unit=LONG[:40], direction=Direction.UP,
        estimate=Estimate(54.3, 123_456_789, -100.0, 100.0), first=DAYS.first, last=DAYS.last, newest=NOW, survey=LONG,
        min_n=5, undated=False, provisional=True, inverted=True,
    )  # fmt: skip


def objectives() -> tuple[ObjectiveStanding, ...]:
    return tuple(objective(n) for n in range(40))


def content_of(section: Section, caller: Caller) -> Content:
    facts = TeamFacts(TEAM, person(), tuple(person(n) for n in range(60)))
    match section:
        case Section.OWED:
            away = tuple(
                Away(workspace_id=1, person_id=1, first=DAYS.first, last=DAYS.last, at=NOW) for _ in range(200)
            )
            return Owed(tuple(prompt(caller, n) for n in range(1, 30)), away)
        case Section.MINE:
            return Mine(objectives())
        case Section.TEAM:
            teams = tuple(Team(id=n, workspace_id=1, name=LONG[:500], lead_id=1) for n in range(7, 7 + MANY))
            return TeamPage(facts, teams, objectives()[:10], 10, MANY)
        case Section.COMPANY:
            return Company(tuple(enumerate(objectives())))
        case Section.KPIS:
            return Page(tuple(Listed(reading(n), reading(n)) for n in range(10)), 10, MANY)
        case Section.SETTINGS:
            cycles = tuple(
                Cycle(id=n, workspace_id=1, name=LONG[:80], first=DAYS.first, last=DAYS.last) for n in range(30)
            )
            kpis = tuple(
                Kpi(id=n, workspace_id=1, name=LONG[:80], title=LONG, formula=Formula.NPS) for n in range(MANY)
            )
            return Settings((facts,) * MANY, cycles, kpis, company=True)


def drawn(section: Section, language: str, first: int, content: Content | None = None) -> dict[str, Any]:
    caller = Caller(WORKSPACE, person(language=language))
    place = Place(section, first=first)
    held = content or content_of(section, caller)
    return views.home(Home(caller, place, tuple(Section), True, True, held, NOW)).to_dict()


def mrkdwn(shown: Any) -> Iterator[str]:
    """The texts in which markup comes alive."""
    if isinstance(shown, dict) and shown.get("type") == "mrkdwn":
        yield shown["text"]
    elif isinstance(shown, dict | list):
        for inside in shown.values() if isinstance(shown, dict) else shown:
            yield from mrkdwn(inside)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("section", list(Section))
@pytest.mark.parametrize("first", [0, 10, 400])
def test_it_stays_within_slacks_limits(section: Section, language: str, first: int) -> None:
    view = drawn(section, language, first)
    checks.check_view(view, "home", {})
    assert not [words for words in mrkdwn(view) if "<!channel>" in words]
    assert len(json.dumps(view, ensure_ascii=False).encode()) < MOST_BYTES


@pytest.mark.parametrize("section", [Section.MINE, Section.COMPANY, Section.SETTINGS])
def test_it_goes_to_the_last_page_where_there_are_no_longer_so_many(section: Section) -> None:
    shown = str(drawn(section, "en", 4000))
    assert "Back" in shown
    assert "More (" not in shown


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    ("section", "content"),
    [
        (Section.OWED, Owed((), ())),
        (Section.MINE, Mine(())),
        (Section.TEAM, TeamPage(TeamFacts(TEAM, person(), ()), (TEAM,), (), 0, 0)),
        (Section.COMPANY, Company(())),
        (Section.KPIS, Page((), 0, 0)),
        (Section.SETTINGS, Settings((), (), (), company=False)),
    ],
)
def test_it_says_so_where_there_is_nothing(section: Section, content: Content, language: str) -> None:
    view = drawn(section, language, 0, content)
    checks.check_view(view, "home", {})
    assert any(block["type"] == "section" for block in view["blocks"])


def test_it_pages_one_by_one_without_leaving_anything_out() -> None:
    seen: list[str] = []
    for first in range(0, 40, 20):
        shown = drawn(Section.COMPANY, "en", first)["blocks"]
        seen += [block["accessory"]["value"] for block in shown if "accessory" in block]
    assert seen == [str(999_999 - n) for n in range(40)]
