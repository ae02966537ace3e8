"""What the page does for the person who looks at it, by name."""

import base64
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from bot.localslack import acts, writing
from bot.localslack.errors import Json
from bot.localslack.socket import Ack
from bot.localslack.workspace import Workspace

Act = Callable[[Workspace, str, Json], Coroutine[Any, Any, object]]


async def do(slack: Workspace, body: Json) -> str | None:
    """Does one act; returns the sentence to show when it went wrong."""
    act = _ACTS.get(body.get("do", ""))
    if act is None:
        return f"Nobody can do this in Slack: {body.get('do')}"
    done = await act(slack, body.get("as", ""), body)
    return done.problem if isinstance(done, Ack) else None


async def _click_view(slack: Workspace, person: str, body: Json) -> Ack:
    """What was typed goes along, as in Slack's payload of the click."""
    await acts.fill(slack, person, body["view_id"], body.get("values", {}))
    return await acts.click_in_view(slack, person, body["view_id"], _ids(body), body)


async def _submit(slack: Workspace, person: str, body: Json) -> Ack | None:
    """Errors at the fields speak for themselves."""
    ack = await acts.submit(slack, person, body["view_id"], body.get("values", {}))
    shown = slack.screens.by_id(body["view_id"])
    return None if shown and shown.errors else ack


async def _upload(slack: Workspace, person: str, body: Json) -> None:
    sent = [(one["name"], base64.b64decode(one["content_base64"])) for one in body["files"]]
    await writing.upload(slack, person, (body["channel"], body.get("thread_ts")), sent, body.get("text", ""))


def _place(body: Json) -> tuple[str, str]:
    return body["channel"], body["ts"]


def _ids(body: Json) -> tuple[str, str]:
    return body.get("block_id", ""), body.get("action_id", "")


_ACTS: Mapping[str, Act] = {
    "click": lambda slack, person, body: acts.click(slack, person, _place(body), _ids(body), body),
    "click_view": _click_view,
    "submit": _submit,
    "close": lambda slack, person, body: acts.close(slack, person, body["view_id"]),
    "slash": lambda slack, person, body: acts.slash(slack, person, body["channel"], body["text"]),
    "shortcut": lambda slack, person, body: acts.shortcut(slack, person, body["callback_id"]),
    "message_shortcut": lambda slack, person, body: acts.message_shortcut(
        slack, person, _place(body), body["callback_id"]
    ),
    "open_home": lambda slack, person, body: acts.open_home(slack, person, body.get("tab", "home")),
    "say": lambda slack, person, body: writing.say(
        slack, person, body["channel"], writing.named(slack, body["text"]), body.get("thread_ts")
    ),
    "edit": lambda slack, person, body: writing.edit(slack, person, _place(body), writing.named(slack, body["text"])),
    "delete": lambda slack, person, body: writing.delete(slack, person, _place(body)),
    "upload": _upload,
}
