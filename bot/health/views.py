"""What the doctor found, as lines on a terminal, as JSON, and as a message for one pair of eyes."""

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, SectionBlock

from bot.delivery.outgoing import Post
from bot.health.finding import Finding, State, all_well
from bot.phrases.blocks import context, section
from bot.phrases.findings import LABELS, advice, fix, in_slack, says
from bot.text import Text

MOST_SECTIONS = 20


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
    blocks: list[Block] = [section(f"*{title}*"), *(_card(text, one, zone) for one in open_[:MOST_SECTIONS])]
    if (left := len(open_) - MOST_SECTIONS) > 0:
        blocks.append(context(text.count("health.more", left)))
    well = [says(text, one, zone, in_slack) for one in findings if not one.fix]
    return Post(text=title, blocks=[*blocks, context("\n".join(well))] if well else blocks)


def refused(text: Text) -> Post:
    """For those who could do nothing about it."""
    words = text("health.not_for_you")
    return Post(text=words, blocks=[section(words)])


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
    return section(advice(text, finding, zone))
