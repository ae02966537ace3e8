"""What is said of a prompt that waits while its person wants to be reminded later."""

from bot.prompts.flow import Prompt
from bot.text import Text


def reminder_ahead(text: Text, prompt: Prompt) -> str:
    """When the reminder comes and, where that is after the deadline, until when an answer is on time; mrkdwn."""
    zone = prompt.caller.zone
    assert prompt.later_at is not None  # noqa: S101 - callers have looked
    words = text("later.ahead", when=text.moment(prompt.later_at, zone))
    if prompt.later_at < prompt.due_at:
        return words
    return f"{words} {text('later.on_time_until', due=text.moment(prompt.due_at, zone))}"
