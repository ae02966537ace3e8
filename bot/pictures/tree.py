"""Objectives under those that they support: values into words and shapes."""

from collections import Counter
from collections.abc import Sequence

from bot.objectives.standing import ObjectiveStanding
from bot.objectives.tree import Branch
from bot.objectives.tree import tree as grown
from bot.phrases.verdicts import STATUS
from bot.pictures.alt import LONGEST_NAME, Finding, told
from bot.pictures.progress import ALT
from bot.pictures.sixty import how_many, most_pressing
from bot.pictures.sketch import Sketch
from bot.pictures.tones import STATUS_TONE
from bot.rules.attention import Status
from bot.rules.progress import RollUp
from bot.text import Text, cut
from charts.tree import TreeChart, TreeRow, layout_tree
from storage.kinds import Level

LEVELS = {
    Level.COMPANY: "chart.tree_level_company",
    Level.TEAM: "chart.tree_level_team",
    Level.PERSON: "chart.tree_level_person",
}


def tree(text: Text, title: str, found: Sequence[ObjectiveStanding]) -> Sketch | None:
    """None without objectives. Of more than sixty those that need attention, with all above them, before the rest."""
    if not found:
        return None
    branches = grown(found)
    shown = most_pressing(branches, _pressing(branches))
    subtitle = " · ".join([_subtitle(text, branches), *how_many(text, shown, branches)])
    chart = TreeChart(title, subtitle, [_row(text, *one) for one in shown], text("chart.tree_none"))
    return Sketch("tree.png", title, _alt(text, branches), layout_tree(chart))


def _pressing(branches: Sequence[Branch]) -> list[bool]:
    """Whether each needs attention or stands above what does."""
    path: list[int] = []
    found = [one.status is Status.NEEDS_ATTENTION for _, one in branches]
    for place, (depth, _) in enumerate(branches):
        path = [*path[:depth], place]
        if found[place]:
            for above in path:
                found[above] = True
    return found


def _subtitle(text: Text, branches: Sequence[Branch]) -> str:
    statuses = Counter(one.status for _, one in branches)
    if needing := statuses[Status.NEEDS_ATTENTION]:
        said = text.count("okr.needing", needing)
    else:
        said = text(STATUS[Status.NO_DATA] if set(statuses) == {Status.NO_DATA} else "chart.tree_calm")
    return text("chart.tree_subtitle", objectives=_size(text, branches), needing=said)


def _size(text: Text, branches: Sequence[Branch]) -> str:
    """How many objectives there are, at how many levels of the tree."""
    levels = text.count("chart.tree_levels", 1 + max(depth for depth, _ in branches))
    return text.count("chart.tree_objectives", len(branches), levels=levels)


def _row(text: Text, depth: int, one: ObjectiveStanding) -> TreeRow:
    return TreeRow(
        depth=depth,
        title=f"{one.number} {one.title}",
        detail=" · ".join(filter(None, [one.team, text(LEVELS[one.level]), _counted(text, one.score)])),
        score=one.score.progress,
        score_label="" if one.score.progress is None else text.percent(one.score.progress),
        tone=STATUS_TONE[one.status],
        tone_label=text(STATUS[one.status]),
    )


def _counted(text: Text, score: RollUp) -> str:
    """Of how many the score is made, where not of all."""
    if not score.total:
        return text("chart.tree_no_key_results")
    if score.counted == score.total:
        return ""
    return text("chart.tree_counted", counted=text.number(score.counted), total=text.number(score.total))


def _alt(text: Text, branches: Sequence[Branch]) -> str:
    """What needs attention and what it supports before the rest."""
    lead = text("chart.tree_alt", objectives=_size(text, branches))
    named = {one.number: f"{one.number} {cut(one.title, LONGEST_NAME)}" for _, one in branches}
    return told(text, lead, *(Finding(words, _said(text, branches, named, status)) for status, words in ALT.items()))


def _said(text: Text, branches: Sequence[Branch], named: dict[int, str], status: Status) -> list[str]:
    """The objectives of a status, each with the one that it supports where that is on the picture."""
    return [
        text("chart.tree_supports", objective=named[one.number], above=named[one.parent])
        if one.parent in named
        else named[one.number]
        for _, one in branches
        if one.status is status
    ]
