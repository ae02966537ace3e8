"""What waits for an answer, objectives, and KPIs, each as a card of Home."""

from collections.abc import Iterator
from dataclasses import replace

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, Option, PlainTextObject, StaticSelectElement

from bot.actions import AWAY, CHECK_IN, LATER, SHOW, SHOW_KPI
from bot.home.content import Home, Owed, TeamPage
from bot.kpis.lookup import Listed, Page
from bot.objectives.lines import LONGEST_TITLE, branch_line, key_result_line, most_that_fit, objective_line, title
from bot.objectives.standing import ObjectiveStanding
from bot.objectives.tree import Branch
from bot.phrases.blocks import button, context, row, section
from bot.phrases.kpis import describe
from bot.phrases.people import name_of
from bot.phrases.values import checked
from bot.prompts.asked import Asked
from bot.prompts.flow import Prompt
from bot.text import Text, cut, escape
from storage.models import Away, Team

CHOOSE_TEAM = "home_choose_team"
DEEPEST = 5
INDENT = "\u2003"  # Slack drops the spaces that a line begins with, but not this one
MOST_TEAMS = 100
LONGEST_OPTION = 75
Card = tuple[Block, ...]
"""What stands together: a page ends between two of them, never within one."""


def owed(text: Text, content: Owed, found: Home) -> Iterator[Card]:
    """Prompts, the newest first, then the days away and the way to tell of some."""
    for prompt in content.prompts:
        yield tuple(_prompt(text, prompt, found))
    if not content.prompts:
        yield (section(text("home.nothing_owed")),)
    days = [_days(text, away) for away in content.away]
    told = [context(most_that_fit(text, [text("home.away", days=one) for one in days]))] if days else []
    if found.may_check_in:
        yield (*told, *row([button(AWAY, text("home.tell_away"))]))


def _prompt(text: Text, prompt: Prompt, found: Home) -> Iterator[Block]:
    late, zone = prompt.late(found.now), found.caller.zone
    teams = ", ".join(escape(cut(team, LONGEST_TITLE)) for team in prompt.teams)
    due = text.moment(prompt.due_at, zone)
    heading = f"*{text('prompt.title', day=text.day(prompt.rounds[0].day))}*"
    lead = text("prompt.late" if late else "prompt.lead", teams=teams, due=due)
    yield section(most_that_fit(text, [heading, lead, *(_asked(text, one) for one in prompt.open)]))
    if prompt.later_at and prompt.later_at > found.now and not late:
        yield context(text("home.later", at=text.moment(prompt.later_at, zone)))
    buttons = [button(CHECK_IN, text("button.check_in"), str(prompt.id), primary=True)]
    if not late:
        buttons.append(button(LATER, text("home.remind_later"), str(prompt.id)))
    yield from row(buttons)


def _asked(text: Text, one: Asked) -> str:
    name = f"*{one.id}* {title(one.key_result.title)}"
    if one.last is None or one.last_day is None:
        return f"{name}\n{text('prompt.never')}"
    said = checked(text, one.measure, one.key_result.unit, one.last)
    return f"{name}\n{text('prompt.last', said=said, day=text.short_day(one.last_day))}"


def _days(text: Text, away: Away) -> str:
    return text.full_day(away.first) if away.first == away.last else text.span(away.first, away.last)


def objective(text: Text, one: ObjectiveStanding) -> Card:
    """With its key results."""
    lines = [objective_line(text, one), *(key_result_line(text, found) for found in one.key_results)]
    return (section(most_that_fit(text, lines), _show(text, str(one.number))),)


def branch(text: Text, one: Branch) -> Card:
    """One line, set in below the objective that it supports."""
    depth, found = one
    line = branch_line(text, found)
    words = f"{INDENT * min(depth, DEEPEST)}└ {line}" if depth else line
    return (section(words, _show(text, str(found.number))),)


def team(text: Text, found: TeamPage) -> Card:
    """Which team it is, who is in it, and the way to the person's other teams."""
    shown = found.shown
    people = text.count("home.people", len(shown.members))
    facts = text("home.team_facts", team=title(shown.team.name), lead=name_of(shown.lead), people=people)
    return (section(facts, _choice(text, found) if len(found.teams) > 1 else None), DividerBlock())


def _choice(text: Text, found: TeamPage) -> StaticSelectElement:
    options = {team.id: _option(team) for team in found.teams[:MOST_TEAMS]}
    return StaticSelectElement(
        action_id=CHOOSE_TEAM,
        placeholder=PlainTextObject(text=text("home.choose_team")),
        options=list(options.values()),
        initial_option=options.get(found.shown.team.id),
    )


def _option(team: Team) -> Option:
    return Option(value=str(team.id), text=PlainTextObject(text=cut(team.name, LONGEST_OPTION)))


def kpis(text: Text, page: Page) -> Iterator[Card]:
    """The numbers, each with its n, its days and its newest row."""
    if not page.total:
        yield (section(text("kpis.none_to_see")),)
    for one in page.listed:
        yield (_kpi(text, one),)


def _kpi(text: Text, one: Listed) -> Block:
    name = cut(one.reading.title, LONGEST_TITLE)
    spoken = text("okr.button_show_what", id=cut(name, 50))
    said = describe(text, replace(one.reading, title=f"*{name}*"), one.before)
    return section(said, button(SHOW_KPI, text("okr.button_show"), one.reading.name, spoken=spoken))


def _show(text: Text, short_id: str) -> ButtonElement:
    return button(SHOW, text("okr.button_show"), short_id, spoken=text("okr.button_show_what", id=short_id))
