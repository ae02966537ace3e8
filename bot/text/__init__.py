"""Every text a person reads: catalogs by language, numbers and dates as that language writes them."""

from bot.text.catalog import LANGUAGES, Text, language_of, speak
from bot.text.cut import cut, fit
from bot.text.escape import escape

__all__ = ["LANGUAGES", "Text", "cut", "escape", "fit", "language_of", "speak"]
