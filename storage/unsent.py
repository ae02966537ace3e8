"""What became of the prompts of a round."""

from sqlmodel import Session, col, select

from storage.kinds import DeliveryState
from storage.models import Delivery, Part, Round, Team


def prompts_of_round(session: Session, round_id: int) -> dict[int, DeliveryState]:
    """By the ids of the parts that have one."""
    query = select(Part.id, col(Delivery.state)).join(Delivery, col(Delivery.id) == Part.prompt_id)
    return dict(iter(session.exec(query.where(Part.round_id == round_id))))


def closed_rounds_of(session: Session, prompt_id: int) -> list[tuple[Round, Team]]:
    """The rounds that a prompt asks for and that are over."""
    query = select(Round, Team).join(Team, col(Team.id) == Round.team_id).join(Part, col(Part.round_id) == Round.id)
    query = query.where(Part.prompt_id == prompt_id, col(Round.closed_at).is_not(None))
    return list(session.exec(query.order_by(col(Round.id))))
