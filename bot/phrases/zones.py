"""Time zones to choose from, found while somebody types."""

from datetime import datetime
from itertools import islice

from slack_sdk.models.blocks import Option, PlainTextObject

from bot.text import LANGUAGES, Text, speak
from bot.text.zones import find_zones, zone_name

MOST_FOUND = 50
LONGEST_OPTION = 75


def zone_option(text: Text, zone: str, at: datetime) -> Option:
    return Option(value=zone, text=PlainTextObject(text=zone_name(zone, text.locale, at)[:LONGEST_OPTION]))


def zones_called(text: Text, typed: str, at: datetime) -> list[Option]:
    """What is called like what is typed, in either language."""
    locales = [speak(one).locale for one in LANGUAGES]
    return [zone_option(text, zone, at) for zone in islice(find_zones(typed, locales), MOST_FOUND)]
