"""Who is in charge: the leads of teams, and admins."""

from collections.abc import Collection

from sqlmodel import Session

from bot.people.caller import Caller
from storage.dropped import leads_a_team


def in_charge(session: Session, caller: Caller, admins: Collection[str]) -> bool:
    """Guests and people of other companies are not, whatever else they are."""
    person = caller.person
    if person.guest or person.stranger or not person.active:
        return False
    return person.slack_id in admins or leads_a_team(session, person)
