"""How a team's confidence compared with what came true: values into words and shapes."""

from collections.abc import Iterator

from bot.pictures.alt import sentences
from bot.pictures.sketch import LONGEST_ALT, Sketch
from bot.rules.calibration import Calibration, LevelShare
from bot.rules.confidence import Level
from bot.text import Text, cut
from charts.reliability import ReliabilityChart, ReliabilityRow, layout_reliability

NAME = {
    Level.HIGH: "chart.high_confidence",
    Level.MEDIUM: "chart.medium_confidence",
    Level.LOW: "chart.low_confidence",
}
SHORT = {Level.HIGH: "chart.level_high", Level.MEDIUM: "chart.level_medium", Level.LOW: "chart.level_low"}
CHANCE = 0.25
"""The Brier score of who always says 5 of 10."""


def calibration(text: Text, team: str, cycle: str, found: Calibration) -> Sketch | None:
    """None where there are too few to say."""
    if found.too_few or not found.levels:
        return None
    title = text("chart.calibration", team=team)
    rests = text("chart.calibration_rests", n=text.number(found.n, 0), owners=text.number(found.owners, 0))
    chart = ReliabilityChart(
        title=title,
        subtitle=text("chart.calibration_subtitle", cycle=cycle, rests=rests),
        came_label=text("chart.came_true"),
        claimed_label=text("chart.claimed"),
        rows=[_row(text, share) for share in found.levels],
        notes=[sentences(note) for note in _notes(text, found)],
        empty=text("chart.calibration_empty"),
    )
    return Sketch("calibration.png", title, _alt(text, team, cycle, found), layout_reliability(chart))


def _alt(text: Text, team: str, cycle: str, found: Calibration) -> str:
    """Level by level what was claimed and what came true, then the score."""
    rests = text("chart.calibration_rests", n=text.number(found.n, 0), owners=text.number(found.owners, 0))
    lead = text("chart.calibration_alt", team=cut(team, 80), cycle=cut(cycle, 80), rests=rests)
    levels = (_told(text, share) for share in found.levels)
    return cut(sentences(lead, *levels, *_notes(text, found)), LONGEST_ALT)


def _row(text: Text, share: LevelShare) -> ReliabilityRow:
    return ReliabilityRow(
        title=text(NAME[share.level]),
        came=share.came_true / share.n,
        claimed=share.claimed,
        value_label=text.percent(share.came_true / share.n),
        count_label=_counted(text, share),
        detail=text("chart.claimed_on_average", claimed=text.percent(share.claimed)),
    )


def _told(text: Text, share: LevelShare) -> str:
    came, claimed = share.came_true / share.n, share.claimed
    verdict = "chart.as_claimed" if round(came * 100) == round(claimed * 100) else _verdict(came, claimed)
    return text(
        "chart.level_told",
        level=text(NAME[share.level]),
        counted=_counted(text, share),
        came=text.percent(came),
        claimed=text.percent(claimed),
        verdict=text(verdict),
    )


def _verdict(came: float, claimed: float) -> str:
    return "chart.fewer_than_claimed" if came < claimed else "chart.more_than_claimed"


def _counted(text: Text, share: LevelShare) -> str:
    return text("chart.n_came_true", came=text.number(share.came_true, 0), n=text.number(share.n, 0))


def _notes(text: Text, found: Calibration) -> Iterator[str]:
    """The score in words, and the levels that nobody gave."""
    if found.brier is not None:
        score = round(found.brier, 2)
        verdict = (
            "chart.brier_better" if score < CHANCE else "chart.brier_worse" if score > CHANCE else "chart.brier_same"
        )
        yield text("chart.brier", score=text.number(score), verdict=text(verdict))
    given = {share.level for share in found.levels}
    if missing := [text(SHORT[one]) for one in Level if one not in given]:
        yield text("chart.levels_missing", levels=text.listed(missing))
