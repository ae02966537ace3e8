"""Trees, distributions and teams to try things on, and any at all."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from charts.distribution import DistributionChart, ScoreBar, ScoreGroup, Side
from charts.teams import Segment, TeamRow, TeamsChart
from charts.theme import Tone
from charts.tree import TreeChart, TreeRow
from tests.charts.cards import HOSTILE, NUMBERS

BRANCH = TreeRow(0, "2 Raise NPS", "Support · team objective", 0.6, "60 %", Tone.ON_PACE, "on track")
TREE = TreeChart("Objectives", "1 objective", (BRANCH,), "No objectives yet.")

BAR = ScoreBar("9", 12, "12 · 60 %")
GROUP = ScoreGroup("Promoters, 9–10", "60 %", "12 answers", Side.PROMOTERS, (BAR,))
DISTRIBUTION = DistributionChart("NPS", "42 points, n = 20", (GROUP,), "No answers.")

SEGMENT = Segment(Tone.ON_PACE, 4, "4")
TEAM = TeamRow("Support", (SEGMENT,), "5 of 6 answered", "progress 45 %", "no key results yet")
TEAMS = TeamsChart("Teams", "By name", {tone: tone.value for tone in Tone}, (TEAM,), "No teams yet.")


def branches(*changes: dict[str, Any]) -> TreeChart:
    return replace(TREE, rows=[replace(BRANCH, **change) for change in changes])


def groups(*counts: tuple[Side, list[float]]) -> DistributionChart:
    """Each bar's score is its place, its label the count."""
    made = [
        replace(GROUP, side=side, bars=[ScoreBar(f"{place}", n, f"{n:g}") for place, n in enumerate(found)])
        for side, found in counts
    ]
    return replace(DISTRIBUTION, groups=made)


def team_rows(*counts: dict[Tone, float]) -> TeamsChart:
    made = [replace(TEAM, segments=[Segment(tone, n, f"{n:g}") for tone, n in found.items()]) for found in counts]
    return replace(TEAMS, rows=made)


def any_tree(most: int) -> st.SearchStrategy[TreeChart]:
    depth = st.integers(0, 3) | st.integers()
    row = st.builds(TreeRow, depth, HOSTILE, HOSTILE, NUMBERS, HOSTILE, st.sampled_from(Tone), HOSTILE)
    return st.builds(TreeChart, HOSTILE, HOSTILE, st.lists(row, max_size=most), HOSTILE)


def any_distribution(most: int) -> st.SearchStrategy[DistributionChart]:
    bar = st.builds(ScoreBar, HOSTILE, st.floats() | st.integers(0, 90), HOSTILE)
    group = st.builds(
        ScoreGroup, HOSTILE, HOSTILE, HOSTILE, st.sampled_from(Side), st.lists(bar, max_size=most)
    )  # fmt: skip
    return st.builds(DistributionChart, HOSTILE, HOSTILE, st.lists(group, max_size=3), HOSTILE)


def any_teams(most: int) -> st.SearchStrategy[TeamsChart]:
    segment = st.builds(Segment, st.sampled_from(Tone), st.floats() | st.integers(0, 90), HOSTILE)
    segments = st.lists(segment, max_size=len(Tone), unique_by=lambda one: one.tone)
    row = st.builds(TeamRow, HOSTILE, segments, HOSTILE, HOSTILE, HOSTILE)
    names = st.dictionaries(st.sampled_from(Tone), HOSTILE)
    return st.builds(TeamsChart, HOSTILE, HOSTILE, names, st.lists(row, max_size=most), HOSTILE)
