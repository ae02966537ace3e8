"""How the answers behind an NPS are distributed: values into words and shapes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.kpis.reading import Reading
from bot.kpis.trend import KpiTrend
from bot.phrases.kpis import details_of, interval, sentence, shown
from bot.pictures.alt import LONGEST_NAME, told
from bot.pictures.sketch import Sketch
from bot.rules.kpi_surveys import PASSIVE_FROM, PROMOTER_FROM
from bot.text import Text, cut
from charts.distribution import DistributionChart, ScoreBar, ScoreGroup, Side, layout_distribution

NAMES = {
    Side.PROMOTERS: "chart.scores_promoters",
    Side.PASSIVES: "chart.scores_passives",
    Side.DETRACTORS: "chart.scores_detractors",
}


@dataclass(frozen=True)
class Group:
    """Scores that count alike, with how many gave each; `share` is theirs of all answers."""

    side: Side
    given: Mapping[int, int]
    share: float

    @property
    def n(self) -> int:
        return sum(self.given.values())


def distribution(text: Text, kpi: KpiTrend) -> Sketch | None:
    """Of an NPS with enough answers, else none."""
    if kpi.reading.too_few or not any(kpi.scores.values()):
        return None
    title = text("chart.scores_title", title=kpi.reading.title)
    groups = _groups(kpi.scores)
    chart = DistributionChart(
        title=title,
        subtitle=_subtitle(text, kpi.reading),
        groups=[_group(text, group, sum(kpi.scores.values())) for group in groups],
        empty=text("chart.scores_none"),
    )
    layout = layout_distribution(chart)
    return Sketch(f"answers-{kpi.reading.name}.png", title, _alt(text, kpi, groups), layout)


def _groups(scores: Mapping[int, int]) -> list[Group]:
    """The highest scores first."""
    total = sum(scores.values())
    sides: dict[Side, dict[int, int]] = {side: {} for side in Side}
    for score in sorted(scores, reverse=True):
        sides[_side(score)][score] = scores[score]
    return [Group(side, given, sum(given.values()) / total) for side, given in sides.items()]


def _side(score: int) -> Side:
    if score >= PROMOTER_FROM:
        return Side.PROMOTERS
    return Side.PASSIVES if score >= PASSIVE_FROM else Side.DETRACTORS


def _subtitle(text: Text, reading: Reading) -> str:
    """The number with its n, its days and its interval."""
    details = ", ".join(details_of(text, reading))
    said = text("chart.scores_number", value=shown(text, reading), details=details)
    return " · ".join(filter(None, [said, interval(text, reading.estimate, reading.unit)]))


def _group(text: Text, group: Group, total: int) -> ScoreGroup:
    return ScoreGroup(
        name=_name(text, group),
        share=text.percent(group.share),
        detail=text.count("chart.scores_answers", group.n),
        side=group.side,
        bars=[ScoreBar(text.number(score), n, _label(text, n, n / total)) for score, n in group.given.items()],
    )


def _label(text: Text, n: int, share: float) -> str:
    """How many and what share; a share that rounds to nothing is not nothing."""
    if not n:
        return text.number(n)
    shown = text.percent(share) if round(share * 100) else text("number.percent", value="<1")
    return text("chart.scores_bar", n=text.number(n), share=shown)


def _name(text: Text, group: Group) -> str:
    low, high = min(group.given), max(group.given)
    return text(NAMES[group.side], low=text.number(low), high=text.number(high))


def _alt(text: Text, kpi: KpiTrend, groups: list[Group]) -> str:
    """The number, who stands behind it, and what most people said."""
    most = max(kpi.scores.values())
    common = [score for score, n in kpi.scores.items() if n == most]
    answers = text.count("chart.scores_answers", most)
    lead = text(
        "chart.scores_alt",
        sentence=sentence(text, replace(kpi.reading, title=cut(kpi.reading.title, LONGEST_NAME))),
        groups="; ".join(_said(text, group) for group in groups),
        common=text.listed(text("chart.scores_alt_score", score=text.number(one), answers=answers) for one in common),
    )
    return told(text, lead)


def _said(text: Text, group: Group) -> str:
    answers = text.count("chart.scores_answers", group.n)
    return text("chart.scores_alt_group", name=_name(text, group), share=text.percent(group.share), answers=answers)
