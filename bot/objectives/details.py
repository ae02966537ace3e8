"""One key result in full."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownTextObject, SectionBlock

from bot.delivery.outgoing import Post
from bot.kpis.reading import rounded
from bot.objectives.lines import attention_line, cut, measure_line, most_that_fit, title
from bot.objectives.lookup import Shown
from bot.objectives.standing import Answer, KeyResultStanding, ObjectiveStanding
from bot.phrases.kpis import describe, now_says
from bot.phrases.people import name_of
from bot.phrases.values import quantity
from bot.phrases.verdicts import PACE
from bot.rules.confidence import Level, level
from bot.rules.progress import Milestone
from bot.text import Text, escape

LAST_SHOWN = 5
LONGEST_SAID = 300
LEVEL = {
    Level.HIGH: "okr.confidence_high",
    Level.MEDIUM: "okr.confidence_medium",
    Level.LOW: "okr.confidence_low",
}


def key_result(text: Text, shown: Shown, found: KeyResultStanding, zone: str) -> Post:
    """Everything about it; the days of its check-ins are days of `zone`."""
    sections = [
        "\n".join([f"*{found.short_id} {title(found.title)}*", measure_line(text, found)]),
        "\n".join(_verdicts(text, found)),
        most_that_fit(text, [f"{'☑' if step.done else '☐'} {title(step.title)}" for step in found.steps]),
        "\n".join(_kpi(text, shown, found)),
        most_that_fit(text, list(_answers(text, found, zone))),
    ]
    blocks: list[Block] = [SectionBlock(text=MarkdownTextObject(text=words)) for words in sections if words]
    blocks.append(ContextBlock(elements=[MarkdownTextObject(text=_facts(text, shown.objective, found))]))
    notice = text("okr.key_result_notice", number=found.short_id, title=escape(found.title))
    return Post(text=notice, blocks=blocks)


def _kpi(text: Text, shown: Shown, found: KeyResultStanding) -> Iterator[str]:
    if shown.kpi:
        yield describe(text, shown.kpi, shown.kpi_before)
    if said := now_says(text, shown.kpi, found.value):
        yield escape(said)


def _verdicts(text: Text, found: KeyResultStanding) -> Iterator[str]:
    """Pace beside what is expected, confidence, forecast, and why it needs attention."""
    if found.verdict and found.expected is not None:
        yield text("okr.pace", pace=text(PACE[found.verdict]), expected=text.percent(found.expected))
    elif found.expected is not None:
        yield text("okr.expected", expected=text.percent(found.expected))
    if found.confidence is not None:
        yield text(LEVEL[level(found.confidence)], confidence=found.confidence)
    if found.forecast:
        yield text(
            "okr.forecast",
            value=escape(quantity(text, rounded(found.forecast.value), found.unit)),
            low=text.number(rounded(found.forecast.low)),
            high=escape(quantity(text, rounded(found.forecast.high), found.unit)),
        )
    if found.reasons:
        yield attention_line(text, found)


def _answers(text: Text, found: KeyResultStanding, zone: str) -> Iterator[str]:
    """The last check-ins, newest first."""
    for answer in reversed(found.history[-LAST_SHOWN:]):
        day = answer.as_of.astimezone(ZoneInfo(zone)).date()
        yield text("okr.answer", day=text.short_day(day), said=_said(text, found, answer))
        if answer.note:
            yield text("receipt.note", words=escape(cut(answer.note, LONGEST_SAID)))
        if answer.blocker:
            yield text("receipt.blocker", words=escape(cut(answer.blocker, LONGEST_SAID)))


def _said(text: Text, found: KeyResultStanding, answer: Answer) -> str:
    if isinstance(found.measure, Milestone):
        done, steps = text.number(answer.value, 0), text.number(len(found.steps), 0)
        value = text("phrase.steps", done=done, steps=steps)
    else:
        value = escape(quantity(text, answer.value, found.unit))
    if answer.confidence is None:
        return value
    return text("phrase.value_confidence", value=value, confidence=answer.confidence)


def _facts(text: Text, objective: ObjectiveStanding, found: KeyResultStanding) -> str:
    of = text("okr.of_objective", number=objective.number, title=title(objective.title))
    return " · ".join(
        [of, text("okr.owner", owner=name_of(found.owner)), text("okr.cycle", cycle=escape(objective.cycle))]
    )
