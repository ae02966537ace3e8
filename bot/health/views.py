"""What the doctor found, as lines on a terminal, as JSON, and as a message for one pair of eyes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownTextObject, SectionBlock

from bot.delivery.outgoing import Post
from bot.health.finding import Finding, SlackId, State, all_well
from bot.text import Text, escape
from storage.kinds import DeliveryKind

MOST_SECTIONS = 20
LABELS = {State.OK: "health.ok", State.WARNING: "health.warning", State.WRONG: "health.wrong"}

KINDS = {
    DeliveryKind.PROMPT: "health.kind_prompt",
    DeliveryKind.REMINDER: "health.kind_reminder",
    DeliveryKind.RECEIPT: "health.kind_receipt",
    DeliveryKind.DIGEST: "health.kind_digest",
    DeliveryKind.DIGEST_UPDATE: "health.kind_digest_update",
    DeliveryKind.NOTICE: "health.kind_notice",
    DeliveryKind.FILE: "health.kind_file",
    DeliveryKind.FILE_IMPORTED: "health.kind_file_imported",
    DeliveryKind.ALERT: "health.kind_alert",
}
Kept = Callable[[object], str]


def lines(text: Text, findings: Sequence[Finding], zone: str) -> Iterator[str]:
    """What is wrong last, next to where the cursor is."""
    width = max(len(text(label)) for label in LABELS.values())
    for finding in sorted(findings, key=lambda one: list(State).index(one.state)):
        yield f"{text(LABELS[finding.state]):{width}}  {says(text, finding, zone)}"
        if finding.fix:
            yield f"{'':{width}}  → {fix(text, finding, zone)}"
    yield _summary(text, findings)


def as_document(text: Text, findings: Sequence[Finding], zone: str) -> dict[str, Any]:
    return {"ok": all_well(findings), "checks": [_document(text, finding, zone) for finding in findings]}


def post(text: Text, findings: Sequence[Finding], zone: str) -> Post:
    """What needs a hand first, each with its fix; what is well in small print."""
    title = _summary(text, findings)
    open_ = sorted((one for one in findings if one.fix), key=lambda one: one.state is not State.WRONG)
    blocks: list[Block] = [_section(f"*{title}*"), *(_card(text, one, zone) for one in open_[:MOST_SECTIONS])]
    if (left := len(open_) - MOST_SECTIONS) > 0:
        blocks.append(_context(text.count("health.more", left)))
    well = [says(text, one, zone, _in_slack) for one in findings if not one.fix]
    return Post(text=title, blocks=[*blocks, _context("\n".join(well))] if well else blocks)


def refused(text: Text) -> Post:
    """For those who could do nothing about it."""
    words = text("health.not_for_you")
    return Post(text=words, blocks=[_section(words)])


def says(text: Text, finding: Finding, zone: str, kept: Kept = str) -> str:
    return text(finding.says, **_values(text, finding, zone, kept))


def fix(text: Text, finding: Finding, zone: str, kept: Kept = str) -> str:
    return text(finding.fix, **_values(text, finding, zone, kept))


def _values(text: Text, finding: Finding, zone: str, kept: Kept) -> dict[str, str]:
    return {name: _told(text, value, zone, kept) for name, value in finding.values.items()}


def _told(text: Text, value: object, zone: str, kept: Kept) -> str:
    match value:
        case datetime():
            return text.moment(value, zone)
        case timedelta():
            return text.lasting(value)
        case int():
            return text.number(value)
        case list():
            return ", ".join(map(kept, value))
        case DeliveryKind():
            return text(KINDS[value])
        case _:
            return kept(value)


def _in_slack(value: object) -> str:
    if isinstance(value, SlackId):
        return f"<@{value}>" if value.startswith(("U", "W")) else f"<#{value}>"
    return escape(str(value))


def _summary(text: Text, findings: Sequence[Finding]) -> str:
    broken = sum(finding.state is State.WRONG for finding in findings)
    if broken:
        return text.count("health.needs_a_hand", broken)
    warned = sum(finding.state is State.WARNING for finding in findings)
    return text.count("health.well_with_warnings", warned) if warned else text("health.all_well")


def _document(text: Text, finding: Finding, zone: str) -> dict[str, Any]:
    return {
        "check": finding.check,
        "state": finding.state,
        "says": says(text, finding, zone),
        "fix": fix(text, finding, zone) if finding.fix else None,
    }


def _card(text: Text, finding: Finding, zone: str) -> SectionBlock:
    label = text(LABELS[finding.state])
    return _section(f"*{label}:* {says(text, finding, zone, _in_slack)}\n→ {fix(text, finding, zone, _in_slack)}")


def _section(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words))


def _context(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=words)])
