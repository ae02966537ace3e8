"""What the senders ask for: the answer to a file as things stand; what a crash has left undone is done first."""

from collections.abc import Mapping
from datetime import datetime

from bot.clients import Clients
from bot.context import Context
from bot.delivery.outgoing import NotYet, Outgoing, Place, Render
from bot.imports import views
from bot.imports.desk import Desk
from bot.imports.drop import Dropped
from storage.kinds import DeliveryKind, DroppedState
from storage.models import Workspace
from storage.outbox import Claim


def renderers(context: Context, clients: Clients) -> Mapping[DeliveryKind, Render]:
    def read(delivery: Claim) -> tuple[Desk, Workspace, Dropped | None]:
        with context.database.read() as session:
            workspace = session.get_one(Workspace, delivery.workspace_id)
        desk = Desk(context, clients.of(workspace.slack_id))
        return desk, workspace, desk.found(workspace, delivery.subject_id)

    def answer(delivery: Claim, _now: datetime) -> Outgoing | None:
        desk, workspace, found = read(delivery)
        if found and found.row.state is DroppedState.SENT:
            desk.look(workspace, found.row.id)
            found = desk.found(workspace, found.row.id)
        return Outgoing(views.answer(found)) if found else None

    def imported(delivery: Claim, _now: datetime) -> Outgoing | None:
        desk, workspace, found = read(delivery)
        if found and found.row.state is DroppedState.IMPORTING:
            desk.take_in(workspace, found.row.id)
            found = desk.found(workspace, found.row.id)
        if found is None or found.answer is None:
            return None
        if not found.answer.ts:
            raise NotYet  # the place of the answer is not written down yet
        return Outgoing(views.answer(found), Place(found.answer.channel, found.answer.ts))

    return {DeliveryKind.FILE: answer, DeliveryKind.FILE_IMPORTED: imported}
