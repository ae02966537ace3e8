"""What a Home tab holds: its sections, where somebody is in it, and what there is to see."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.kpis.lookup import Page
from bot.objectives.standing import ObjectiveStanding
from bot.objectives.tree import Branch
from bot.people.caller import Caller
from bot.prompts.flow import Prompt
from storage.models import Away, Cycle, Kpi, Person, Team
from storage.models import Home as HomeRow

PAGE = 10


class Section(StrEnum):
    OWED = "owed"
    MINE = "mine"
    TEAM = "team"
    COMPANY = "company"
    KPIS = "kpis"
    SETTINGS = "settings"


@dataclass(frozen=True)
class Place:
    """Where in Home somebody is: `first` is the place in the section's list at which the page begins. `team_id` is 0
    where no team was chosen."""

    section: Section = Section.OWED
    team_id: int = 0
    first: int = 0

    @classmethod
    def of(cls, home: HomeRow) -> "Place":
        """The first section where the one that is stored is none any more."""
        name, _, team = home.section.partition(":")
        known = name in set(Section)
        return cls(Section(name), int(team or 0), home.first) if known else cls()

    @property
    def stored(self) -> str:
        return f"{self.section}:{self.team_id}" if self.team_id else self.section.value


@dataclass(frozen=True)
class Owed:
    """What waits for an answer, the newest first, and the days on which nobody asks."""

    prompts: tuple[Prompt, ...]
    away: tuple[Away, ...]


@dataclass(frozen=True)
class Mine:
    """The person's own."""

    found: tuple[ObjectiveStanding, ...]


@dataclass(frozen=True)
class Company:
    """All objectives that the person may see, each under the one that it supports, and whether they may have the
    company's digest."""

    branches: tuple[Branch, ...]
    digest: bool = False


@dataclass(frozen=True)
class TeamFacts:
    team: Team
    lead: Person
    members: tuple[Person, ...]


@dataclass(frozen=True)
class TeamPage:
    """One of the teams that the person belongs to or leads, and of its `total` objectives those from the one at place
    `first` on."""

    shown: TeamFacts
    teams: tuple[Team, ...]
    found: tuple[ObjectiveStanding, ...]
    first: int
    total: int


@dataclass(frozen=True)
class Settings:
    """What the person may set up beside their own: teams, and for an admin cycles and KPIs."""

    teams: tuple[TeamFacts, ...]
    cycles: tuple[Cycle, ...]
    kpis: tuple[Kpi, ...]
    company: bool


Content = Owed | Mine | TeamPage | Company | Page | Settings


@dataclass(frozen=True)
class Home:
    caller: Caller
    place: Place
    sections: tuple[Section, ...]
    may_check_in: bool
    may_create: bool
    content: Content
    now: datetime


def page_start(first: int, total: int, size: int) -> int:
    """Where a page begins: at place `first`, or where the last one does when there are no longer so many."""
    return min(first, max(total - 1, 0) // size * size)
