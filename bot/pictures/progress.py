"""Progress of key results beside the pace expected: values into words and shapes."""

from collections.abc import Iterable, Sequence

from bot.objectives.standing import KeyResultStanding
from bot.phrases.measures import progress_label, span
from bot.phrases.verdicts import REASON, paced
from bot.pictures.alt import Finding, called, told
from bot.pictures.sketch import Sketch
from bot.rules.attention import Reason, Status
from bot.rules.pace import Pace
from bot.rules.progress import Maintain
from bot.text import Text
from charts.progress import ProgressChart, ProgressRow, layout_progress
from charts.theme import Tone

TONE = {Pace.ON_PACE: Tone.ON_PACE, Pace.SLIGHTLY_BEHIND: Tone.SLIGHTLY_BEHIND, Pace.BEHIND: Tone.BEHIND}
ALT = {
    Status.NEEDS_ATTENTION: "chart.progress_attention",
    Status.SLIGHTLY_BEHIND: "chart.progress_watched",
    Status.ON_TRACK: "chart.progress_fine",
    Status.NO_DATA: "chart.progress_no_data",
}


def progress(
    text: Text,
    title: str,
    subtitle: str,
    found: Sequence[KeyResultStanding],
    by_importance: Sequence[KeyResultStanding],
) -> Sketch:
    """In the order given on the picture, by importance in its words."""
    chart = ProgressChart(
        title=title,
        subtitle=subtitle,
        expected_label=text("chart.expected"),
        rows=[_paced(text, item) for item in found],
        empty=text("chart.no_key_results"),
    )
    return Sketch("progress.png", title, progress_alt(text, by_importance), layout_progress(chart))


def progress_alt(text: Text, found: Sequence[KeyResultStanding]) -> str:
    """What needs attention first, and why; of each status in the order given."""
    lead = text.count("chart.progress_alt", len(found))
    return told(text, lead, *(Finding(sentence, _items(text, found, status)) for status, sentence in ALT.items()))


def row(text: Text, item: KeyResultStanding, expected: float | None, tone: Tone, verdict: str) -> ProgressRow:
    """`expected` of what has a way to go: within bounds one is or is not."""
    detail, label = span(text, item), progress_label(text, item)
    return ProgressRow(
        title=f"{item.short_id} {item.title}",
        detail="" if detail == label else detail,
        progress=item.progress,
        expected=None if isinstance(item.measure, Maintain) else expected,
        value_label=label,
        tone=tone,
        tone_label=verdict,
    )


def _paced(text: Text, item: KeyResultStanding) -> ProgressRow:
    tone = TONE[item.verdict] if item.verdict else Tone.NONE
    return row(text, item, None if item.pace is None else item.expected, tone, paced(text, item))


def _items(text: Text, found: Sequence[KeyResultStanding], status: Status) -> list[str]:
    return [f"{called(item)}: {', '.join(_told(text, item))}" for item in found if item.status is status]


def _told(text: Text, item: KeyResultStanding) -> Iterable[str]:
    """The progress, and the reasons that neither it nor another reason says already."""
    said = {Reason.BEHIND} if Reason.DISAGREES in item.reasons else set()
    reasons = (text(REASON[reason]) for reason in item.reasons if reason not in said)
    return dict.fromkeys([progress_label(text, item), *reasons])
