"""What a person chose for themselves: language, time zone, and the hours for reminders."""

from dataclasses import dataclass

from sqlmodel import Session

from bot.people.caller import Caller


@dataclass(frozen=True)
class Preferences:
    """Language and zone are empty where they are as in Slack; reminders come from the one hour to the other."""

    language: str
    zone: str
    first: int
    last: int


def save(session: Session, caller: Caller, wanted: Preferences) -> None:
    """From now on; what is as in Slack stays as it was until Slack is asked."""
    person = caller.person
    person.own_language, person.own_timezone = bool(wanted.language), bool(wanted.zone)
    person.language, person.timezone = wanted.language or person.language, wanted.zone or person.timezone
    person.remind_from, person.remind_to = wanted.first, wanted.last
    session.add(person)
