"""People by name: a mention would call them, a name only tells."""

from typing import Protocol

from bot.text import escape


class Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def slack_id(self) -> str: ...


def name_of(person: Named) -> str:
    """The name in mrkdwn, escaped; the mention where Slack has not told the name yet."""
    return escape(person.name) if person.name else f"<@{person.slack_id}>"
