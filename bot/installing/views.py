"""What who installed the app reads in Slack."""

from bot.actions import LOOK, NEW_TEAM
from bot.delivery.outgoing import Post
from bot.phrases.blocks import button, said
from bot.text import Text


def welcome(text: Text) -> Post:
    first = button(NEW_TEAM, text("installing.new_team"), primary=True)
    return said(text("installing.welcome"), [first, button(LOOK, text("installing.help"), "help")])
