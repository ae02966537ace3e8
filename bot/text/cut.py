"""What keeps words within a limit."""


def cut(words: str, most: int) -> str:
    """`words` in at most `most` characters. It is cut before it is escaped, for an escape must not be cut in two."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
