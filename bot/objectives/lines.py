"""Lines of mrkdwn about objectives and key results."""

from collections.abc import Sequence

from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.phrases.measures import progress_label, span
from bot.phrases.verdicts import PACE, REASON
from bot.rules.attention import Status
from bot.rules.progress import Baseline, Maintain, RollUp, clamped
from bot.text import Text, cut, escape

CELLS = 10
FEW_CELLS = 5
LONGEST_TITLE = 150
LONGEST_BRANCH = 70
LONGEST_TEXT = 3000
LONGEST_SAID = 300


def bar(progress: float, cells: int = CELLS) -> str:
    """Progress as ten cells, beyond its ends clamped: ▓▓▓▓▓▓░░░░."""
    full = round(clamped(progress) * cells)
    return "▓" * full + "░" * (cells - full)


def objective_line(text: Text, found: ObjectiveStanding) -> str:
    head = f"*{found.number} {title(found.title)}*"
    if found.score.progress is None:
        return head
    return f"{head}\n{bar(found.score.progress)} {text.percent(found.score.progress)}"


def brief_line(text: Text, found: ObjectiveStanding) -> str:
    """The objective, and how many key results it has and how many of them need attention."""
    parts = [text.count("okr.key_results", len(found.key_results))]
    if needing := sum(bool(one.reasons) for one in found.key_results):
        parts.append(text.count("okr.needing", needing))
    return "\n".join([objective_line(text, found), " · ".join(parts)])


def branch_line(text: Text, found: ObjectiveStanding) -> str:
    """The objective in one line. Progress comes first: on a phone the line breaks behind it."""
    parts = [escape(cut(found.title, LONGEST_BRANCH))]
    if found.score.progress is not None:
        parts.insert(0, f"{bar(found.score.progress, FEW_CELLS)} {text.percent(found.score.progress)}")
    if found.status is Status.NEEDS_ATTENTION:
        parts.append(text("okr.needs_attention"))
    return f"*{found.number}* {' · '.join(parts)}"


def score_line(text: Text, score: RollUp) -> str:
    if score.progress is None:
        return text("okr.no_score")
    value = text.percent(score.progress)
    if score.counted == score.total:
        return text("okr.score", value=value)
    return text("okr.score_of", value=value, counted=score.counted, total=score.total)


def key_result_line(text: Text, found: KeyResultStanding) -> str:
    """Number, title, bar, figures, pace and confidence; below it why it needs attention."""
    parts = [measure_line(text, found)]
    if found.verdict:
        parts.append(text(PACE[found.verdict]))
    if found.confidence is not None:
        parts.append(text("phrase.confidence", confidence=found.confidence))
    lines = [f"*{found.short_id}* {title(found.title)}", " · ".join(parts)]
    if found.reasons:
        lines.append(attention_line(text, found))
    return "\n".join(lines)


def measure_line(text: Text, found: KeyResultStanding) -> str:
    """Bar, share and figures; only figures where there is no way to be on."""
    figures = escape(span(text, found))
    if found.progress is None:
        none_yet = "" if found.last or isinstance(found.measure, Baseline) else f"{text('measure.no_checkin')} · "
        return none_yet + figures
    share = progress_label(text, found)
    return (
        f"{share} · {figures}" if isinstance(found.measure, Maintain) else f"{bar(found.progress)} {share} · {figures}"
    )


def attention_line(text: Text, found: KeyResultStanding) -> str:
    return text("okr.attention", reasons="; ".join(text(REASON[reason]) for reason in found.reasons))


def title(words: str) -> str:
    return escape(cut(words, LONGEST_TITLE))


def packed(lines: Sequence[str]) -> list[str]:
    """The lines, whole, in as few texts as may hold them."""
    texts = [""]
    for line in lines:
        joined = f"{texts[-1]}\n{line}" if texts[-1] else line
        if len(joined) <= LONGEST_TEXT:
            texts[-1] = joined
        else:
            texts.append(line)
    return [text for text in texts if text]


def most_that_fit(text: Text, lines: Sequence[str], room: int = LONGEST_TEXT, joint: str = "\n") -> str:
    """As many lines as one text may hold, and how many are left out."""
    whole = joint.join(lines)
    if len(whole) <= room:
        return whole
    left, kept = room - len(text.count("okr.lines_left", len(lines))), 0
    while left >= (taken := len(lines[kept]) + len(joint)):
        left -= taken
        kept += 1
    return joint.join([*lines[:kept], text.count("okr.lines_left", len(lines) - kept)])
