"""Views come onto a person's screen, change there, and go."""

import json

from bot.localslack import checks, inputs
from bot.localslack.errors import Json, Refusal
from bot.localslack.posting import named
from bot.localslack.screens import Shown
from bot.localslack.workspace import Workspace

VIEW_BYTES = 250_000


def open_modal(slack: Workspace, owner: str, view: Json) -> Shown:
    shown = _new(slack, owner, _accepted(slack, view, "modal"))
    slack.screens.stack(owner).clear()
    slack.screens.push(shown)
    slack.changed("views", owner)
    return shown


def push_modal(slack: Workspace, owner: str, view: Json) -> Shown:
    """Raises push_limit_reached; a push needs a modal to lie on."""
    below = slack.screens.top(owner)
    if below is None:
        raise Refusal("not_found")
    shown = _new(slack, owner, _accepted(slack, view, "modal"), below)
    slack.screens.push(shown)
    slack.changed("views", owner)
    return shown


def publish(slack: Workspace, owner: str, view: Json, hash_: str | None) -> Shown:
    """Raises hash_conflict if the Home tab has changed since `hash_`."""
    held = slack.screens.homes.get(owner)
    if held is not None:
        return update(slack, held, view, hash_)
    shown = _new(slack, owner, _accepted(slack, view, "home"))
    slack.screens.homes[owner] = shown
    slack.changed("views", owner)
    return shown


def update(slack: Workspace, shown: Shown, view: Json, hash_: str | None = None) -> Shown:
    """Raises hash_conflict if the view has changed since `hash_`."""
    accepted = _accepted(slack, view, shown.view["type"], shown)
    if hash_ is not None and hash_ != shown.hash:
        raise Refusal("hash_conflict")
    shown.view = accepted
    shown.values = inputs.carry(shown.values, accepted["blocks"])
    shown.hash = slack.next_ts()
    shown.errors = {}
    slack.changed("views", shown.owner)
    return shown


def close(slack: Workspace, shown: Shown, everything: bool = False) -> list[Shown]:
    """What has gone, the topmost first."""
    stack = slack.screens.stack(shown.owner)
    gone = stack[::-1] if everything else [shown]
    stack[:] = [held for held in stack if held not in gone]
    slack.changed("views", shown.owner)
    return gone


def follow(slack: Workspace, shown: Shown, answer: Json) -> None:
    """Does what the answer to a view_submission asks for; raises Refusal for an answer Slack would not take."""
    match answer.get("response_action"):
        case None:
            close(slack, shown)
        case "clear":
            close(slack, shown, everything=True)
        case "errors":
            _show_errors(slack, shown, answer.get("errors"))
        case "update":
            update(slack, shown, answer.get("view", {}))
        case "push":
            push_modal(slack, shown.owner, answer.get("view", {}))
        case other:
            raise Refusal("invalid_response_action", [f"[ERROR] unknown response_action: {other}"])


def _show_errors(slack: Workspace, shown: Shown, errors: object) -> None:
    known = {block["block_id"] for block in shown.view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= known:
        raise Refusal("invalid_errors", ["[ERROR] errors must be keyed by the block_id of an input block"])
    shown.errors = errors
    slack.changed("views", shown.owner)


def _new(slack: Workspace, owner: str, view: Json, below: Shown | None = None) -> Shown:
    view_id = slack.ids.next("V")
    return Shown(
        id=view_id,
        owner=owner,
        view=view,
        hash=slack.next_ts(),
        values=inputs.start(view["blocks"]),
        root_id=below.root_id if below else view_id,
        previous_id=below.id if below else None,
    )


def _accepted(slack: Workspace, view: Json, kind: str, instead_of: Shown | None = None) -> Json:
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise Refusal("view_too_large")
    checks.check_view(view, kind, slack.files)
    external_id = view.get("external_id")
    holder = slack.screens.by_external_id(external_id) if external_id else None
    if holder is not None and holder is not instead_of:
        raise Refusal("duplicate_external_id")
    return {**view, "blocks": named(view["blocks"], slack.ids)}
