"""Which team is meant: a button for each."""

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.actions import LOOK
from bot.commands import Command
from bot.delivery.outgoing import Post
from bot.objectives.teams import Choice
from bot.text import Text, escape

MOST = 40
LONGEST_NAME = 150


def team_choice(text: Text, choice: Choice, command: Command) -> Post:
    """Asks for a team, and answers `command` for the one that is picked."""
    if choice.unknown:
        words = text("choice.unknown", team=escape(choice.unknown[:LONGEST_NAME]))
    else:
        words = text("choice.which")
    blocks: list[Block] = [SectionBlock(text=MarkdownTextObject(text=words))]
    for team in choice.teams[:MOST]:
        pick = ButtonElement(
            action_id=LOOK, text=PlainTextObject(text=text("okr.button_show")), value=escape(f"{command} {team.name}"),
            accessibility_label=text("okr.button_show_what", id=team.name[:50]),
        )  # fmt: skip
        blocks.append(
            SectionBlock(text=MarkdownTextObject(text=f"*{escape(team.name[:LONGEST_NAME])}*"), accessory=pick)
        )
    if (left := len(choice.teams) - MOST) > 0:
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=text.count("choice.left", left))]))
    return Post(text=words, blocks=blocks)
