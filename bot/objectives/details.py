"""One objective, or one key result, in full."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement

from bot.actions import CHECK_IN_NOW, EDIT_OKR, HISTORY
from bot.delivery.outgoing import Post
from bot.kpis.reading import rounded
from bot.objectives.blocks import show
from bot.objectives.lines import (
    LONGEST_SAID,
    attention_line,
    key_result_line,
    measure_line,
    most_that_fit,
    objective_line,
    score_line,
    title,
)
from bot.objectives.lookup import Shown
from bot.objectives.standing import InitiativeStanding, KeyResultStanding, ObjectiveStanding
from bot.phrases.blocks import button, context, row, section
from bot.phrases.grades import BECAME, graded
from bot.phrases.kpis import describe
from bot.phrases.people import name_of
from bot.phrases.values import quantity
from bot.phrases.verdicts import PACE
from bot.rules.confidence import Level, level
from bot.rules.progress import Milestone
from bot.text import Text, cut, escape
from storage.key_results import Answer
from storage.kinds import Openness

LAST_SHOWN = 5
MOST_SECTIONS = 40
LEVEL = {
    Level.HIGH: "okr.confidence_high",
    Level.MEDIUM: "okr.confidence_medium",
    Level.LOW: "okr.confidence_low",
}


def objective(text: Text, shown: Shown) -> Post:
    """One objective with all its key results; what does not fit is counted."""
    found = shown.objective
    key_results = found.key_results[:MOST_SECTIONS]
    blocks: list[Block] = [
        section(objective_line(text, found)),
        context(_objective_facts(text, found)),
        *(section(key_result_line(text, one), show(text, one.short_id)) for one in key_results),
    ]
    if left := len(found.key_results) - len(key_results):
        blocks.append(context(text.count("okr.key_results_left", left)))
    if found.initiatives:
        blocks.append(section(_initiatives(text, found.initiatives)))
    notice = text("okr.objective_notice", number=found.number, title=escape(found.title))
    return Post(text=notice, blocks=[*blocks, *row(_next_steps(text, shown, str(found.number)))])


def key_result(text: Text, shown: Shown, found: KeyResultStanding, zone: str) -> Post:
    """Everything about it; the days of its check-ins are days of `zone`."""
    sections = [
        "\n".join([f"*{found.short_id} {title(found.title)}*", measure_line(text, found)]),
        "\n".join(_grade(text, found)),
        "\n".join(_verdicts(text, found)),
        most_that_fit(text, [f"{'☑' if step.done else '☐'} {title(step.title)}" for step in found.steps]),
        describe(text, shown.kpi, shown.kpi_before) if shown.kpi else "",
        most_that_fit(text, list(_answers(text, found, zone))),
    ]
    blocks: list[Block] = [section(words) for words in sections if words]
    blocks += [context(_facts(text, shown, found)), *row(_next_steps(text, shown, found.short_id))]
    notice = text("okr.key_result_notice", number=found.short_id, title=escape(found.title))
    return Post(text=notice, blocks=blocks)


def _next_steps(text: Text, shown: Shown, short_id: str) -> list[ButtonElement]:
    """What the caller may do with it from here."""
    steps = [button(HISTORY, text("okr.button_history"), short_id, spoken=text("okr.button_history_what", id=short_id))]
    if shown.may_update:
        one = str(shown.key_result.id if shown.key_result else 0)
        steps.insert(0, button(CHECK_IN_NOW, text("okr.button_update"), one))
    if shown.may_edit:
        steps.append(
            button(EDIT_OKR, text("okr.button_edit"), short_id, spoken=text("okr.button_edit_what", id=short_id))
        )
    return steps


def _objective_facts(text: Text, found: ObjectiveStanding) -> str:
    facts = [
        text("okr.team", team=escape(cut(found.team, LONGEST_SAID))),
        text("okr.cycle", cycle=escape(found.cycle)),
        text("okr.owner", owner=name_of(found.owner)),
        score_line(text, found.score),
    ]
    if found.parent is not None:
        facts.append(text("okr.parent", number=found.parent))
    if found.state is Openness.CLOSED:
        facts.append(text("okr.closed"))
    return " · ".join(facts)


def _initiatives(text: Text, found: Sequence[InitiativeStanding]) -> str:
    lines = [f"• {escape(cut(one.title, LONGEST_SAID))} — {name_of(one.owner)}" for one in found]
    return most_that_fit(text, [text("okr.initiatives"), *lines])


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
        yield text("okr.answer", day=text.short_day(day), said=said_in(text, found, answer))
        if answer.note:
            yield text("receipt.note", words=escape(cut(answer.note, LONGEST_SAID)))
        if answer.blocker:
            yield text("receipt.blocker", words=escape(cut(answer.blocker, LONGEST_SAID)))


def said_in(text: Text, found: KeyResultStanding, answer: Answer) -> str:
    if isinstance(found.measure, Milestone):
        done, steps = text.number(answer.value, 0), text.number(len(found.steps), 0)
        value = text("phrase.steps", done=done, steps=steps)
    else:
        value = escape(quantity(text, answer.value, found.unit))
    if answer.confidence is None:
        return value
    return text("phrase.value_confidence", value=value, confidence=answer.confidence)


def _facts(text: Text, shown: Shown, found: KeyResultStanding) -> str:
    objective = shown.objective
    of = text("okr.of_objective", number=objective.number, title=title(objective.title))
    facts = [of, text("okr.owner", owner=name_of(found.owner)), text("okr.cycle", cycle=escape(objective.cycle))]
    if shown.carried_from:
        facts.append(text("grade.carried_from", id=shown.carried_from))
    return " · ".join(facts)


def _grade(text: Text, found: KeyResultStanding) -> Iterator[str]:
    """What it came to at the close of its cycle, and why."""
    if found.outcome is not None:
        grade = text("grade.none") if found.grade is None else graded(text, found.grade)
        yield text("grade.closed", grade=grade, became=text(BECAME[found.outcome]))
    if found.grade_note:
        yield f">{escape(cut(' '.join(found.grade_note.split()), LONGEST_SAID))}"
