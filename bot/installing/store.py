"""The tokens of workspaces: kept encrypted, found without asking the database, changed for new ones in time."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any

from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.sqlalchemy_utils import normalize_datetime_for_db
from slack_sdk.oauth.token_rotation import TokenRotator
from sqlalchemy import MetaData, RowMapping, Table, insert

from bot.client import web_client
from bot.installing.flow import Installed, install
from bot.keys import Keys, Sealed
from bot.settings import Settings
from storage.db import Database
from storage.installations import BOTS, INSTALLATIONS, claim_rotation, drop_earlier, end_rotation, newest_bot
from storage.sealed import ciphertexts, is_secret

logger = logging.getLogger(__name__)
KEPT = timedelta(seconds=60)
"""How long a token is used without a look at the database."""
AHEAD = timedelta(hours=2)
"""How long before its end a token is changed for a new one."""
ROTATING = timedelta(seconds=60)
"""How long one may take over it before another tries; well over the time-out of the call."""
NAP_SECONDS = 0.1
NAPS = 200
NEVER = datetime.max.replace(tzinfo=UTC)
ALWAYS = 10**9
"""Minutes: whether it is time to rotate is decided here, not by slack_sdk."""


@dataclass(frozen=True)
class _Held:
    token: str
    until: datetime


class Installations(SQLAlchemyInstallationStore):
    """slack_sdk's store on our tables. UserError where OKRBOT_SECRET_KEY is missing or no key."""

    def __init__(self, database: Database, settings: Settings, clock: Callable[[], datetime]) -> None:
        super().__init__(settings.slack_client_id, database.engine, logger=logger)
        self.keys = Keys(settings.okrbot_secret_key)
        self.bots, self.installations = _opened(BOTS, self.keys), _opened(INSTALLATIONS, self.keys)
        self._database, self._settings, self._clock = database, settings, clock
        self._held: dict[str, _Held] = {}
        self._rotator = TokenRotator(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret,
            client=web_client(settings.model_copy(update={"slack_bot_token": ""})),
        )

    def check(self) -> None:
        """UserError where a token was stored with another key."""
        with self._database.read() as session:
            self.keys.check(ciphertexts(session))

    def save(self, installation: Installation) -> None:
        """With the workspace that it is for, new or as it was left: all of it, or nothing."""
        team, now = installation.team_id or "", self._clock()
        told = Installed(team, installation.team_name or "", installation.bot_user_id or "", installation.user_id)
        language, timezone = self._settings.okrbot_language, self._settings.okrbot_timezone
        installation.installed_at = now.timestamp()
        installation.bot_token_expires_at = self._by_our_clock(installation.bot_token_expires_at)
        with self._database.write() as session:
            workspace_id = install(session, told, language, timezone, now, self._settings.okrbot_admins)
            installation.set_custom_value("workspace_id", workspace_id)
            for table, kept in ((self.installations, installation), (self.bots, installation.to_bot())):
                session.execute(insert(table).values(self._written(kept)))
            drop_earlier(session, workspace_id)
        self.forget(team)

    def _written(self, kept: Installation | Bot) -> dict[str, Any]:
        """As slack_sdk writes it."""
        row: dict[str, Any] = {**kept.to_dict(), "client_id": self.client_id}
        return row | {name: normalize_datetime_for_db(row[name]) for name in row if name.endswith("_at")}

    def forget(self, team: str) -> None:
        """Looks the token up the next time."""
        self._held.pop(team, None)

    def token(self, team: str) -> str | None:
        """The bot's token in a workspace; none where the app is not installed."""
        held = self._held.get(team)
        if held is None or held.until <= self._clock():
            held = self._look_up(team)
        return held.token if held else None

    def _look_up(self, team: str) -> _Held | None:
        for _ in range(NAPS):
            row = self._row(team)
            if row is None:
                return None
            bot, now = self.build_bot_entity(row), self._clock()
            mine = _ends(bot) <= now + AHEAD and self._claimed(row, now)
            if mine:
                bot = self._rotated(row, bot)
            if _ends(bot) > now:
                self._held[team] = held = _Held(bot.bot_token, now + KEPT)
                return held
            if mine:
                return None
            threading.Event().wait(NAP_SECONDS)  # it has ended, and somebody else fetches the new one
        return None

    def _row(self, team: str) -> RowMapping | None:
        with self._database.read() as session:
            return session.execute(newest_bot(self.bots, self.client_id, team)).mappings().first()

    def _claimed(self, row: RowMapping, now: datetime) -> bool:
        with self._database.write() as session:
            return claim_rotation(session, row["id"], row["bot_token_expires_at"], now, now + ROTATING)

    def _rotated(self, row: RowMapping, old: Bot) -> Bot:
        """With a new token, or the old one where Slack gives none. No transaction is open while it is asked."""
        changed: dict[str, object] = {}
        try:
            new = self._rotator.perform_bot_token_rotation(bot=old, minutes_before_expiration=ALWAYS)
            if new is not None:
                new.bot_token_expires_at = self._by_our_clock(new.bot_token_expires_at)
                changed = {"bot_token": new.bot_token, "bot_refresh_token": new.bot_refresh_token}
                changed["bot_token_expires_at"] = _ends(new).replace(tzinfo=None)
            return new or old
        except (SlackClientError, OSError):
            logger.exception("the token of %s could not be changed for a new one", old.team_id)
            return old
        finally:
            with self._database.write() as session:
                end_rotation(session, self.bots, row["id"], **changed)

    def _by_our_clock(self, ends: int | None) -> int | None:
        """slack_sdk counts from the machine's clock."""
        return None if ends is None else int(self._clock().timestamp()) + ends - int(time())


def _opened(table: Table, keys: Keys) -> Table:
    """The same table, in which secrets are clear text to whoever has the keys."""
    found = table.to_metadata(MetaData())
    for column in found.columns:
        if is_secret(column):
            column.type = Sealed(keys)
    return found


def _ends(bot: Bot) -> datetime:
    """When its token does."""
    return NEVER if bot.bot_token_expires_at is None else datetime.fromtimestamp(bot.bot_token_expires_at, UTC)
