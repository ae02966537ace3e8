"""People whom somebody chose in a form, and whom the bot has not met."""

from collections.abc import Iterable

from slack_sdk import WebClient

from bot.context import Context
from bot.failures import Body
from bot.people.directory import profile_in
from bot.people.flow import learn, looking
from storage.people import ensure_person, people_of


def meet(context: Context, client: WebClient, body: Body, slack_ids: Iterable[str]) -> None:
    """Reads them from Slack: name, language and zone, in which they will be asked. An app is nobody."""
    with context.database.read() as session:
        workspace = looking(session, body).workspace.id
        known = {one.slack_id for one in people_of(session, workspace) if one.read_at is not None}
    for slack_id in slack_ids:
        if slack_id and slack_id not in known and (profile := profile_in(client, slack_id)):
            with context.database.write() as session:
                learn(session, ensure_person(session, workspace, slack_id), profile, context.clock())
