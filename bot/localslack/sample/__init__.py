"""A small software company with eight weeks of check-ins behind it, for the local Slack and the bot's database."""

from bot.localslack.sample.company import furnish
from bot.localslack.sample.stock import stock

__all__ = ["furnish", "stock"]
