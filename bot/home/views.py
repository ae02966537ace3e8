"""The Home tab: the way to its sections, one page of the section where the person is, and the way to the others."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, HeaderBlock
from slack_sdk.models.views import View

from bot.actions import CHECK_IN_NOW, LOOK, NEW_OBJECTIVE
from bot.commands import COMPANY_DIGEST
from bot.home import cards, setup
from bot.home.cards import Card
from bot.home.content import PAGE as CARDS
from bot.home.content import Company, Home, Mine, Owed, Section, Settings, TeamPage, page_start
from bot.kpis.lookup import PAGE as KPIS
from bot.phrases.blocks import button, row, section
from bot.text import Text

T = TypeVar("T")
GO = "home_go_"
"""Before the name of the section that a button leads to."""
TURN = "home_page"
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
    """Ten cards of at most 4 blocks with a line between them, or twenty of 1, and half a dozen blocks around them."""
    text, place = found.caller.text, found.place
    blocks: list[Block] = [
        *row([_tab(text, one, place.section) for one in found.sections]),
        *row(list(_quick(text, found))),
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
            yield from _some(text, tuple(cards.owed(text, content, found)), first, _as_it_is)
        case Mine():
            yield from _some(text, content.found, first, cards.objective, "okr.none")
        case TeamPage():
            yield cards.team(text, content)
            yield from _drawn(text, content.found, cards.objective, "home.none_in_team")
            yield from _ways(text, content.first, CARDS, content.total)
        case Company():
            if content.digest and content.branches:
                yield tuple(row([button(LOOK, text("company.button"), COMPANY_DIGEST)]))
            yield from _some(
                text, content.branches, first, cards.branch, "home.none_in_company", size=BRANCHES, apart=False
            )
        case Settings():
            yield from _some(text, tuple(setup.everything(text, found, content)), first, _as_it_is, apart=False)
        case _:
            yield from cards.kpis(text, content)
            yield from _ways(text, first, KPIS, content.total)


def _as_it_is(_text: Text, card: Card) -> Card:
    return card


def _some(
    text: Text,
    everything: Sequence[T],
    first: int,
    drawn: Callable[[Text, T], Card],
    empty: str = "",
    *,
    size: int = CARDS,
    apart: bool = True,
) -> Iterator[Card]:
    """The page that begins at place `first`; only that is drawn."""
    first = page_start(first, len(everything), size)
    yield from _drawn(text, everything[first : first + size], drawn, empty, apart=apart)
    yield from _ways(text, first, size, len(everything))


def _drawn(
    text: Text, page: Sequence[T], drawn: Callable[[Text, T], Card], empty: str, *, apart: bool = True
) -> Iterator[Card]:
    """With a line between two, where they stand `apart`."""
    if not page and empty:
        yield (section(text(empty)),)
    for number, one in enumerate(page):
        yield (DividerBlock(), *drawn(text, one)) if apart and number else drawn(text, one)


def _ways(text: Text, first: int, size: int, total: int) -> Iterator[Card]:
    """To the page before and the one after."""
    ways = []
    if first > 0:
        ways.append(button(f"{TURN}_back", text("home.back"), str(max(first - size, 0))))
    if first + size < total:
        ways.append(button(f"{TURN}_more", text("home.more", left=total - first - size), str(first + size)))
    if ways:
        yield tuple(row(ways))
