"""Views over all objectives: what needs attention, and which supports which."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.commands import Command
from bot.delivery.outgoing import Post
from bot.objectives.blocks import more, show
from bot.objectives.lines import LONGEST_SAID, branch_line, measure_line, packed, title
from bot.objectives.standing import ObjectiveStanding
from bot.objectives.tree import Branch
from bot.objectives.urgency import Risk
from bot.phrases.blocks import context, said, section
from bot.phrases.people import name_of
from bot.phrases.verdicts import reasons
from bot.text import Text, cut, escape

RISKS_PAGE = 10
TREE_PAGE = 60
DEEPEST = 6
STEP = "\u2003"  # Slack drops the spaces that a line begins with, but not this one


def at_risk(text: Text, found: Sequence[Risk], first: int = 0) -> Post:
    """Key results that need attention: why, since when, what blocks them, and whom to ask."""
    if not found:
        return said(text("okr.no_risks"))
    heading, left = text.count("okr.risks", len(found)), len(found) - first - RISKS_PAGE
    cards = [
        section("\n".join(_risk(text, one)), show(text, one.key_result.short_id))
        for one in found[first : first + RISKS_PAGE]
    ]
    rest = more(text, Command.AT_RISK, first + RISKS_PAGE, text.count("okr.risks_left", left)) if left > 0 else []
    return Post(text=heading, blocks=[section(heading), *cards, *rest])


def _risk(text: Text, risk: Risk) -> Iterator[str]:
    item = risk.key_result
    yield f"*{item.short_id}* {title(item.title)}"
    yield measure_line(text, item)
    yield text("okr.risk", reasons=reasons(text, item), day=text.day(risk.since))
    yield text("okr.owner_and_team", owner=name_of(item.owner), team=title(risk.objective.team))
    if item.last and item.last.blocker and risk.blocked:
        words = escape(cut(item.last.blocker, LONGEST_SAID))
        yield text("okr.blocked_since", words=words, day=text.day(risk.blocked))


def alignment(text: Text, found: Sequence[Branch], first: int = 0) -> Post:
    """Each objective below the one that it supports."""
    if not found:
        return said(text("okr.all_none"))
    heading, left = text.count("okr.tree", len(found)), len(found) - first - TREE_PAGE
    lines = [_branch(text, *branch) for branch in found[first : first + TREE_PAGE]]
    blocks: list[Block] = [section(heading), *map(section, packed(lines))]
    if left > 0:
        blocks += more(text, Command.TREE, first + TREE_PAGE, text.count("okr.left", left))
    return Post(text=heading, blocks=[*blocks, context(text("okr.tree_hint", number=found[0][1].number))])


def _branch(text: Text, depth: int, one: ObjectiveStanding) -> str:
    line = branch_line(text, one)
    return f"{STEP * min(depth, DEEPEST)}└ {line}" if depth else line
