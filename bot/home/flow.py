"""What a person's Home tab shows, read in a few queries: only what the person may see."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.home.content import (
    PAGE,
    Company,
    Content,
    Home,
    Mine,
    Owed,
    Place,
    Section,
    Settings,
    TeamFacts,
    TeamPage,
    page_start,
)
from bot.kpis import lookup as kpis_lookup
from bot.objectives.flow import standings, visible
from bot.objectives.tree import tree
from bot.people.access import Rights, rights
from bot.people.caller import Caller
from bot.prompts.flow import prompt_of
from bot.rules.access import Action
from storage.away import away_of
from storage.home import (
    asked_parts,
    ensure_home,
    home_of,
    owns_any,
    people_by_id,
    people_of_teams,
    teams_to_show,
)
from storage.kpis import kpis_of
from storage.models import Team
from storage.objectives import cycles_of, objectives_of


def look(session: Session, caller: Caller, now: datetime, *, on_screen: str) -> None:
    """The person looks at their Home, where `on_screen` is Slack's hash of what it shows, empty where it shows
    nothing. What is not ours, or not the newest, is shown anew."""
    home = ensure_home(session, caller.person, now)
    home.at = now
    if home.view_hash != on_screen:
        home.shown, home.view_hash = "", on_screen
    session.add(home)


def go(session: Session, caller: Caller, now: datetime, place: Place) -> None:
    """To another section, or another team's."""
    home = ensure_home(session, caller.person, now)
    home.section, home.first, home.at = place.stored, place.first, now
    session.add(home)


def turn_page(session: Session, caller: Caller, now: datetime, first: int) -> None:
    """In the section where the person is."""
    home = ensure_home(session, caller.person, now)
    home.first, home.at = first, now
    session.add(home)


def gather(session: Session, caller: Caller, now: datetime) -> Home:
    """Home as it is now. UserError for who has no business here."""
    found = rights(session, caller)
    if caller.person.stranger:
        raise UserError("okr.stranger")
    if not caller.person.active:
        raise UserError("home.gone")
    sections = tuple(_sections(found))
    place = _place(session, caller, sections)
    return Home(
        caller=caller,
        place=place,
        sections=sections,
        may_check_in=owns_any(session, caller.person),
        may_create=any(found.may(Action.CREATE, team) for team in (*found.teams, None)),
        content=_content(session, caller, found, place, now),
        now=now,
    )


def _sections(found: Rights) -> list[Section]:
    """A guest sees their teams only; who belongs to none has none."""
    hidden = set()
    if not found.teams:
        hidden.add(Section.TEAM)
    if found.person.guest:
        hidden.add(Section.COMPANY)
    return [section for section in Section if section not in hidden]


def _place(session: Session, caller: Caller, sections: Sequence[Section]) -> Place:
    """Where the person was last; the first section where that is gone."""
    home = home_of(session, caller.person)
    place = Place.of(home) if home else Place()
    return place if place.section in sections else Place()


def _content(session: Session, caller: Caller, found: Rights, place: Place, now: datetime) -> Content:
    workspace = caller.workspace.id
    match place.section:
        case Section.OWED:
            return _owed(session, caller, now)
        case Section.MINE:
            mine = standings(session, workspace, now, owner_id=caller.person.id, brief=True)
            return Mine(visible(mine, found))
        case Section.TEAM:
            return _team(session, caller, found, place, now)
        case Section.COMPANY:
            branches = tree(visible(standings(session, workspace, now, brief=True), found))
            return Company(branches, digest=found.may(Action.COMPANY_DIGEST))
        case Section.KPIS:
            return kpis_lookup.listed(session, caller, place.first, now)
        case Section.SETTINGS:
            return _settings(session, caller, found)


def _owed(session: Session, caller: Caller, now: datetime) -> Owed:
    asked = {part.prompt_id: None for part in asked_parts(session, caller.person, now)}
    prompts = (prompt_of(session, caller.workspace, prompt_id, now) for prompt_id in asked if prompt_id is not None)
    today = now.astimezone(ZoneInfo(caller.zone)).date()
    return Owed(
        tuple(prompt for prompt in prompts if prompt and prompt.waits),
        tuple(away_of(session, caller.person.id, today)),
    )


def _team(session: Session, caller: Caller, found: Rights, place: Place, now: datetime) -> TeamPage:
    """The team that was chosen, the first by name where that is none of the person's. Only a page of it is judged:
    who belongs to a team sees all of it."""
    workspace = caller.workspace.id
    teams = teams_to_show(session, workspace, found.teams)
    team = next((team for team in teams if team.id == place.team_id), teams[0])
    numbers = [row[0].number for row in objectives_of(session, workspace, team_id=team.id, only_open=True)]
    first = page_start(place.first, len(numbers), PAGE)
    page = standings(session, workspace, now, numbers=numbers[first : first + PAGE], brief=True)
    (shown,) = _facts(session, caller, [team])
    return TeamPage(shown, tuple(teams), visible(page, found), first, len(numbers))


def _settings(session: Session, caller: Caller, found: Rights) -> Settings:
    company = found.may(Action.SET_UP_COMPANY)
    teams = teams_to_show(session, caller.workspace.id, None if company else found.leads)
    mine = [team for team in teams if found.may(Action.SET_UP_TEAM, team.id)]
    return Settings(
        teams=_facts(session, caller, mine),
        cycles=tuple(reversed(cycles_of(session, caller.workspace.id))) if company else (),
        kpis=tuple(kpis_of(session, caller.workspace.id)) if company else (),
        company=company,
    )


def _facts(session: Session, caller: Caller, teams: Sequence[Team]) -> tuple[TeamFacts, ...]:
    members = people_of_teams(session, caller.workspace.id, [team.id for team in teams])
    leads = people_by_id(session, caller.workspace.id, {team.lead_id for team in teams})
    return tuple(TeamFacts(team, leads[team.lead_id], tuple(members[team.id])) for team in teams)
