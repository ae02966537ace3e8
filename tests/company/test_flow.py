"""Teams side by side: their numbers are those of their own digests."""

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import event
from sqlmodel import Session, col, select

from bot.company.flow import gather
from bot.digests.flow import gather as gather_of_team
from bot.objectives.flow import standings
from storage.db import Database
from storage.models import Round, Team, Workspace
from storage.people import teams_of
from tests.company.firm import NOW, firm

WEEK = timedelta(weeks=1)


def test_it_tells_of_each_team_what_the_teams_own_digest_tells(session: Session) -> None:
    workspace = firm(session, teams=4)
    found = gather(session, workspace, NOW)
    assert [team.name for team in found.teams] == ["Team 01", "Team 02", "Team 03", "Team 04"]
    for team in found.teams:
        newest = select(Round).where(Round.team_id == team.team_id).order_by(col(Round.day).desc())
        own = gather_of_team(session, workspace, session.exec(newest).all()[0].id, NOW)
        assert (team.score, team.expected, team.change) == (own.score, own.expected, own.change)
        assert (team.answered, team.asked, team.day) == (own.answered, own.asked, own.round.day)
        assert Counter(team.counts) == Counter(item.status for item in own.key_results)
        assert [risk.key_result.id for risk in team.decisions] == [risk.key_result.id for risk in own.risks]
    assert {team.change is None for team in found.teams} == {True, False}
    assert found.objectives == standings(session, workspace.id, NOW)
    assert [one.title for one in found.company] == ["Objective 1"]


def test_it_puts_teams_by_name_whatever_their_numbers(session: Session) -> None:
    workspace = firm(session, teams=3, weeks=1)
    for team, name in zip(teams_of(session, workspace.id), ("zebra", "Apple", "mango"), strict=True):
        team.name = name
    assert [team.name for team in gather(session, workspace, NOW).teams] == ["Apple", "mango", "zebra"]


def test_it_has_no_answers_of_a_round_that_is_open_or_long_over(session: Session) -> None:
    workspace = firm(session, teams=2, weeks=1)
    later = gather(session, workspace, NOW + 2 * WEEK)
    assert [(team.day, team.asked) for team in later.teams] == [(None, 0), (None, 0)]
    assert later.without_round == 2
    for round_ in session.exec(select(Round)):
        round_.closed_at = None
    assert gather(session, workspace, NOW).without_round == 2


def test_it_knows_nothing_of_another_workspace(session: Session) -> None:
    firm(session, teams=2, weeks=1)
    other = Workspace(slack_id="T0OTHER", language="en", timezone="UTC")
    session.add(other)
    session.flush()
    assert gather(session, other, NOW).teams == ()


def test_it_asks_the_database_no_more_often_for_more_teams(database: Database) -> None:
    with database.write() as session:
        workspace = firm(session, teams=12)
        few = queries(database, session, workspace)
        for team in session.exec(select(Team)).all()[3:]:
            for round_ in session.exec(select(Round).where(Round.team_id == team.id)):
                round_.closed_at = None
        assert few == queries(database, session, workspace) <= 30


def queries(database: Database, session: Session, workspace: Workspace) -> int:
    session.flush()
    seen = SimpleNamespace(n=0)

    def count(*_: object) -> None:
        seen.n += 1

    event.listen(database.engine, "before_cursor_execute", count)
    gather(session, workspace, NOW)
    event.remove(database.engine, "before_cursor_execute", count)
    return int(seen.n)
