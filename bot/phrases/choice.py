"""Which team is meant: a button for each."""

from slack_sdk.models.blocks import (
    Block,
)

from bot.actions import LOOK
from bot.commands import Command, asking_for_team
from bot.delivery.outgoing import Post
from bot.objectives.teams import Choice
from bot.phrases.blocks import button, context, section
from bot.text import Text, cut, escape

MOST = 40
LONGEST_NAME = 150


def team_choice(text: Text, choice: Choice, command: Command) -> Post:
    """Asks for a team, and answers `command` for the one that is picked."""
    if choice.unknown:
        words = text("choice.unknown", team=escape(cut(choice.unknown, LONGEST_NAME)))
    else:
        words = text("choice.which")
    blocks: list[Block] = [section(words)]
    for team in choice.teams[:MOST]:
        what = text("okr.button_show_what", id=cut(team.name, 50))
        pick = button(LOOK, text("okr.button_show"), escape(asking_for_team(command, team.name)), spoken=what)
        blocks.append(section(f"*{escape(cut(team.name, LONGEST_NAME))}*", pick))
    if (left := len(choice.teams) - MOST) > 0:
        blocks.append(context(text.count("choice.left", left)))
    return Post(text=words, blocks=blocks)
