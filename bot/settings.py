"""Settings from the environment or .env; all that is wrong is said at once."""

from base64 import urlsafe_b64decode
from collections.abc import Sequence
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import UserError
from storage.db import sqlite_url
from storage.imports.limits import DEFAULT, Limits

SLACK_API = "https://slack.com/api/"
MEGABYTE = 1024**2
SHORTEST_RETENTION = 90
"""Days; 0 keeps all for ever."""
KEY_BYTES = 32
DRIVERS = ("sqlite", "sqlite+pysqlite", "postgres", "postgresql", "postgresql+psycopg")


class SlackCharts(StrEnum):
    """Where charts that Slack draws itself stand: nowhere, beside the bot's pictures, or instead of them."""

    OFF = "off"
    BESIDE = "beside"
    INSTEAD = "instead"


class Mode(StrEnum):
    """How Slack reaches the bot: over a connection that the bot opens, or by requests to its address."""

    SOCKET = "socket"
    HTTP = "http"


class Unfit(UserError):
    """The first of what is wrong with the settings, with the rest `besides`."""

    def __init__(self, first: UserError, *besides: UserError) -> None:
        super().__init__(first.message, **first.values)
        self.besides = besides


class Settings(BaseSettings):
    """Frozen once read. An empty value counts as not set."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    slack_bot_token: str = Field("", pattern=r"^(xoxb-.+)?$")
    slack_app_token: str = Field("", pattern=r"^(xapp-.+)?$")
    slack_signing_secret: str = Field("", pattern=r"^(\S{8,})?$")
    slack_client_id: str = ""
    slack_client_secret: str = ""
    slack_api_url: str = Field(SLACK_API, pattern=r"^https?://.+/api/$")
    database_url: str = ""
    okrbot_data_dir: Path = Path("data")
    okrbot_language: str = Field("en", pattern="^(en|ru)$")
    okrbot_timezone: str = "UTC"
    okrbot_admins: Annotated[tuple[str, ...], NoDecode] = ()
    okrbot_log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    okrbot_slack_charts: SlackCharts = SlackCharts.OFF
    okrbot_import_max_mb: int = Field(DEFAULT.bytes // MEGABYTE, ge=1, le=65536)
    okrbot_import_max_rows: int = Field(DEFAULT.rows, ge=1)
    okrbot_import_max_columns: int = Field(DEFAULT.columns, ge=1, le=100_000)
    okrbot_import_max_cell: int = Field(DEFAULT.letters, ge=1, le=10_000_000)
    okrbot_secret_key: Annotated[tuple[str, ...], NoDecode] = Field((), repr=False)
    okrbot_url: str = Field("", pattern=r"^(https?://[^\s/]+(/\S*[^\s/])?)?$")
    okrbot_host: str = "127.0.0.1"
    okrbot_workers: int = Field(1, ge=1, le=64)
    okrbot_drain_seconds: float = Field(0, ge=0, le=300)
    okrbot_trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    okrbot_retention_days: int = Field(0, ge=0, le=36_500)
    okrbot_uninstalled_days: int = Field(30, ge=0, le=3650)
    okrbot_health_host: str = "127.0.0.1"
    okrbot_health_port: int = Field(0, ge=0, le=65535)
    port: int = Field(8765, ge=0, le=65535)

    @field_validator("okrbot_admins", "okrbot_secret_key", "okrbot_trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("okrbot_trusted_proxies")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(ip_network(address, strict=False)) for address in value)

    @field_validator("okrbot_secret_key")
    @classmethod
    def _keys(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(len(urlsafe_b64decode(one)) != KEY_BYTES for one in value):
            raise ValueError("not as `okrbot keys new` makes them")
        return value

    @field_validator("okrbot_retention_days")
    @classmethod
    def _quarter(cls, value: int) -> int:
        if 0 < value < SHORTEST_RETENTION:
            raise ValueError("words of a cycle that goes on would be missing in it")
        return value

    @field_validator("okrbot_timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            raise ValueError("not an IANA time zone") from unknown
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            driver = make_url(value).drivername if value else "sqlite"
        except ArgumentError as malformed:
            raise ValueError("not a database URL") from malformed
        if driver not in DRIVERS:
            raise ValueError("neither SQLite nor PostgreSQL")
        return value

    @property
    def mode(self) -> Mode:
        return Mode.HTTP if self.slack_signing_secret or self.by_oauth else Mode.SOCKET

    @property
    def by_oauth(self) -> bool:
        """Workspaces install the app themselves; else there is the one of SLACK_BOT_TOKEN."""
        return bool(self.slack_client_id or self.slack_client_secret)

    @property
    def url(self) -> str:
        """The database: DATABASE_URL, else okrbot.db in the data folder; UserError where there can be no folder."""
        try:
            return self.database_url or sqlite_url(self.okrbot_data_dir)
        except OSError as refused:
            raise UserError(
                "settings.no_data_folder", folder=self.okrbot_data_dir, reason=refused.strerror
            ) from refused

    @property
    def import_limits(self) -> Limits:
        return Limits(
            bytes=self.okrbot_import_max_mb * MEGABYTE,
            rows=self.okrbot_import_max_rows,
            columns=self.okrbot_import_max_columns,
            letters=self.okrbot_import_max_cell,
        )

    @classmethod
    def read(cls) -> Self:
        """The settings of this process; raises Unfit."""
        try:
            return cls()
        except ValidationError as problems:
            bad = {str(problem["loc"][0]): "" for problem in problems.errors()}
            rest = cls(**{name: cls.model_fields[name].get_default() for name in bad})
            names = [name.upper() for name in bad]
            malformed = UserError("settings.malformed", names=", ".join(names))
            raise Unfit(malformed, *unfit(rest, known=names)) from problems


SOCKET_MODE = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
ONE_WORKSPACE = ("SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN")
MANY_WORKSPACES = ("SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "OKRBOT_SECRET_KEY")


def unfit(settings: Settings, known: Sequence[str] = ()) -> list[UserError]:
    """All that keeps the chosen way to run from running, but for settings that are `known` to be wrong."""
    over_http = MANY_WORKSPACES if settings.by_oauth else ONE_WORKSPACE
    needed = over_http if settings.mode is Mode.HTTP else SOCKET_MODE
    missing = [name for name in needed if name not in known and not getattr(settings, name.lower())]
    found = [UserError("settings.missing_tokens", names=", ".join(missing))] if missing else []
    return found + [UserError("settings.exclude", one=one, other=other) for one, other in excluding(settings)]


def fit(settings: Settings) -> None:
    """Raises Unfit."""
    if problems := unfit(settings):
        raise Unfit(*problems)


def excluding(settings: Settings) -> list[tuple[str, str]]:
    """Pairs of settings of which only one can be meant."""
    pairs = []
    if settings.by_oauth and settings.slack_bot_token:
        pairs.append(("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID"))
    if settings.mode is Mode.SOCKET and settings.okrbot_workers > 1:
        pairs.append(("SLACK_APP_TOKEN", "OKRBOT_WORKERS"))
    return pairs
