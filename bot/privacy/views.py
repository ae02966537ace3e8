"""What is stored about a person, in a few lines."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View

from bot.people.caller import Caller
from bot.phrases.blocks import section
from bot.privacy.flow import Mine
from bot.text import Text, cut, escape

LONGEST_NAME = 80
MOST_TEAMS, MOST_ADMINS = 20, 10


def summary(text: Text, mine: Mine, retention_days: int) -> View:
    points = "\n".join(f"• {line}" for line in _points(text, mine))
    words = text.count("privacy.words_go", retention_days) if retention_days else text("privacy.words_stay")
    return View(
        type="modal",
        title=PlainTextObject(text=text("privacy.title")),
        close=PlainTextObject(text=text("form.close")),
        blocks=[section(points), section(f"{words}\n{text('privacy.all_of_it')}"), section(_erased(text, mine))],
    )


def file(caller: Caller, now: datetime) -> tuple[str, str, str]:
    """Name, title and comment of the document."""
    text, day = caller.text, now.astimezone(ZoneInfo(caller.zone)).date()
    return f"okrbot-{day}.json", text("privacy.file", day=text.full_day(day)), text("privacy.file_comment")


def _points(text: Text, mine: Mine) -> Iterator[str]:
    """What there is none of is left out."""
    yield text("privacy.profile")
    yield _teams(text, mine)
    for message, n in (
        ("privacy.owns", mine.count("objective", "key_result")),
        ("privacy.said", mine.count("check_in")),
        ("privacy.absences", mine.count("away")),
        ("privacy.got", mine.count("delivery")),
    ):
        if n:
            yield text.count(message, n)


def _teams(text: Text, mine: Mine) -> str:
    names = [escape(cut(name, LONGEST_NAME)) for name in mine.teams[:MOST_TEAMS]]
    if len(mine.teams) > MOST_TEAMS:
        names.append("…")
    return text("privacy.teams", teams=", ".join(names)) if names else text("privacy.no_team")


def _erased(text: Text, mine: Mine) -> str:
    if not mine.admins:
        return text("privacy.ask_operator")
    return text("privacy.ask", admins=", ".join(f"<@{one}>" for one in mine.admins[:MOST_ADMINS]))
