"""Lists of objectives, with bars in text: one's own, a team's, the company's, all."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock

from bot.actions import CHECK_IN, CHECK_IN_NOW, NEW_OBJECTIVE
from bot.commands import Command
from bot.delivery.outgoing import Post
from bot.objectives.blocks import more, show
from bot.objectives.lines import branch_line, brief_line, key_result_line, most_that_fit, objective_line, title
from bot.objectives.lookup import Listed, Mine
from bot.objectives.standing import ObjectiveStanding
from bot.phrases.blocks import button, context, row, said, section
from bot.text import Text, escape
from storage.kinds import Level

PAGE = 10
BRIEF_PAGE = 20
MOST_OWED = 5


def mine(text: Text, found: Mine, first: int = 0, zone: str = "UTC") -> Post:
    """One page of a person's objectives, from the one at place `first` on, under what is owed."""
    if not found.found:
        return said(text("okr.none"), _new(text, found.may_create))
    heading = text.count("okr.mine", len(found.found))
    blocks: list[Block] = [section(heading), *_owed(text, found, zone)]
    blocks += _page(text, found.found, first, Command.MINE, card)
    if found.may_update and not found.owed:
        blocks += row([button(CHECK_IN_NOW, text("okr.button_update"), "0")])
    return Post(text=heading, blocks=blocks)


def of_team(text: Text, found: Listed, first: int = 0) -> Post:
    team = found.team.name if found.team else ""
    if not found.found:
        return said(text("okr.team_none", team=escape(team)), _new(text, found.may_create))
    heading = text.count("okr.of_team", len(found.found), team=escape(team))
    return Post(
        text=heading, blocks=[section(heading), *_page(text, found.found, first, f"{Command.TEAM} {team}", card)]
    )


def company(text: Text, found: Listed, first: int = 0) -> Post:
    """The company's objectives, each with those that support it."""
    tops = [one for one in found.found if one.level is Level.COMPANY]
    if not tops:
        return said(text("okr.company_none"), _new(text, found.may_create))
    heading = text.count("okr.company", len(tops))
    return Post(
        text=heading,
        blocks=[
            section(heading),
            *_page(text, tops, first, Command.COMPANY, lambda text, one: _with_aligned(text, one, found.found)),
        ],
    )


def everything(text: Text, found: Listed, first: int = 0) -> Post:
    """By team, in brief."""
    if not found.found:
        return said(text("okr.all_none"), _new(text, found.may_create))
    heading, sizes = text.count("okr.all", len(found.found)), Counter(one.team_id for one in found.found)
    page, blocks = found.found[first : first + BRIEF_PAGE], [section(heading)]
    for team_id, group in groupby(page, lambda one: one.team_id):
        listed = list(group)
        blocks.append(section(text.count("okr.team_heading", sizes[team_id], team=title(listed[0].team))))
        blocks += [section(brief_line(text, one), show(text, str(one.number))) for one in listed]
    return Post(text=heading, blocks=[*blocks, *_more(text, len(found.found), first + BRIEF_PAGE, Command.ALL)])


def card(text: Text, found: ObjectiveStanding) -> SectionBlock:
    """An objective with its key results."""
    lines = [objective_line(text, found), *(key_result_line(text, one) for one in found.key_results)]
    return section(most_that_fit(text, lines), show(text, str(found.number)))


def _with_aligned(text: Text, found: ObjectiveStanding, among: Sequence[ObjectiveStanding]) -> SectionBlock:
    aligned = [one for one in among if one.parent == found.number and one is not found]
    lines = [objective_line(text, found), *(key_result_line(text, one) for one in found.key_results)]
    if aligned:
        lines.append(text.count("okr.aligned", len(aligned)))
        lines += [f"• {branch_line(text, one)} · {title(one.team)}" for one in aligned]
    return section(most_that_fit(text, lines), show(text, str(found.number)))


def _page(
    text: Text,
    found: Sequence[ObjectiveStanding],
    first: int,
    typed: str,
    drawn: Callable[[Text, ObjectiveStanding], Block],
) -> list[Block]:
    cards = [drawn(text, one) for one in found[first : first + PAGE]]
    return [*cards, *_more(text, len(found), first + PAGE, typed)]


def _more(text: Text, total: int, first: int, typed: str) -> list[Block]:
    left = total - first
    return more(text, typed, first, text.count("okr.left", left)) if left > 0 else []


def _owed(text: Text, found: Mine, zone: str) -> list[Block]:
    """Each prompt that waits, with the way to answer it; of many the newest."""
    blocks: list[Block] = [
        section(
            text("okr.owed", due=text.moment(part.due_at, zone)),
            button(CHECK_IN, text("button.check_in"), str(part.prompt_id), primary=True),
        )
        for part in found.owed[:MOST_OWED]
    ]
    if left := len(found.owed) - len(blocks):
        blocks.append(context(text.count("okr.owed_left", left)))
    return blocks


def _new(text: Text, may_create: bool) -> list[ButtonElement]:
    return [button(NEW_OBJECTIVE, text("okr.button_new"), "0")] if may_create else []
