"""Who is told when something could not be delivered: a team's lead about its digest, the admins about the app."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.people.caller import Caller
from bot.rounds.telling import owe_new_looks
from storage.deliveries import delivery_by_id, owe
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Person, Round, Team, Workspace
from storage.outbox import Claim, Outcome
from storage.people import admins_of, ensure_person
from storage.unsent import closed_rounds_of

MISSING_SCOPE = "missing_scope"
EXPIRED = "expired"
DIGESTS = (DeliveryKind.DIGEST, DeliveryKind.DIGEST_UPDATE)
WORTH_KNOWING = timedelta(days=2)


@dataclass(frozen=True)
class Problem:
    """What could not be delivered and why. `code` is Slack's error or "expired"; `detail` a missing scope; team and
    day those of a digest."""

    caller: Caller
    code: str
    detail: str
    channel: str
    team: str = ""
    day: date | None = None


def tell(session: Session, claimed: Claim, outcome: Outcome, now: datetime) -> None:
    """Once a day for the same reason; an alert that cannot be delivered makes no other."""
    code = _code(outcome.state, outcome.error)
    if claimed.kind is DeliveryKind.ALERT:
        return
    if code == MISSING_SCOPE:
        for admin in admins_of(session, claimed.workspace_id):
            _alert(session, claimed, f"{outcome.error[:60]}:{admin.slack_id}", admin.slack_id, now)
    elif claimed.kind in DIGESTS:
        team = session.get_one(Team, session.get_one(Round, claimed.subject_id).team_id)
        _alert(session, claimed, f"{code}:{team.id}", session.get_one(Person, team.lead_id).slack_id, now)
    elif claimed.kind is DeliveryKind.PROMPT:
        _say_in_digest(session, claimed, now)


def problem(session: Session, alert: Claim) -> Problem | None:
    """What an alert is about; none where it is gone."""
    failed = delivery_by_id(session, alert.workspace_id, alert.subject_id)
    if failed is None:
        return None
    workspace = session.get_one(Workspace, alert.workspace_id)
    caller = Caller(workspace, ensure_person(session, workspace.id, alert.target))
    code, detail = _code(failed.state, failed.error), failed.error.partition(": ")[2]
    if failed.kind not in DIGESTS:
        return Problem(caller, code, detail, failed.target)
    round_ = session.get_one(Round, failed.subject_id)
    team = session.get_one(Team, round_.team_id)
    return Problem(caller, code, detail, failed.target, team.name, round_.day)


def _code(state: DeliveryState, error: str) -> str:
    return EXPIRED if state is DeliveryState.EXPIRED else error.partition(": ")[0]


def _alert(session: Session, claimed: Claim, about: str, person: str, now: datetime) -> None:
    owe(
        session, claimed.workspace_id, DeliveryKind.ALERT, f"alert:{about}:{now.date()}",
        target=person, subject_id=claimed.id, due=now, expires=now + WORTH_KNOWING,
    )  # fmt: skip


def _say_in_digest(session: Session, claimed: Claim, now: datetime) -> None:
    """A prompt that turns out not to have been sent after its round's digest was: the digest says so too."""
    for round_, team in closed_rounds_of(session, claimed.id):
        owe_new_looks(session, round_, team, f"prompt:{claimed.id}", now, now + WORTH_KNOWING)
