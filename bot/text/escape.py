"""What keeps a person's words from becoming Slack's markup."""


def escape(words: str) -> str:
    """`words` for a mrkdwn text: no mention, link or channel name in them comes alive."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
