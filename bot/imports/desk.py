"""Where files are looked at and imported: fetches them from Slack, and keeps and says what came of it."""

import logging
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlmodel import Session

from bot.context import Context
from bot.errors import UserError
from bot.imports import flow, views
from bot.imports.download import fetched
from bot.imports.drop import Dropped, answer_key, dropped, import_key
from bot.imports.rejected import RejectedFile
from bot.imports.told import Told
from bot.imports.understand import File, doubtful, request_of, understand
from storage.audit import note
from storage.db import Database
from storage.deliveries import by_key
from storage.dropped import dropped_by_id, move
from storage.imports.table import read_table
from storage.kinds import AuditAction, DroppedState, ImportKind
from storage.models import Workspace

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Desk:
    """What looking at files and importing them needs."""

    context: Context
    client: WebClient

    @property
    def _database(self) -> Database:
        return self.context.database

    def look(self, workspace: Workspace, dropped_id: int) -> None:
        """Reads a file and keeps what it understood; of one that was decided already nothing changes."""
        found = self.found(workspace, dropped_id)
        if found is None or found.row.state not in (DroppedState.SENT, DroppedState.ASKED):
            return
        name, said = self._looked(found)
        with self._database.write() as session:
            row = dropped_by_id(session, workspace.id, dropped_id)
            after = DroppedState.REFUSED if said.doubt and not said.open else DroppedState.ASKED
            if row is None or not move(session, row, [DroppedState.SENT, DroppedState.ASKED], after):
                return
            row.name, row.told = name or row.name, said.kept()
            session.add(row)
            self._hasten(session, workspace, answer_key(row))
        self.context.wake()

    def _looked(self, found: Dropped) -> tuple[str, Told]:
        limits, name = self.context.settings.import_limits, ""
        try:
            with fetched(self.client, found.row.file, limits.bytes) as (name, path):
                return name, understand(self._database, found.caller.workspace, File(path, found.asked, limits))
        except Exception as error:  # the last frame: nobody else would say it
            return name, doubtful(Told(), _as_sentence(error))

    def take_in(self, workspace: Workspace, dropped_id: int) -> None:
        """Imports a file that somebody said yes to; whoever ends first says what became of it."""
        found = self.found(workspace, dropped_id)
        if found is None or found.row.state is not DroppedState.IMPORTING:
            return
        limits = self.context.settings.import_limits
        try:
            with fetched(self.client, found.row.file, limits.bytes) as (_, path):
                self._store(found, File(path, found.asked, limits))
        except Exception as error:  # the last frame: nobody else would say it
            said = doubtful(found.told, _as_sentence(error))
            self._end(found, DroppedState.ASKED if said.open else DroppedState.REFUSED, said)

    def _store(self, found: Dropped, file: File) -> None:
        kind = ImportKind(found.told.kind)
        request = request_of(read_table(file.path, file.asked.layout, file.limits), kind, file.asked)
        with RejectedFile(file.path, found.caller.text) as left_out:
            result = flow.store(
                self._database, found.caller.workspace, file.path, request, file.limits, reject=left_out.add
            )
        counts = ("rows", "imported", "updated", "duplicates", "skipped", "rejected", "missing_score")
        said = replace(found.told, counts={name: getattr(result, name) for name in counts})
        if self._end(found, DroppedState.IMPORTED, said) and result.rejected:
            self._share(found, left_out.path)

    def _end(self, found: Dropped, state: DroppedState, said: Told) -> bool:
        with self._database.write() as session:
            row = dropped_by_id(session, found.caller.workspace.id, found.row.id)
            if row is None or not move(session, row, [DroppedState.IMPORTING], state):
                return False
            row.told = said.kept()
            session.add(row)
            if state is DroppedState.IMPORTED:
                by, now = found.caller.person.slack_id, self.context.clock()
                note(session, found.caller.workspace.id, by, AuditAction.DATA_IMPORTED, row.name, now)
            self._hasten(session, found.caller.workspace, import_key(row))
        self.context.wake()
        return True

    def _share(self, found: Dropped, path: Path) -> None:
        """The rows left out, in the thread; without them the message still names the first ones."""
        if found.answer is None:
            return
        try:
            self.client.files_upload_v2(
                content=path.read_bytes(), filename=f"{found.row.name}.rejected.csv",
                channel=found.answer.channel, thread_ts=found.answer.ts,
            )  # fmt: skip
        except (SlackClientError, OSError):
            logger.warning("the rejected rows of %s could not be shared", found.row.file, exc_info=True)

    def show(self, found: Dropped) -> None:
        """Brings the message about a file up to how things stand."""
        if found.answer is not None and found.answer.ts:
            post = views.answer(found)
            self.client.chat_update(
                channel=found.answer.channel, ts=found.answer.ts, text=post.text, blocks=post.blocks
            )

    def found(self, workspace: Workspace, dropped_id: int) -> Dropped | None:
        with self._database.read() as session:
            return dropped(session, workspace, dropped_id)

    def _hasten(self, session: Session, workspace: Workspace, key: str) -> None:
        owed = by_key(session, workspace.id, key)
        if owed is not None and owed.due > self.context.clock():
            owed.due = self.context.clock()
            session.add(owed)


def _as_sentence(error: Exception) -> UserError:
    if isinstance(error, UserError):
        return error
    code = uuid.uuid4().hex[:8]
    logger.error("failure %s", code, exc_info=error)
    if isinstance(error, SlackApiError | SlackClientError | OSError):
        return UserError("files.not_fetched")
    return UserError("failure.unexpected", code=code)
