"""What a person chose for themselves: language, time zone, and the hours for reminders."""

from dataclasses import dataclass

from sqlmodel import Session

from bot.people.access import rights
from bot.people.caller import Caller
from bot.rules.access import Action


@dataclass(frozen=True)
class Preferences:
    """Language and zone are empty where they are as in Slack; reminders come from the one hour to the other. The
    company's digest is none for who was not asked about it."""

    language: str
    zone: str
    first: int
    last: int
    company_digest: bool | None = None


def save(session: Session, caller: Caller, wanted: Preferences) -> None:
    """From now on; what is as in Slack stays as it was until Slack is asked."""
    person = caller.person
    person.own_language, person.own_timezone = bool(wanted.language), bool(wanted.zone)
    person.language, person.timezone = wanted.language or person.language, wanted.zone or person.timezone
    person.remind_from, person.remind_to = wanted.first, wanted.last
    if wanted.company_digest is not None and may_have_company_digest(session, caller):
        person.company_digest = wanted.company_digest
    session.add(person)


def may_have_company_digest(session: Session, caller: Caller) -> bool:
    return rights(session, caller).may(Action.COMPANY_DIGEST)
