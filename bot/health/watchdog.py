"""Notices a socket that died without a word, and connects anew.

A connection can be gone at Slack's end and look open at ours: nothing comes any more and no call fails. Slack's client
finds that out by the age of the last answer to its pings, on the wall's clock, and never where not even the first ping
was answered. Here every sign of life counts, on a clock that does not jump.
"""

import logging

from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.builtin.client import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection

from bot.finish import end_receive
from bot.health.pulse import Pulse

SECONDS_BETWEEN_LOOKS = 5
SILENCE = 30.0
"""Three of the client's pings."""
logger = logging.getLogger(__name__)


class Watchdog:
    def __init__(self, client: SocketModeClient, pulse: Pulse, silence: float = SILENCE) -> None:
        self._client, self._pulse, self._silence = client, pulse, silence
        self._session: Connection | None = None
        self._state = client.current_session_state
        self._answered: float | None = None
        self._since = pulse.clock()

    def look(self) -> None:
        """Called every few seconds."""
        self._end_former_reading()
        session = self._client.current_session
        if session is not self._session:  # a new connection has its own time to answer
            self._session, self._answered, self._since = session, None, self._pulse.clock()
        if session is None or not session.is_active():
            return  # the client knows, and connects anew by itself
        if session.last_ping_pong_time != self._answered:
            self._answered = session.last_ping_pong_time
            self._pulse.hear()
        if (silent := self._silent()) > self._silence:
            self._reconnect(silent)

    def _end_former_reading(self) -> None:
        """Once more: the client can begin to read a connection anew just as it closes, and reads nothing else then."""
        if (state := self._client.current_session_state) is not self._state:
            self._state.terminated = True
            self._state = state

    def _silent(self) -> float:
        """Seconds since the last sign of life, or since the connection began."""
        return min(self._pulse.clock() - self._since, self._pulse.socket_age)

    def _reconnect(self, silent: float) -> None:
        logger.warning("the socket is silent, connecting anew", extra={"silent": round(silent)})
        try:
            self._state.terminated = True
            end_receive(self._client)
            self._client.disconnect()
            self._client.connect_to_new_endpoint()  # does nothing where the client was quicker
        except (SlackClientError, OSError) as unreachable:
            logger.warning("no new connection yet", extra={"error": type(unreachable).__name__})
