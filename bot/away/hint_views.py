"""The question whether a status in Slack means that somebody is away, and what becomes of it."""

from bot.actions import AWAY
from bot.away.hints import Answer, Hint
from bot.away.views import told
from bot.delivery.outgoing import Post
from bot.phrases.blocks import button, said

YES, NO = "away_hint_yes", "away_hint_no"


def question(hint: Hint) -> Post:
    """Where the status has no end the person picks the days."""
    text = hint.caller.text
    if hint.last is None:
        words, yes = text("away.hint_open"), button(AWAY, text("away.hint_pick"), "")
    else:
        words = text("away.hint", day=text.day(hint.last))
        yes = button(YES, text("away.hint_yes"), str(hint.id))
    no = button(NO, text("away.hint_no"), str(hint.id))
    return said(words, [yes, no])


def answered(answer: Answer) -> Post:
    """In place of the question."""
    text = answer.caller.text
    if answer.away is not None:
        return told(text, answer.away)
    words = text("away.hint_kept")
    return said(words)
