"""How far key results came by the end of their cycle, and what that was graded: values into words and shapes."""

from collections.abc import Mapping, Sequence

from bot.objectives.standing import KeyResultStanding
from bot.phrases.grades import graded
from bot.phrases.measures import progress_label
from bot.pictures.alt import Finding, called, told
from bot.pictures.progress import row
from bot.pictures.sixty import how_many, most_pressing
from bot.pictures.sketch import Sketch
from bot.rules.grade import Band, band
from bot.text import Text
from charts.progress import ProgressChart, ProgressRow, layout_progress
from charts.theme import Tone

TONE: Mapping[Band | None, Tone] = {
    Band.MISSED: Tone.BEHIND,
    Band.PARTIAL: Tone.SLIGHTLY_BEHIND,
    Band.DELIVERED: Tone.ON_PACE,
    None: Tone.NONE,
}
ALT = {
    Band.MISSED: "final.missed",
    Band.PARTIAL: "final.partial",
    Band.DELIVERED: "final.delivered",
    None: "final.ungraded",
}


def final(text: Text, team: str, cycle: str, found: Sequence[KeyResultStanding]) -> Sketch:
    """Of more than sixty those that were missed before the rest."""
    title = text("final.title", team=team)
    shown = most_pressing(found, [_band(item) is Band.MISSED for item in found])
    chart = ProgressChart(
        title=title,
        subtitle=" · ".join([text("final.subtitle", cycle=cycle), *how_many(text, shown, found)]),
        expected_label=text("final.target"),
        rows=[_row(text, item) for item in shown],
        empty=text("chart.no_key_results"),
    )
    return Sketch("progress.png", title, final_alt(text, found), layout_progress(chart))


def final_alt(text: Text, found: Sequence[KeyResultStanding]) -> str:
    """What was missed first."""
    lead = text.count("final.alt", len(found))
    return told(text, lead, *(Finding(sentence, _items(text, found, one)) for one, sentence in ALT.items()))


def _row(text: Text, item: KeyResultStanding) -> ProgressRow:
    verdict = text("grade.none") if item.grade is None else graded(text, item.grade)
    return row(text, item, None if item.progress is None else 1.0, TONE[_band(item)], verdict)


def _items(text: Text, found: Sequence[KeyResultStanding], one: Band | None) -> list[str]:
    return [f"{called(item)}: {progress_label(text, item)}" for item in found if _band(item) is one]


def _band(item: KeyResultStanding) -> Band | None:
    return None if item.grade is None else band(item.grade)
