"""How a team's confidence compared with what came true: values into words and shapes."""

from collections.abc import Iterator

from bot.delivery.outgoing import LONGEST_ALT
from bot.pictures.alt import LONGEST_NAME, sentences
from bot.pictures.sketch import Sketch
from bot.rules.calibration import UNDECIDED, Calibration, LevelShare
from bot.rules.confidence import Level
from bot.text import Text, cut
from charts.reliability import ReliabilityChart, ReliabilityRow, layout_reliability

NAME = {
    Level.HIGH: "chart.high_confidence",
    Level.MEDIUM: "chart.medium_confidence",
    Level.LOW: "chart.low_confidence",
}
SHORT = {Level.HIGH: "chart.level_high", Level.MEDIUM: "chart.level_medium", Level.LOW: "chart.level_low"}


def calibration(text: Text, team: str, cycle: str, found: Calibration) -> Sketch | None:
    """None where there are too few to say."""
    if found.too_few:
        return None
    title = text("chart.calibration", team=team)
    chart = ReliabilityChart(
        title=title,
        subtitle=text("chart.calibration_subtitle", cycle=cycle, rests=_rests(text, found)),
        came_label=text("chart.came_true"),
        claimed_label=text("chart.claimed"),
        rows=[_row(text, share) for share in found.levels],
        notes=[sentences(note) for note in _notes(text, found)],
        empty=text("chart.calibration_empty"),
    )
    return Sketch("calibration.png", title, _alt(text, team, cycle, found), layout_reliability(chart))


def _alt(text: Text, team: str, cycle: str, found: Calibration) -> str:
    """Level by level what was claimed and what came true, then the score."""
    named = {"team": cut(team, LONGEST_NAME), "cycle": cut(cycle, LONGEST_NAME)}
    lead = text("chart.calibration_alt", **named, rests=_rests(text, found))
    levels = (_told(text, share) for share in found.levels)
    return cut(sentences(lead, *levels, *_notes(text, found)), LONGEST_ALT)


def _rests(text: Text, found: Calibration) -> str:
    return text("chart.calibration_rests", n=text.number(found.n), owners=text.number(found.owners))


def _row(text: Text, share: LevelShare) -> ReliabilityRow:
    return ReliabilityRow(
        title=text(NAME[share.level]),
        came=share.came,
        claimed=share.claimed,
        value_label=text.percent(share.came),
        count_label=_counted(text, share),
        detail=text("chart.claimed_on_average", claimed=text.percent(share.claimed)),
    )


def _told(text: Text, share: LevelShare) -> str:
    came, claimed = text.percent(share.came), text.percent(share.claimed)
    verdict = "chart.fewer_than_claimed" if share.came < share.claimed else "chart.more_than_claimed"
    return text(
        "chart.level_told",
        level=text(NAME[share.level]),
        counted=_counted(text, share),
        came=came,
        claimed=claimed,
        verdict=text("chart.as_claimed" if came == claimed else verdict),
    )


def _counted(text: Text, share: LevelShare) -> str:
    return text("chart.n_came_true", came=text.number(share.came_true), n=text.number(share.n))


def _notes(text: Text, found: Calibration) -> Iterator[str]:
    """The score in words, and the levels that nobody gave."""
    if found.brier is not None:
        score = round(found.brier, 2)
        yield text("chart.brier", score=text.number(score), verdict=text(_judged(score)))
    given = {share.level for share in found.levels}
    if missing := [text(SHORT[one]) for one in Level if one not in given]:
        yield text("chart.levels_missing", levels=text.listed(missing))


def _judged(score: float) -> str:
    if score == UNDECIDED:
        return "chart.brier_same"
    return "chart.brier_better" if score < UNDECIDED else "chart.brier_worse"
