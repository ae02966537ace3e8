from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """A Web API error in Slack's words, with the lines of `response_metadata.messages`."""

    def __init__(self, error: str, messages: Sequence[str] = (), **extra: Any) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.messages = list(messages)
        self.extra = extra

    def body(self) -> Json:
        body: Json = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body


def invalid_argument(what: str, pointer: str) -> Refusal:
    return Refusal("invalid_arguments", [f"[ERROR] {what} [json-pointer:{pointer}]"])


class ActRefused(Exception):
    """What a person tried cannot be done in a Slack client; the message is one sentence for that person."""
