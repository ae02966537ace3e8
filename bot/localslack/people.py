from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.localslack.errors import Json


@dataclass(frozen=True)
class Person:
    """`status_expiration` is in epoch seconds, 0 for a status that stays."""

    id: str
    name: str
    team_id: str
    email: str | None = None
    tz: str = "UTC"
    locale: str = "en-US"
    guest: bool = False
    deleted: bool = False
    stranger: bool = False
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    admin: bool = False
    bot: bool = False

    @property
    def username(self) -> str:
        return self.name.lower().replace(" ", ".")


def profile(person: Person) -> Json:
    shown = {
        "real_name": person.name,
        "display_name": person.name,
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_expiration": person.status_expiration,
        "team": person.team_id,
    }
    return shown if person.email is None else {**shown, "email": person.email}


def user(person: Person, now: datetime, include_locale: bool = False) -> Json:
    """The user object of users.info; a deactivated account has lost its zone and its roles, as in Slack."""
    shown = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.username,
        "deleted": person.deleted,
        "real_name": person.name,
        "profile": profile(person),
        "is_bot": person.bot and person.id != "USLACKBOT",
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    if person.stranger:
        shown["is_stranger"] = True
    return shown if person.deleted else {**shown, **_active(person, now, include_locale)}


def _active(person: Person, now: datetime, include_locale: bool) -> Json:
    offset = now.astimezone(ZoneInfo(person.tz)).utcoffset()
    shown: Json = {
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": person.admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
    }
    return {**shown, "locale": person.locale} if include_locale else shown
