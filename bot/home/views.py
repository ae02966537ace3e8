"""The Home tab: the way to its sections, one page of the section where the person is, and the way to the others."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, HeaderBlock
from slack_sdk.models.views import View

from bot.actions import CHECK_IN_NOW, NEW_OBJECTIVE
from bot.home import cards, setup
from bot.home.blocks import Card, actions, button, section
from bot.home.flow import Company, Home, Mine, Owed, Section, Settings, TeamPage
from bot.kpis.lookup import PAGE as KPIS
from bot.text import Text

GO = "home_go_"
"""Before the name of the section that a button leads to."""
PAGE = "home_page"
CARDS = 10
BRANCHES = 20
NAMES = {
    Section.OWED: "home.owed",
    Section.MINE: "home.mine",
    Section.TEAM: "home.team",
    Section.COMPANY: "home.company",
    Section.KPIS: "home.kpis",
    Section.SETTINGS: "home.settings",
}


def home(found: Home) -> View:
    """Ten cards of at most 4 blocks, or twenty of 1, and half a dozen blocks around them."""
    text, place = found.caller.text, found.place
    blocks: list[Block] = [
        *actions([_tab(text, one, place.section) for one in found.sections]),
        *actions(list(_quick(text, found))),
        DividerBlock(),
        HeaderBlock(text=text(NAMES[place.section])),
        *(block for card in _page(text, found) for block in card),
    ]
    return View(type="home", blocks=blocks)


def notice(sentence: str) -> View:
    """A Home that only tells something, in mrkdwn."""
    return View(type="home", blocks=[section(sentence)])


def _tab(text: Text, one: Section, shown: Section) -> ButtonElement:
    return button(f"{GO}{one}", text(NAMES[one]), primary=one is shown)


def _quick(text: Text, found: Home) -> Iterator[ButtonElement]:
    if found.may_check_in:
        yield button(CHECK_IN_NOW, text("home.check_in_now"))
    if found.may_create:
        yield button(NEW_OBJECTIVE, text("home.new_objective"))


def _page(text: Text, found: Home) -> Iterator[Card]:
    content, first = found.content, found.place.first
    match content:
        case Owed():
            yield from _some(text, tuple(cards.owed(text, content, found)), first)
        case Mine():
            yield from _some(text, cards.objectives(text, content.found), first, empty=text("okr.none"))
        case Company():
            branches = cards.branches(text, content.branches)
            yield from _some(text, branches, first, BRANCHES, text("home.none_in_company"))
        case TeamPage():
            yield from cards.team(text, content)
            yield from _some(text, cards.objectives(text, content.found), first, empty=text("home.none_in_team"))
        case Settings():
            yield from _some(text, tuple(setup.everything(text, found, content)), first)
        case _:
            yield from cards.kpis(text, content)
            yield from _ways(text, first, KPIS, content.total)


def _some(text: Text, everything: Sequence[Card], first: int, size: int = CARDS, empty: str = "") -> Iterator[Card]:
    """The cards from the one at place `first` on; the last page where there are no longer so many."""
    if not everything and empty:
        yield (section(empty),)
    first = min(first, max(len(everything) - 1, 0) // size * size)
    yield from everything[first : first + size]
    yield from _ways(text, first, size, len(everything))


def _ways(text: Text, first: int, size: int, total: int) -> Iterator[Card]:
    """To the page before and the one after."""
    ways = []
    if first > 0:
        ways.append(button(f"{PAGE}_back", text("home.back"), str(max(first - size, 0))))
    if first + size < total:
        ways.append(button(f"{PAGE}_more", text("home.more", left=total - first - size), str(first + size)))
    if ways:
        yield tuple(actions(ways))
