"""What is owed after a prompt was sent: a new look of its message, and the reminder that its person asks for."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from storage.deliveries import owe
from storage.kinds import DeliveryKind
from storage.models import Delivery

MARK = 60
"""Letters of a mark that a key takes."""
WORTH_SENDING = timedelta(days=1)


def look_again(session: Session, prompt: Delivery, mark: str, now: datetime) -> None:
    """After something that happened once, and that the mark tells from all else."""
    owe(
        session, prompt.workspace_id, DeliveryKind.RECEIPT, f"receipt:{prompt.id}:{mark[-MARK:]}",
        target=prompt.target, subject_id=prompt.id, due=now,
    )  # fmt: skip


def remind_at(session: Session, prompt: Delivery, at: datetime) -> None:
    owe(
        session, prompt.workspace_id, DeliveryKind.LATER, later_key(prompt.id, at),
        target=prompt.target, subject_id=prompt.id, due=at, expires=at + WORTH_SENDING,
    )  # fmt: skip


def later_key(prompt_id: int, at: datetime) -> str:
    """One for a prompt and an instant: what is chosen twice comes once."""
    return f"later:{prompt_id}:{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"
