"""What a team's channel is owed about a round that is over: its digest and, in the thread under it, an agenda and the
details; and new looks of all three."""

from datetime import datetime

from sqlmodel import Session

from storage.deliveries import owe
from storage.kinds import DeliveryKind
from storage.models import Round, Team
from storage.owing import Owed

THREADED = (DeliveryKind.DIGEST_AGENDA, DeliveryKind.DIGEST_DETAILS)
"""What stands under a digest; a new look of one is a later delivery of its kind."""


def first_key(kind: DeliveryKind, round_id: int) -> str:
    """Of the delivery that posts it."""
    return f"{kind}:{round_id}"


def posts(round_: Round, team: Team, now: datetime, until: datetime) -> list[Owed]:
    return [
        Owed(
            round_.workspace_id, kind, first_key(kind, round_.id), target=team.channel, subject_id=round_.id, due=now,
            expires=until,
        )
        for kind in (DeliveryKind.DIGEST, *THREADED)
    ]  # fmt: skip


def owe_new_looks(session: Session, round_: Round, team: Team, why: str, now: datetime, until: datetime) -> None:
    """Once for each `why`."""
    for kind in (DeliveryKind.DIGEST_UPDATE, *THREADED):
        owe(
            session, round_.workspace_id, kind, f"{first_key(kind, round_.id)}:{why}",
            target=team.channel, subject_id=round_.id, due=now, expires=until,
        )  # fmt: skip
