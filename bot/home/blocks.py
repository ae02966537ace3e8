"""The blocks that Home is made of, within Slack's limits."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

Card = tuple[Block, ...]
"""What stands together: a page ends between two of them, never within one."""


def section(words: str, accessory: InteractiveElement | None = None) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words), accessory=accessory)


def context(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=words)])


def actions(buttons: Sequence[InteractiveElement]) -> list[Block]:
    """None where there are no buttons: Slack takes no empty row."""
    return [ActionsBlock(elements=list(buttons))] if buttons else []


def button(action_id: str, label: str, value: str = "", *, primary: bool = False, spoken: str = "") -> ButtonElement:
    """`spoken` is what a screen reader says where the label alone does not tell what it is about."""
    return ButtonElement(
        action_id=action_id,
        text=PlainTextObject(text=label),
        value=value or None,
        style="primary" if primary else None,
        accessibility_label=spoken[:75] or None,
    )
