"""Progress of key results beside the pace expected: values into words and shapes."""

from collections.abc import Sequence

from bot.objectives.standing import KeyResultStanding
from bot.phrases.measures import progress_label, span
from bot.phrases.verdicts import PACE, REASON
from bot.pictures.sketch import LONGEST_ALT, Sketch
from bot.rules.attention import Reason
from bot.rules.pace import Pace
from bot.text import Text
from charts.progress import ProgressChart, ProgressRow, layout_progress
from charts.theme import Tone

TONE = {Pace.ON_PACE: Tone.ON_PACE, Pace.SLIGHTLY_BEHIND: Tone.SLIGHTLY_BEHIND, Pace.BEHIND: Tone.BEHIND}


def progress(text: Text, title: str, subtitle: str, found: Sequence[KeyResultStanding]) -> Sketch:
    chart = ProgressChart(
        title=title,
        subtitle=subtitle,
        expected_label=text("chart.expected"),
        rows=[_row(text, item) for item in found],
        empty=text("chart.no_key_results"),
    )
    return Sketch("progress.png", title, progress_alt(text, found), layout_progress(chart))


def progress_alt(text: Text, found: Sequence[KeyResultStanding]) -> str:
    said = [", ".join(filter(None, [_told(text, item), _verdict(text, item)])) for item in found]
    return text("chart.progress_alt", items="; ".join(said))[:LONGEST_ALT]


def _row(text: Text, item: KeyResultStanding) -> ProgressRow:
    return ProgressRow(
        title=f"{item.short_id} {item.title}",
        detail=span(text, item),
        progress=item.progress,
        expected=item.expected if item.pace else None,
        value_label=progress_label(text, item),
        tone=TONE[item.verdict] if item.verdict else Tone.NONE,
        tone_label=_verdict(text, item),
    )


def _verdict(text: Text, item: KeyResultStanding) -> str:
    if Reason.STALE in item.reasons:
        return text(REASON[Reason.STALE])
    return text(PACE[item.verdict]) if item.verdict else ""


def _told(text: Text, item: KeyResultStanding) -> str:
    return f"{item.short_id} {item.title}: {progress_label(text, item)}"
