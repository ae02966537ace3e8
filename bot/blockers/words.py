"""The words of a message as somebody would write them down."""

from sqlmodel import Session

from bot.replies.grammar import plain
from bot.replies.mentions import with_names

LONGEST_QUOTE = 1500


def quoted(session: Session, workspace_id: int, said: str, link: str) -> str:
    """Without Slack's markup and cut, with the link to the message below."""
    words = with_names(session, workspace_id, plain(said)).strip()
    cut = words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…"
    return "\n".join(filter(None, [cut, link]))
