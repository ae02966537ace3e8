"""What is set up and by whom it can be changed, in words: one's own settings, teams, cycles and KPIs."""

from collections.abc import Iterator
from datetime import date, timedelta

from slack_sdk.models.blocks import ButtonElement, DividerBlock

from bot.actions import (
    CLOSE_CYCLE,
    EDIT_CYCLE,
    EDIT_KPI,
    MY_SETTINGS,
    NEW_CYCLE,
    NEW_KPI,
    NEW_TEAM,
    TEAM_SETTINGS,
)
from bot.home.cards import Card
from bot.home.content import Home, Settings, TeamFacts
from bot.objectives.lines import LONGEST_TITLE, most_that_fit, title
from bot.phrases.blocks import button, row, section
from bot.phrases.people import name_of
from bot.rules.calendar import hours_of
from bot.text import Text, cut, escape
from bot.text.zones import zone_name
from storage.kinds import DigestTime, Openness, Zone
from storage.models import Cycle, Kpi, Team

MONDAY = date(2026, 1, 5)
EVERY = {1: "home.every_week", 2: "home.every_2_weeks", 4: "home.every_4_weeks"}
LANGUAGE = {"en": "home.english", "ru": "home.russian"}
MOST_NAMES = 20


def everything(text: Text, found: Home, content: Settings) -> Iterator[Card]:
    """One's own, then teams, cycles and KPIs; each list with the way to add to it."""
    yield _mine(text, found)
    if content.company:
        yield _list(text, "home.teams", NEW_TEAM, "home.new_team")
    for one in content.teams:
        yield _team(text, one)
    if content.company:
        yield _list(text, "home.cycles", NEW_CYCLE, "home.new_cycle")
        yield from (_cycle(text, one) for one in content.cycles)
        yield _list(text, "home.kpis", NEW_KPI, "home.new_kpi")
        yield from (_kpi(text, one) for one in content.kpis)


def _mine(text: Text, found: Home) -> Card:
    person = found.caller.person
    hours = hours_of(person.remind_from, person.remind_to)
    zone = zone_name(found.caller.zone, text.locale, found.now)
    lines = [
        text("home.my_language", language=text(LANGUAGE[text.language]), whose=_whose(text, person.own_language)),
        text("home.my_zone", zone=zone, whose=_whose(text, person.own_timezone)),
        text("home.my_hours", first=f"{hours.first:%H:%M}", last=f"{hours.last:%H:%M}"),
    ]
    return (section("\n".join(lines), button(MY_SETTINGS, text("home.change"), primary=True)),)


def _whose(text: Text, own: bool) -> str:
    return text("home.own" if own else "home.as_in_slack")


def _list(text: Text, heading: str, action_id: str, label: str) -> Card:
    return DividerBlock(), section(f"*{text(heading)}*", button(action_id, text(label)))


def _team(text: Text, one: TeamFacts) -> Card:
    """The rule, the channel, the people and the digest of a team."""
    team = one.team
    lines = [
        f"*{title(team.name)}*",
        text("home.rule", rule=escape(rule(text, team))),
        text("home.channel", channel=_channel(text, team)),
        text("home.lead", lead=name_of(one.lead)),
        text("home.members", members=_members(text, one)),
        text("home.digest", when=_digest(text, team)),
    ]
    change = button(TEAM_SETTINGS, text("home.change"), str(team.id), spoken=text("home.change_what", what=team.name))
    return DividerBlock(), section(most_that_fit(text, lines), change)


def rule(text: Text, team: Team) -> str:
    """When a team checks in, in plain text."""
    said = [
        text(EVERY[team.every], day=text.weekday(MONDAY + timedelta(days=team.weekday)), at=f"{team.at:%H:%M}"),
        text("home.zone_of_each") if team.zone is Zone.PERSON else text("home.zone_of_team", zone=team.timezone),
        text("home.due", n=text.number(team.due_hours)),
    ]
    if team.remind_hours:
        hours = text.listed(text.number(hour) for hour in sorted(team.remind_hours))
        said.append(text("home.reminders", hours=hours))
    if team.holidays:
        said.append(text("home.holidays", where=team.holidays))
    return "; ".join(said)


def _channel(text: Text, team: Team) -> str:
    """Slack makes a link of an id; a name alone is none."""
    if not team.channel:
        return text("home.no_channel")
    return f"<#{team.channel}>" if team.channel[0] in "CG" and team.channel.isupper() else escape(team.channel)


def _members(text: Text, one: TeamFacts) -> str:
    if not one.members:
        return text("home.no_members")
    names = ", ".join(name_of(person) for person in one.members[:MOST_NAMES])
    left = len(one.members) - MOST_NAMES
    return text.count("home.names_left", left, names=names) if left > 0 else names


def _digest(text: Text, team: Team) -> str:
    when = text("home.digest_early" if team.digest_when is DigestTime.EARLY else "home.digest_deadline")
    return f"{when}; {text('home.names_shown' if team.name_missing else 'home.names_hidden')}"


def _cycle(text: Text, one: Cycle) -> Card:
    is_open = one.state is Openness.OPEN
    state = text("home.cycle_open" if is_open else "home.cycle_closed")
    words = text("home.cycle", name=title(one.name), days=text.span(one.first, one.last), state=state)
    return (section(words), *row(_cycle_buttons(text, one))) if is_open else (section(words),)


def _cycle_buttons(text: Text, one: Cycle) -> list[ButtonElement]:
    return [
        button(EDIT_CYCLE, text("home.change"), str(one.id), spoken=text("home.change_what", what=one.name)),
        button(CLOSE_CYCLE, text("home.close"), str(one.id), spoken=text("home.close_what", what=one.name)),
    ]


def _kpi(text: Text, one: Kpi) -> Card:
    name = cut(one.title or one.name, LONGEST_TITLE)
    change = button(EDIT_KPI, text("home.change"), str(one.id), spoken=text("home.change_what", what=name))
    return (section(f"{escape(name)} · `{escape(cut(one.name, LONGEST_TITLE))}`", change),)
