"""What a digest gathers from stored rows."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.digests.flow import Digest, gather
from storage.models import CheckIn, Part, Round, Team, Workspace
from tests.company.firm import NOW, firm

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def rounds(session: Session) -> list[Round]:
    """Of the first team by name, the oldest first."""
    (first, *_) = session.exec(select(Team).order_by(col(Team.name))).all()
    return list(session.exec(select(Round).where(Round.team_id == first.id).order_by(col(Round.day))))


def told(session: Session, workspace: Workspace, round_: Round, now: datetime = NOW) -> Digest:
    return gather(session, workspace, round_.id, now)


def say(session: Session, round_: Round, at: datetime, value: float) -> None:
    """A new value of somebody's key result, as an answer to this round's prompt."""
    (old, *_) = session.exec(select(CheckIn).where(CheckIn.round_id == round_.id)).all()
    session.add(CheckIn(**{**old.model_dump(exclude={"id"}), "value": value, "at": at, "as_of": at}))
    session.flush()


@pytest.mark.parametrize(("told_after", "belongs"), [(HOUR, "before"), (3 * DAY, "before"), (6 * DAY, "now")])
def test_what_was_told_late_is_a_change_of_the_digest_that_it_changed(
    session: Session, told_after: timedelta, belongs: str
) -> None:
    workspace = firm(session, teams=2)
    *_, last, newest = rounds(session)
    usual = told(session, workspace, newest)
    say(session, last, last.due_at + told_after, 90)
    late = told(session, workspace, newest)
    assert late.score == usual.score  # the newest answers are newer than that
    assert late.change is not None
    assert usual.change is not None
    assert (late.change < usual.change - 0.01) == (belongs == "before")


def test_who_still_has_time_was_not_asked_too_late(session: Session) -> None:
    workspace = firm(session, teams=1)
    newest = rounds(session)[-1]
    assert told(session, workspace, newest).unasked == 2
    open_part = session.exec(select(Part).where(Part.round_id == newest.id)).first()
    assert open_part
    open_part.due_at = NOW + HOUR
    assert told(session, workspace, newest).unasked == 1
