"""The JSON the page draws itself from."""

from bot.localslack.conversations import Conversation, Kind, Message
from bot.localslack.errors import Json
from bot.localslack.files import Stage
from bot.localslack.people import Person
from bot.localslack.screens import Shown
from bot.localslack.workspace import ClockMove, Workspace


def state(slack: Workspace, viewer: str) -> Json:
    return {
        "team": {"id": slack.team_id, "name": slack.team_name},
        "clock": slack.clock.now().isoformat(),
        "moves": [_move(slack, move) for move in slack.clock_moves],
        "people": [_person(person) for person in slack.people.values() if not person.bot],
        "bot": {"id": slack.bot_user_id, "name": slack.people[slack.bot_user_id].name},
        "home_tab": "app_home_opened" in slack.bot_events,
        "commands": [vars(command) for command in slack.commands],
        "shortcuts": [vars(shortcut) for shortcut in slack.shortcuts],
        "conversations": [_summary(held, viewer) for held in slack.conversations_of(viewer)],
    }


def _move(slack: Workspace, move: ClockMove) -> Json:
    target = move.target(slack.clock.now())
    return {
        "id": move.id,
        "label": move.label,
        "enabled": target is not None,
        "target": target.isoformat() if target else None,
    }


def _person(person: Person) -> Json:
    shown = ("id", "name", "tz", "locale", "guest", "deleted", "stranger")
    return {name: getattr(person, name) for name in shown}


def _summary(held: Conversation, viewer: str) -> Json:
    seen = held.seen_by(viewer)
    return {
        "id": held.id,
        "name": held.name,
        "kind": held.kind,
        "private": held.kind is Kind.CHANNEL and held.private,
        "archived": held.archived,
        "newest": seen[-1].ts if seen else None,
    }


def conversation(slack: Workspace, held: Conversation, viewer: str) -> Json:
    return {"messages": [_message(slack, held, message) for message in held.seen_by(viewer)]}


def _message(slack: Workspace, held: Conversation, message: Message) -> Json:
    author = slack.people[message.user]
    return {
        "ts": message.ts,
        "user": message.user,
        "name": author.name,
        "bot": author.bot,
        "text": message.text,
        "blocks": list(message.blocks),
        "files": [_attached(slack, file_id) for file_id in message.files],
        "thread_ts": message.thread_ts,
        "replies": len(held.replies(message.ts)),
        "edited": message.edited_ts is not None,
        "ephemeral": message.ephemeral_to is not None,
        "at": message.at.isoformat(),
    }


def _attached(slack: Workspace, file_id: str) -> Json:
    held = slack.files[file_id]
    return {
        "id": held.id,
        "name": held.name,
        "title": held.title or held.name,
        "alt": held.alt_text,
        "mimetype": held.mimetype,
        "url": f"/local/file/{held.id}",
        "ready": held.stage is Stage.PROCESSED,
    }


def views(slack: Workspace, person: str) -> Json:
    top, home = slack.screens.top(person), slack.screens.homes.get(person)
    return {
        "modal": _view(top) if top else None,
        "depth": len(slack.screens.stack(person)),
        "errors": top.errors if top else {},
        "values": top.values if top else {},
        "home": _view(home) if home else None,
        "home_values": home.values if home else {},
    }


def _view(shown: Shown) -> Json:
    return {**shown.view, "id": shown.id, "hash": shown.hash}
