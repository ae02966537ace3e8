"""What a team's channel is owed about a round that is over: its digest and, in the thread under it, an agenda and the
details; and new looks of all three."""

from datetime import datetime

from sqlmodel import Session

from storage.deliveries import owe
from storage.kinds import UNDER_DIGESTS, DeliveryKind
from storage.models import Round, Team
from storage.owing import Owed


def first_key(kind: DeliveryKind, round_id: int) -> str:
    """Of the delivery that posts it."""
    return f"{kind}:{round_id}"


def posts(round_: Round, team: Team, now: datetime, until: datetime) -> list[Owed]:
    return [
        Owed(
            round_.workspace_id, kind, first_key(kind, round_.id), target=team.channel, subject_id=round_.id, due=now,
            expires=until,
        )
        for kind in (DeliveryKind.DIGEST, *UNDER_DIGESTS)
    ]  # fmt: skip


def owe_new_looks(session: Session, round_: Round, team: Team, why: str, now: datetime, until: datetime) -> None:
    """Once for each `why`; of what stands in the thread it is one more delivery of its kind."""
    for kind in (DeliveryKind.DIGEST_UPDATE, *UNDER_DIGESTS):
        owe(
            session, round_.workspace_id, kind, f"{first_key(kind, round_.id)}:{why}",
            target=team.channel, subject_id=round_.id, due=now, expires=until,
        )  # fmt: skip
