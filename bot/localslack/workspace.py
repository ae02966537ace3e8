import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.localslack.clock import Clock
from bot.localslack.conversations import Conversation, Kind
from bot.localslack.errors import Json, Refusal
from bot.localslack.files import File
from bot.localslack.ids import Ids, Stamps
from bot.localslack.inputs import Offers, Values
from bot.localslack.oauth import OAuth, Token
from bot.localslack.people import Person
from bot.localslack.reply_urls import ReplyUrls
from bot.localslack.screens import Screens
from bot.localslack.socket import Socket
from bot.localslack.triggers import Triggers

SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "im:write",
        "im:history",
        "users:read",
        "users:read.email",
        "files:write",
        "files:read",
        "channels:read",
        "groups:read",
        "channels:history",
        "groups:history",
        "team:read",
        "dnd:read",
    }
)
BOT_EVENTS = frozenset(
    {"app_home_opened", "message.im", "user_change", "member_joined_channel", "app_uninstalled", "tokens_revoked"}
)


@dataclass(frozen=True)
class Call:
    """One Web API call: its arguments with blocks and views parsed, and what Slack answered."""

    method: str
    args: Json
    response: Json
    at: datetime


@dataclass(frozen=True)
class Command:
    command: str
    description: str = ""
    usage_hint: str = ""


class ShortcutType(StrEnum):
    GLOBAL = "global"
    MESSAGE = "message"


@dataclass(frozen=True)
class Shortcut:
    """As in the manifest."""

    name: str
    type: ShortcutType
    callback_id: str
    description: str = ""


@dataclass(frozen=True)
class ClockMove:
    """A button of the page that moves the clock; no target disables it."""

    id: str
    label: str
    target: Callable[[datetime], datetime | None]


class Workspace:
    """Everything Slack would know of one company; touched only from the server's own loop once that runs."""

    team_domain = "localslack"
    app_id = "A0OKRBOT"
    bot_id = "B0OKRBOT"
    bot_user_id = "U0OKRBOT"
    bot_token = "xoxb-local-bot"  # noqa: S105 - of a workspace that exists on loopback only
    app_token = "xapp-local-app"  # noqa: S105

    def __init__(
        self, clock: Clock, bot_name: str = "OKR bot", team_id: str = "T0LOCAL", team_name: str = "Local Slack"
    ) -> None:
        self.clock = clock
        self.team_id, self.team_name = team_id, team_name
        self.companies: list[Workspace] = [self]
        self.oauth = OAuth()
        self.tokens: dict[str, Token] = {}
        self.base_url = ""
        self.people: dict[str, Person] = {}
        self.conversations: dict[str, Conversation] = {}
        self.files: dict[str, File] = {}
        self.screens = Screens()
        self.entered: dict[tuple[str, str, str], Values] = {}
        self.offers: dict[tuple[str, str, str], Offers] = {}
        self.triggers = Triggers()
        self.replies = ReplyUrls(clock)
        self.socket = Socket(self.app_id)
        self.ledger: list[Call] = []
        self.commands = [Command("/okr")]
        self.shortcuts = [
            Shortcut("Check in", ShortcutType.GLOBAL, "check_in"),
            Shortcut("New objective", ShortcutType.GLOBAL, "new_objective"),
            Shortcut("Add as blocker", ShortcutType.MESSAGE, "add_blocker"),
        ]
        self.offered: frozenset[str] = SCOPES
        self.scopes: frozenset[str] = SCOPES
        self.bot_events: frozenset[str] = BOT_EVENTS
        self.file_delay = 0.3
        self.retry_pauses: tuple[float, ...] = (0, 60, 300)
        self.rate_limits = False
        self.has_charts = True
        self.clock_moves: list[ClockMove] = []
        self.on_clock_move: Callable[[datetime], object] = clock.move_to
        self.stamps = Stamps()
        self.ids = Ids()
        self.watchers: set[Callable[[str, str | None], None]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.people[self.bot_user_id] = Person(self.bot_user_id, bot_name, self.team_id, bot=True)
        self.people["USLACKBOT"] = Person("USLACKBOT", "Slackbot", self.team_id, bot=True)

    def accepts(self, token: str) -> bool:
        """Whether it is, or was, a token of the bot here. Raises what Slack says to one that is no more."""
        held = self.tokens.get(token)
        if held is None:
            return bool(token) and token == self.bot_token
        if held.error:
            raise Refusal(held.error)
        if held.ends is not None and self.clock.now() >= held.ends:
            raise Refusal("token_expired")
        return True

    def end_tokens(self, error: str) -> None:
        """All of them, those to come of refresh tokens too."""
        self.tokens |= {token: Token(None, error) for token in (*self.tokens, self.bot_token) if token}
        self.oauth.end(self)

    def next_ts(self) -> str:
        return self.stamps.next(self.clock.now())

    def known_person(self, user_id: str) -> Person:
        if user_id not in self.people:
            raise Refusal("user_not_found")
        return self.people[user_id]

    def dm_of(self, user_id: str) -> Conversation:
        """The direct message between a person and the bot; it begins with the first look at it."""
        dm_id = f"D{user_id[1:]}"
        if dm_id not in self.conversations:
            self.conversations[dm_id] = Conversation(
                dm_id, "directmessage", Kind.DM, [user_id, self.bot_user_id], private=True
            )
        return self.conversations[dm_id]

    def conversations_of(self, user_id: str) -> Iterable[Conversation]:
        return [held for held in self.conversations.values() if user_id in held.members]

    def changed(self, what: str, person: str | None = None) -> None:
        """Tells the pages that are open: everybody's, or one person's only."""
        for watcher in list(self.watchers):
            watcher(what, person)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def end_tasks(self) -> None:
        for task in list(self._tasks):
            task.cancel()
