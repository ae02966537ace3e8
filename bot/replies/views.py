"""What the bot says back: what it understood, line by line, or why it did not, with an example."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import (
    Block,
)

from bot.actions import EDIT
from bot.delivery.outgoing import Post
from bot.phrases.blocks import button, context, row, said, section
from bot.phrases.people import name_of
from bot.phrases.values import checked, unit_name
from bot.replies.asking import Fault
from bot.replies.example import example
from bot.replies.report import Line, Shown
from bot.text import Text, cut, escape

UNDO = "reply_undo"
MOST_LINES = 40
LONGEST_SAID = 300
LONGEST_TYPED = 60
SENTENCES = {
    Fault.STRANGER: "okr.stranger",
    Fault.NOTHING_ASKED: "reply.nothing_asked",
    Fault.GREETING: "reply.greeting",
    Fault.WHICH: "reply.which",
    Fault.UNKNOWN: "reply.unknown",
    Fault.TWO_NAMED: "reply.two_named",
    Fault.NAMED_TWICE: "reply.named_twice",
    Fault.NO_VALUE: "reply.no_value",
    Fault.NOTHING_KEPT: "reply.nothing_kept",
    Fault.TWO_NUMBERS: "reply.two_numbers",
    Fault.TWO_READINGS: "reply.two_readings",
    Fault.NOT_A_VALUE: "reply.not_a_value",
    Fault.OTHER_UNIT: "reply.other_unit",
    Fault.NO_CONFIDENCE: "reply.no_confidence",
    Fault.CONFIDENCE_RANGE: "reply.confidence_range",
    Fault.TWO_CONFIDENCES: "reply.two_confidences",
    Fault.STEPS_RANGE: "reply.steps_range",
    Fault.WHICH_STEPS: "reply.which_steps",
    Fault.NO_BLOCKER: "reply.no_blocker",
    Fault.TWO_THANKED: "reply.two_thanked",
    Fault.TOO_LONG: "reply.too_long",
}
ALONE = (Fault.STRANGER, Fault.NOTHING_ASKED)
"""No example mends these."""
UNPROMPTED = (*ALONE, Fault.GREETING)
"""Nobody expects that anything was recorded."""


def post(shown: Shown) -> Post:
    """The answer to a message as things stand."""
    text = shown.caller.text
    if shown.undone:
        return said(text("reply.undone"))
    if not shown.lines:
        why = _why(text, shown)
        told = why if shown.fault in UNPROMPTED else text("reply.not_recorded", why=why)
        return Post(text=told, blocks=[section("\n".join([told, *_help(text, shown)]))])
    lead = text("reply.still_stands", why=_why(text, shown)) if shown.fault else text(_lead(shown))
    lines = shown.lines[:MOST_LINES]
    blocks = [
        section("\n".join([lead, *_help(text, shown)])),
        *(section("\n".join(_line(text, line))) for line in lines),
        *_context(text, shown),
        *_buttons(text, shown),
    ]
    return Post(text="\n".join([lead, *(_first(text, line) for line in lines)]), blocks=blocks)


def _lead(shown: Shown) -> str:
    if not shown.undoable:
        return "reply.known"
    return "reply.saved_late" if any(line.checkin.late for line in shown.lines) else "reply.saved"


def _why(text: Text, shown: Shown) -> str:
    """What is not understood."""
    typed = [escape(cut(one, LONGEST_TYPED)) for one in shown.typed]
    about = shown.about
    return text(
        SENTENCES[shown.fault or Fault.GREETING],
        id=about.id if about else "",
        typed=typed[0] if typed else "",
        all=text("reply.or").join(typed[1:]),
        unit=escape(unit_name(text, about.key_result.unit)) if about else "",
        steps=len(about.steps) if about else 0,
    )


def _help(text: Text, shown: Shown) -> Iterator[str]:
    """How it could be said of the person's own key results."""
    if shown.fault is None or shown.fault in ALONE:
        return
    examples = [f"`{example(text, item)}`" for item in ([shown.about] if shown.about else shown.asked[:2])]
    yield text("reply.example", examples="\n".join(examples))
    if shown.fault is Fault.GREETING:
        yield text("reply.how")


def _first(text: Text, line: Line) -> str:
    said = checked(text, line.measure, line.key_result.unit, line.checkin)
    return f"{line.id} {escape(line.key_result.title)}: {said}"


def _line(text: Text, line: Line) -> Iterator[str]:
    row = line.checkin
    yield f"*{line.id} {escape(line.key_result.title)}*"
    yield checked(text, line.measure, line.key_result.unit, row)
    if row.done and len(row.done) < len(line.steps):
        yield text("reply.steps", names=", ".join(escape(step.title) for step in line.steps if step.number in row.done))
    for message, words in (("receipt.note", row.note), ("receipt.blocker", row.blocker)):
        if words:
            yield text(message, words=escape(cut(words, LONGEST_SAID)))
    if line.thanked is not None:
        yield text("reply.thanks", name=name_of(line.thanked))


def _context(text: Text, shown: Shown) -> list[Block]:
    """What is left out, and what still waits for an answer."""
    lines = []
    if (left := len(shown.lines) - MOST_LINES) > 0:
        lines.append(text.count("prompt.more", left))
    if shown.open:
        lines.append(text("reply.still_open", ids=_ids(shown.open)))
    return [context("\n".join(lines))] if lines else []


def _ids(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MOST_LINES]) + ("…" if len(ids) > MOST_LINES else "")


def _buttons(text: Text, shown: Shown) -> list[Block]:
    found = []
    if shown.undoable:
        found.append((UNDO, "reply.undo", shown.reply_id))
    if shown.prompt_id is not None:
        found.append((EDIT, "button.edit", shown.prompt_id))
    buttons = [button(action, text(label), str(value)) for action, label, value in found]
    return row(buttons)
