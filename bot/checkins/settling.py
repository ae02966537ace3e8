"""What follows from answers, given or taken back: parts, receipts and digests."""

from datetime import datetime

from sqlmodel import Session

from bot.rounds.asking import outstanding
from bot.rounds.closing import ANSWERED, next_opening
from bot.rounds.telling import first_key, owe_new_looks
from storage.deliveries import by_key, owe
from storage.kinds import DeliveryKind, PartState
from storage.models import Part, Person, Round, Team
from storage.rounds import settle


def settle_part(session: Session, part: Part, now: datetime, newest: int) -> None:
    """Brings a part and its round's digest up to what was just said; `newest` is the id of the check-in."""
    round_ = session.get_one(Round, part.round_id)
    if outstanding(session, part, round_):
        _reopen(session, part, now)
    elif part.state not in ANSWERED:
        settle(session, part, PartState.ON_TIME if now < part.due_at else PartState.LATE)
    _owe_digest_update(session, round_, newest, now)


def _reopen(session: Session, part: Part, now: datetime) -> None:
    """Something that it asks for was taken back."""
    if part.state in ANSWERED:
        part.state = PartState.PENDING if now < part.due_at else PartState.MISSED
        part.next_at = now if part.state is PartState.PENDING else None
        session.add(part)
        session.flush()


def owe_receipt(session: Session, prompt_id: int, person: Person, newest: int, now: datetime) -> None:
    owe(
        session, person.workspace_id, DeliveryKind.RECEIPT, f"receipt:{prompt_id}:{newest}",
        target=person.slack_id, subject_id=prompt_id, due=now,
    )  # fmt: skip


def _owe_digest_update(session: Session, round_: Round, newest: int, now: datetime) -> None:
    """A closed round's digest follows late answers until the team's next round opens."""
    session.refresh(round_, with_for_update={"key_share": True})  # another may be closing it at this moment
    if round_.closed_at is None:
        return
    digest = by_key(session, round_.workspace_id, first_key(DeliveryKind.DIGEST, round_.id))
    until = next_opening(session, round_)
    if digest is None or now >= until:
        return
    owe_new_looks(session, round_, session.get_one(Team, round_.team_id), f"{newest}", now, until)
