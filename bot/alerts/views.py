"""An alert: what did not arrive, and what puts it right."""

from bot.alerts.flow import EXPIRED, MISSING_SCOPE, Problem
from bot.delivery.outgoing import Post
from bot.phrases.blocks import said
from bot.text import escape

FIXES = {
    "not_in_channel": "alert.not_in_channel",
    "is_archived": "alert.is_archived",
    "channel_not_found": "alert.channel_not_found",
    "restricted_action": "alert.restricted_action",
    MISSING_SCOPE: "alert.missing_scope",
    EXPIRED: "alert.expired",
}


def alert(found: Problem) -> Post:
    text = found.caller.text
    sentences = []
    if found.day is not None:
        sentences.append(
            text("alert.digest", team=escape(found.team), day=text.day(found.day), channel=f"<#{found.channel}>")
        )
    # Slack has several kinds of restricted_action.
    fix = next((message for code, message in FIXES.items() if found.code.startswith(code)), "alert.refused")
    bot = f"<@{found.caller.workspace.bot_user}>"
    sentences.append(text(fix, bot=bot, scope=escape(found.detail), error=escape(found.code)))
    return said(" ".join(sentences))
