"""Options that the app finds while a person types in an external select."""

from dataclasses import dataclass, field

from bot.localslack import forms, payloads, reach
from bot.localslack.answers import or_refused, or_trouble
from bot.localslack.checks import check_options
from bot.localslack.errors import ActRefused, Json, Refusal
from bot.localslack.inputs import EXTERNAL, Offers
from bot.localslack.socket import Ack, Envelope
from bot.localslack.workspace import Workspace

Where = str | tuple[str, str]
"""A view's id, or the channel and ts of a message."""
LEAST_TYPED = 3
"""Slack asks the app only from so many characters on, unless the element says otherwise."""


@dataclass(frozen=True)
class Suggested:
    """The app's answer: `options` or `option_groups`; neither where it could not be used."""

    ack: Ack
    found: Json = field(default_factory=dict)


async def suggest(slack: Workspace, person_id: str, where: Where, ids: tuple[str, str], query: str) -> Suggested:
    """Asks the app for the options of the element with this block_id and action_id."""
    person, (blocks, place, offers) = reach.actor(slack, person_id), _look(slack, person_id, where)
    _, element = reach.element(blocks, ids)
    if element["type"] not in EXTERNAL:
        raise ActRefused("The app is not asked for these options.")
    if len(query) < element.get("min_query_length", LEAST_TYPED):
        raise ActRefused("Slack asks the app for options only when more is typed.")
    payload = payloads.suggestion(slack, person, place, ids, query)
    ack = await slack.socket.deliver(Envelope.INTERACTIVE, payload)
    if not ack.arrived:
        return Suggested(or_trouble(ack))
    found = ack.body or {}
    try:
        check_options(found)
    except Refusal as refusal:
        return Suggested(or_refused(ack, refusal))
    offers[ids] = [*forms.within(found), *offers.get(ids, ())]
    return Suggested(ack, found)


def _look(slack: Workspace, person_id: str, where: Where) -> tuple[list[Json], Json, Offers]:
    """The blocks there, how a payload names the place, and what was offered there."""
    if isinstance(where, str):
        shown = reach.view(slack, person_id, where)
        return shown.view["blocks"], payloads.in_view(slack, shown), shown.offers
    conversation = reach.conversation(slack, person_id, where[0])
    message = reach.message(conversation, person_id, where[1])
    offers = slack.offers.setdefault((*where, person_id), {})
    return list(message.blocks), payloads.in_message(slack, conversation, message), offers
