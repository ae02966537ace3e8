"""What keeps words within a limit."""

import re

UNFINISHED = re.compile(r"(&[a-z]*|<[^>]*)$")


def cut(words: str, most: int) -> str:
    """`words` in at most `most` characters. It is cut before it is escaped, for an escape must not be cut in two."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def fit(mrkdwn: str, most: int) -> str:
    """What is escaped already, in at most `most` characters: no escape and no mention is cut in two."""
    return mrkdwn if len(mrkdwn) <= most else UNFINISHED.sub("", mrkdwn[: most - 1]).rstrip() + "…"
