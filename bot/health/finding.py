"""What a check found: well, or not, and then what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """A warning can wait; what is wrong keeps the bot from its work."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


class Check(StrEnum):
    SETTINGS = "settings"
    DATABASE = "database"
    MIGRATION = "migration"
    KEYS = "keys"
    TOKEN = "token"  # noqa: S105
    SCOPES = "scopes"
    APP_TOKEN = "app_token"  # noqa: S105
    ADDRESS = "address"
    CHANNELS = "channels"
    DELIVERIES = "deliveries"
    WAITING = "waiting"
    PAUSED = "paused"
    PEOPLE = "people"
    TICK = "tick"
    SOCKET = "socket"


class SlackId(str):
    """Of a person or a channel: Slack shows the name in its place."""


@dataclass(frozen=True)
class Finding:
    """`says` and `fix` are ids of texts with the same `values` in them; there is no fix for what is well."""

    check: Check
    state: State
    says: str
    fix: str
    values: dict[str, object]


def ok(check: Check, says: str, **values: object) -> Finding:
    return Finding(check, State.OK, says, "", values)


def warning(check: Check, says: str, fix: str, **values: object) -> Finding:
    return Finding(check, State.WARNING, says, fix, values)


def wrong(check: Check, says: str, fix: str, **values: object) -> Finding:
    return Finding(check, State.WRONG, says, fix, values)


def all_well(findings: Iterable[Finding]) -> bool:
    """Nothing is wrong; there may be warnings."""
    return all(finding.state is not State.WRONG for finding in findings)
