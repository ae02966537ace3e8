"""Ends a connection to Slack so that whatever was received is still answered."""

import socket
from contextlib import suppress

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin.client import SocketModeClient


def finish(handler: SocketModeHandler) -> None:
    """Receives nothing more, lets the listeners under way send their acks, then closes.

    The client's own close() cuts the connection first, and sits out a receive of up to three seconds to do so.
    """
    client = handler.client
    client.closed, client.auto_reconnect_enabled = True, False
    end_receive(client)
    client.enqueue_message("")  # wakes the thread that hands messages on
    client.message_processor.shutdown()  # type: ignore[no-untyped-call]
    client.message_workers.shutdown(wait=True)
    handler.close()  # type: ignore[no-untyped-call]


def end_receive(client: SocketModeClient) -> None:
    """Ends the receive under way, which closing a connection would otherwise wait for."""
    session = client.current_session
    if session is not None and session.sock is not None:
        with suppress(OSError):  # Slack was quicker
            session.sock.shutdown(socket.SHUT_RD)
