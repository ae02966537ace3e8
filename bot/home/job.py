"""Publishes Homes: of who looked at theirs lately, after all that they do, and once the clock has changed something.

What Slack shows already is not published again. No transaction is open while Slack is talked to.
"""

import hashlib
import json
import logging
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.answering import colleague
from bot.clients import Clients
from bot.context import Context
from bot.errors import UserError
from bot.failures import Body, sentence
from bot.home import views
from bot.home.flow import gather
from bot.people.caller import Caller
from bot.people.flow import identity, looking
from storage.home import home_of, keep_published, looked_since, lookers
from storage.people import find_workspaces

LATELY = timedelta(hours=1)
Who = tuple[str, str]
"""The Slack ids of team and person."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drawn:
    """A Home as it is now, the digest of that and of what Slack was given `before`, with Slack's hash of the latter."""

    view: View
    digest: str
    before: str
    view_hash: str

    @property
    def is_shown(self) -> bool:
        return self.digest == self.before


class Homes:
    """The Homes of all workspaces. One that is asked for while it is being published is drawn again right after: the
    last one always shows what all before it have left."""

    def __init__(self, context: Context, clients: Clients) -> None:
        self._context, self._clients = context, clients
        self._guard = Lock()
        self._again: dict[Who, bool] = {}

    def acted(self, payload: Body) -> None:
        """Somebody did something, or looks at their Home."""
        team, person = identity(payload)
        with self._context.database.read() as session:
            looks = looked_since(session, team, person, self._context.clock() - LATELY)
        if looks:
            self.publish((team, person))

    def refresh(self) -> None:
        """The clock changed something."""
        since = self._context.clock() - LATELY
        with self._context.database.read() as session:
            found = [(one.slack_id, who) for one in find_workspaces(session) for who in lookers(session, one, since)]
        for who in found:
            self.publish(who)

    def publish(self, who: Who) -> None:
        with self._guard:
            busy = who in self._again
            self._again[who] = busy
        while not busy:
            self._publish({"team_id": who[0], "user_id": who[1]})
            with self._guard:
                busy = not self._again[who]
                self._again[who] = False
                if busy:
                    del self._again[who]

    def _publish(self, body: Body) -> None:
        try:
            caller = self._caller(body)
            drawn = self._draw(body, caller)
            if drawn.is_shown or self._put(caller, drawn, drawn.view_hash):
                return
            # Another process was quicker, and may have known less: what is read from now on is the newest.
            drawn = self._draw(body, caller)
            if not drawn.is_shown:
                self._put(caller, drawn)
        except Exception as error:  # the last frame: nobody else would tell the person
            self._tell(body, error)

    def _caller(self, body: Body) -> Caller:
        with self._context.database.read() as session:
            return looking(session, body)

    def _draw(self, body: Body, caller: Caller) -> Drawn:
        """The hash is read first: what another process publishes meanwhile has a new one, and is not written over."""
        with self._context.database.read() as session:
            home = home_of(session, caller.person)
        view = self._view(body, caller)
        digest = hashlib.sha256(json.dumps(view.to_dict(), sort_keys=True).encode()).hexdigest()
        return Drawn(view, digest, home.shown if home else "", home.view_hash if home else "")

    def _view(self, body: Body, caller: Caller) -> View:
        """What the person may see, or why that is nothing."""
        try:
            known = colleague(self._context, self._clients.of(caller.workspace.slack_id), body, caller)
            with self._context.database.read() as session:
                found = gather(session, known, self._context.clock())
        except UserError as refused:
            return views.notice(caller.text(refused.message, **refused.values))
        return views.home(found)

    def _put(self, caller: Caller, drawn: Drawn, view_hash: str = "") -> bool:
        """False where Slack shows something else than what has the hash."""
        try:
            client = self._clients.of(caller.workspace.slack_id)
            told = client.views_publish(user_id=caller.person.slack_id, view=drawn.view, hash=view_hash or None)
        except SlackApiError as refused:
            if refused.response.get("error") == "hash_conflict" and view_hash:
                return False
            raise
        with self._context.database.write() as session:
            keep_published(session, caller.person, drawn.digest, str(told["view"]["hash"]))
        return True

    def _tell(self, body: Body, error: Exception) -> None:
        """In place of what could not be shown; it is tried again at the next occasion."""
        view = views.notice(sentence(self._context, body, error))
        try:
            self._put(self._caller(body), Drawn(view, "", "", ""))
        except Exception:
            logger.exception("a Home could not be published")
