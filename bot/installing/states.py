"""The states of installations under way: good for ten minutes, and once, however many replicas there are.

slack_sdk's own store looks a state up and then deletes it: two requests at once could both use it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from slack_sdk.oauth import OAuthStateStore

from storage.db import Database
from storage.installations import add_state, take_state

STATE_SECONDS = 600


class States(OAuthStateStore):
    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def issue(self, *_args: Any, **_named: Any) -> str:
        state, now = str(uuid4()), self._clock()
        with self._database.write() as session:
            add_state(session, state, now, now + timedelta(seconds=STATE_SECONDS))
        return state

    def consume(self, state: str) -> bool:
        with self._database.write() as session:
            return take_state(session, state, self._clock())
