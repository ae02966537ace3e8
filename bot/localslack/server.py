import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from bot.localslack import events
from bot.localslack.clock import Clock
from bot.localslack.conversations import Conversation, Kind, Message
from bot.localslack.driver import Driver
from bot.localslack.errors import Json
from bot.localslack.http import Requests
from bot.localslack.oauth import OAuthPage
from bot.localslack.page import Page
from bot.localslack.people import Person
from bot.localslack.web import WebApi
from bot.localslack.workspace import Workspace

Result = TypeVar("Result")

UPLOAD_BYTES = 100 * 1024 * 1024


class LocalSlack(Workspace):
    """A stand-in for Slack on loopback, in a thread of its own."""

    signing_secret = "local-signing-secret"  # noqa: S105 - of an app that exists on loopback only

    def __init__(
        self, clock: Clock, bot_name: str = "OKR bot", team_id: str = "T0LOCAL", team_name: str = "Local Slack"
    ) -> None:
        super().__init__(clock, bot_name, team_id, team_name)
        self.web = WebApi(self)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._runner: web.AppRunner | None = None

    def neighbour(self, team_id: str, team_name: str) -> "LocalSlack":
        """Another company on this Slack, which has started and serves both: it has the same app, and nothing else in
        common. The app is not installed there."""
        other = LocalSlack(self.clock, self.people[self.bot_user_id].name, team_id, team_name)
        other.bot_token, other.base_url, other._loop = "", self.base_url, self._loop
        other.socket, other.oauth, other.companies, other.ids = self.socket, self.oauth, self.companies, self.ids
        other.file_delay, other.retry_pauses = self.file_delay, self.retry_pauses
        self._in_loop(lambda: self.companies.append(other))
        return other

    def uninstall_app(self) -> None:
        """Somebody takes the app out: its tokens are dead at once, and the app hears of it."""

        def leave() -> None:
            self.end_tokens("account_inactive")
            events.emit(self, {"type": "app_uninstalled"})

        self._in_loop(leave)

    def revoke_tokens(self, *, people: Iterable[str] = (), bot: bool = False) -> None:
        """Tokens are revoked, the bot's or those of people, which it has none of; the app hears of it."""

        def revoke() -> None:
            if bot:
                self.end_tokens("token_revoked")
            gone = {"oauth": list(people), "bot": [self.bot_user_id] if bot else []}
            events.emit(self, {"type": "tokens_revoked", "tokens": gone})

        self._in_loop(revoke)

    def deliver_to(self, url: str) -> None:
        """From now on the app gets signed requests at this address, and nothing over its connections. Raises
        ValueError where it does not say Slack's challenge back."""
        requests = Requests(url, self.signing_secret)
        if not self.run(requests.verify()):
            raise ValueError(f"{url} did not respond with the value of the challenge parameter")
        self.socket.requests = requests

    @property
    def api_url(self) -> str:
        return f"{self.base_url}api/"

    @property
    def page_url(self) -> str:
        return self.base_url

    def start(self, port: int = 0) -> None:
        """Serves on loopback; port 0 takes any free one."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="localslack", daemon=True)
        self._thread.start()
        self.run(self._serve(port))

    async def _serve(self, port: int) -> None:
        app = web.Application(client_max_size=UPLOAD_BYTES)
        app.add_routes([*self.web.routes(), *OAuthPage(self).routes(), *Page(self).routes()])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/"

    def stop(self) -> None:
        if self._loop is None or self._thread is None:
            return
        self.run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._loop = self._thread = None

    async def _end(self) -> None:
        self.end_tasks()
        await self.socket.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Does something in the server's loop, from another thread."""
        if self._loop is None:
            raise RuntimeError("the local Slack has not been started")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _in_loop(self, change: Callable[[], None]) -> None:
        """Changes the workspace where nothing else changes it; before the start that is anywhere."""

        async def work() -> None:
            change()

        if self._loop is None:
            change()
        else:
            self.run(work())

    def add_person(self, id: str, name: str, **fields: Any) -> None:
        """Fields are those of Person; somebody of another company gets that company's team id."""
        team_id = "T0OTHER" if fields.get("stranger") else self.team_id
        person = Person(id, name, team_id, **fields)

        def add() -> None:
            self.people[id] = person
            self.dm_of(id)

        self._in_loop(add)

    def change_person(self, id: str, **fields: Any) -> None:
        """Changes a profile, a status or an account; the app hears of it by user_change."""

        def change() -> None:
            self.people[id] = replace(self.people[id], **fields)
            if self._loop is not None:
                events.user_change(self, id)
            self.changed("state")

        self._in_loop(change)

    def add_channel(
        self,
        id: str,
        name: str,
        *,
        members: Iterable[str] = (),
        private: bool = False,
        archived: bool = False,
        bot_member: bool = True,
    ) -> None:
        present = [*members, self.bot_user_id] if bot_member else list(members)
        created = int(self.clock.now().timestamp())
        held = Conversation(id, name, Kind.CHANNEL, present, private, archived, created)
        self._in_loop(lambda: self.conversations.update({id: held}))

    def add_member(self, channel: str, person: str) -> None:
        """Somebody joins, the bot perhaps; the app hears of it by member_joined_channel."""

        def join() -> None:
            self.conversations[channel].members.append(person)
            events.member_joined(self, self.conversations[channel], person)
            self.changed("state")

        self._in_loop(join)

    def send_event(self, event: Json) -> None:
        """Sends any event the app has subscribed to."""
        self._in_loop(lambda: events.emit(self, event))

    def refresh_connections(self) -> None:
        self.run(self.socket.refresh())

    def drop_connections(self) -> None:
        """Ends every Socket Mode connection without notice."""
        self.run(self.socket.drop())

    def silence_connections(self) -> None:
        """Leaves every Socket Mode connection half-open: it looks well to the bot, and nothing comes over it."""
        self.run(self.socket.fall_silent())

    def person(self, id: str) -> Driver:
        return Driver(self, id, self.run)

    def messages(self, channel: str) -> list[Message]:
        """What everybody in the conversation sees, oldest first."""
        return self.conversations[channel].seen_by_all()

    def wait(self, condition: Callable[[], object], seconds: float = 20) -> None:
        """Raises AssertionError, with the last calls in its text, if the condition does not come true in time."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                last = [f"{call.method} -> {call.response.get('error', 'ok')}" for call in self.ledger[-8:]]
                raise AssertionError(f"not so after {seconds} s; the last calls were: {last}")
            time.sleep(0.005)
