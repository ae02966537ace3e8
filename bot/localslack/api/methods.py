"""The methods the stand-in knows: what they do, their rate limit and the scope they need."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from bot.localslack.api import auth, chat, conversations, files, users, views
from bot.localslack.api.arguments import Handler


class Tier(IntEnum):
    """Calls a minute; POSTING is about one a second in each channel, SPECIAL is not limited here."""

    POSTING = -1
    SPECIAL = 0
    ONE = 1
    TWO = 20
    THREE = 50
    FOUR = 100


@dataclass(frozen=True)
class Method:
    handler: Handler
    tier: Tier
    scope: str | None = None
    app_token: bool = False
    by_secret: bool = False
    """The app proves itself with its client id and secret, and has no token yet."""


METHODS: Mapping[str, Method] = {
    "api.test": Method(auth.api_test, Tier.FOUR),
    "apps.connections.open": Method(auth.open_connection, Tier.THREE, app_token=True),
    "auth.revoke": Method(auth.revoke, Tier.THREE),
    "auth.test": Method(auth.test, Tier.SPECIAL),
    "chat.delete": Method(chat.delete, Tier.THREE, "chat:write"),
    "chat.getPermalink": Method(chat.get_permalink, Tier.SPECIAL),
    "chat.postEphemeral": Method(chat.post_ephemeral, Tier.FOUR, "chat:write"),
    "chat.postMessage": Method(chat.post_message, Tier.POSTING, "chat:write"),
    "chat.update": Method(chat.update, Tier.THREE, "chat:write"),
    "conversations.history": Method(conversations.history, Tier.THREE),
    "conversations.info": Method(conversations.info, Tier.THREE, "channels:read"),
    "conversations.join": Method(conversations.join, Tier.THREE, "channels:join"),
    "conversations.list": Method(conversations.list_all, Tier.TWO, "channels:read"),
    "conversations.members": Method(conversations.members, Tier.FOUR, "channels:read"),
    "conversations.open": Method(conversations.open_dm, Tier.THREE, "im:write"),
    "conversations.replies": Method(conversations.replies, Tier.THREE),
    "files.completeUploadExternal": Method(files.complete_upload, Tier.FOUR, "files:write"),
    "files.getUploadURLExternal": Method(files.get_upload_url, Tier.FOUR, "files:write"),
    "files.info": Method(files.info, Tier.FOUR, "files:read"),
    "oauth.v2.access": Method(auth.access, Tier.SPECIAL, by_secret=True),
    "team.info": Method(auth.team_info, Tier.THREE, "team:read"),
    "users.conversations": Method(conversations.list_of_user, Tier.THREE, "channels:read"),
    "users.info": Method(users.info, Tier.FOUR, "users:read"),
    "users.list": Method(users.list_all, Tier.TWO, "users:read"),
    "users.lookupByEmail": Method(users.lookup_by_email, Tier.THREE, "users:read.email"),
    "users.profile.get": Method(users.get_profile, Tier.FOUR, "users.profile:read"),
    "views.open": Method(views.open_modal, Tier.FOUR),
    "views.publish": Method(views.publish, Tier.FOUR),
    "views.push": Method(views.push, Tier.FOUR),
    "views.update": Method(views.update, Tier.FOUR),
}
