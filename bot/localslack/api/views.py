from bot.localslack import payloads, views
from bot.localslack.api.arguments import Arguments
from bot.localslack.errors import Json, Refusal
from bot.localslack.workspace import Workspace


def open_modal(slack: Workspace, args: Arguments) -> Json:
    person = slack.triggers.redeem(args.needed("trigger_id"))
    return {"view": payloads.view(slack, views.open_modal(slack, person, args.view()))}


def push(slack: Workspace, args: Arguments) -> Json:
    person = slack.triggers.redeem(args.needed("trigger_id"))
    return {"view": payloads.view(slack, views.push_modal(slack, person, args.view()))}


def update(slack: Workspace, args: Arguments) -> Json:
    """Raises not_found for a view that has been closed."""
    external_id, view_id = args.text("external_id"), args.text("view_id")
    held = slack.screens.by_external_id(external_id) if external_id else slack.screens.by_id(view_id or "")
    if held is None:
        raise Refusal("not_found")
    return {"view": payloads.view(slack, views.update(slack, held, args.view(), args.text("hash")))}


def publish(slack: Workspace, args: Arguments) -> Json:
    person = slack.known_person(args.needed("user_id"))
    if person.deleted:
        raise Refusal("user_disabled")
    shown = views.publish(slack, person.id, args.view(), args.text("hash"))
    return {"view": payloads.view(slack, shown)}
