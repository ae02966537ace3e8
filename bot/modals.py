"""Modals stand on each other; Slack holds three."""

from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.models.views import View


def open_modal(client: WebClient, body: Mapping[str, Any], view: View) -> None:
    """On top of the modal that was asked in, if it was one; in its place where Slack takes no more."""
    asked_in = body.get("view") or {}
    if asked_in.get("type") != "modal":
        client.views_open(trigger_id=body["trigger_id"], view=view)
    elif is_third(asked_in):
        client.views_update(view_id=asked_in["id"], view=view)
    else:
        client.views_push(trigger_id=body["trigger_id"], view=view)


def is_third(view: object) -> bool:
    """Nothing can be put on top of it. What is no view, in a malformed payload, is not."""
    return isinstance(view, Mapping) and view.get("previous_view_id") not in (None, "", view.get("root_view_id"))
