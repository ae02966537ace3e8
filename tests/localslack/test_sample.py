"""The sample company: it has something to say, agrees with itself, and owes nobody anything of the past."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from bot.demo import START, WEEK, Stage
from bot.kpis.flow import kpi_named, reading, series
from bot.kpis.windows import Step
from bot.localslack.clock import Clock
from bot.localslack.conversations import Message
from bot.localslack.sample import furnish, stock
from bot.localslack.server import LocalSlack
from bot.objectives.flow import standings
from bot.objectives.standing import KeyResultStanding
from bot.rules.attention import Reason, Status
from bot.rules.pace import Pace
from bot.tick import tick
from storage.db import Database, sqlite_url
from storage.deliveries import deliveries_of
from storage.facts import SurveyAnswer, Ticket
from storage.kinds import Kind, PartState
from storage.models import CheckIn, Part, Round, Team, Workspace
from storage.people import find_workspaces, new_workspace, people_of
from storage.schema import upgrade

OPENING = START + timedelta(minutes=5)
DEADLINE = OPENING + timedelta(hours=6)
NEW_YORK = timedelta(hours=6)
CHANNELS = ("C0PRODUCT", "C0SUPPORT", "C0MARKETING")
ASKED_FIRST = ("U0ANNA", "U0JONAS", "U0LENA", "U0BORIS", "U0OLGA", "U0TIMUR", "U0GRACE")


def stocked(database: Database) -> Database:
    with database.write() as session:
        new_workspace(session, "en", "Europe/Berlin", "T0LOCAL")
    stock(database, START)
    return database


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Stocked once, for tests that only look."""
    found = Database(sqlite_url(tmp_path_factory.mktemp("sample")))
    upgrade(found.engine)
    yield stocked(found)
    found.close()


@pytest.fixture
def session(sample: Database) -> Iterator[Session]:
    with sample.read() as opened:
        yield opened


@pytest.fixture
def workspace(session: Session) -> Workspace:
    return find_workspaces(session)[0]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """The demo as people start it."""
    with Stage.open(tmp_path, 0) as opened:
        yield opened


def key_results(session: Session, workspace: Workspace) -> dict[str, KeyResultStanding]:
    found = standings(session, workspace.id, START)
    return {item.short_id: item for objective in found for item in objective.key_results}


def posts(stage: Stage, channel: str) -> list[Message]:
    return [message for message in stage.slack.messages(channel) if not message.is_reply]


def asked(stage: Stage, person: str) -> int:
    """How many messages the bot has sent to a person."""
    return len(stage.slack.person(person).dm)


def test_it_begins_with_anna() -> None:
    slack = LocalSlack(Clock(START))
    furnish(slack)
    people = [person for person in slack.people.values() if not person.bot]
    assert people[0].id == "U0ANNA"
    assert [slack.people[id].name for id in ("U0VERA", "U0MAX", "U0PETER")] == ["Vera", "Max", "Peter"]
    assert [slack.people["U0VERA"].guest, slack.people["U0MAX"].stranger, slack.people["U0PETER"].deleted] == [True] * 3


def test_it_has_every_kind_of_key_result(session: Session, workspace: Workspace) -> None:
    kinds = Counter(item.kind for item in key_results(session, workspace).values())
    assert set(kinds) == set(Kind)


def test_it_has_every_state_that_a_digest_tells(session: Session, workspace: Workspace) -> None:
    found = key_results(session, workspace)
    assert {id: item.reasons for id, item in found.items() if item.reasons} == {
        "2.3": (Reason.STALE,),
        "3.1": (Reason.LOW_CONFIDENCE, Reason.BEHIND),
        "4.1": (Reason.BEHIND, Reason.DISAGREES),
    }
    assert [id for id, item in found.items() if item.status is Status.SLIGHTLY_BEHIND] == ["2.2"]
    assert [id for id, item in found.items() if (item.progress or 0) > 1] == ["4.2"]
    assert {id for id, item in found.items() if item.pace is Pace.ON_PACE} >= {"1.1", "2.1", "3.2", "3.3", "3.4"}


def test_it_has_eight_rounds_a_team_behind_it(session: Session) -> None:
    rounds, teams = session.exec(select(Round)).all(), session.exec(select(Team)).all()
    states = {part.state for part in session.exec(select(Part))}
    assert Counter(round_.team_id for round_ in rounds) == {team.id: 8 for team in teams}
    assert {min(round_.day for round_ in rounds), max(round_.day for round_ in rounds)} == {
        date(2026, 10, 2),
        date(2026, 11, 20),
    }
    assert all(round_.closed_at for round_ in rounds)
    assert states == {PartState.ON_TIME, PartState.LATE, PartState.MISSED}


def test_it_answers_within_the_rounds(session: Session) -> None:
    rows = session.exec(select(CheckIn, Round).join(Round)).all()
    assert all(row.at >= round_.opens_at for row, round_ in rows)
    assert {row.late for row, _ in rows} == {True, False}


@pytest.mark.parametrize("id", ["1.1", "2.1", "3.1", "3.2", "3.3", "4.1", "4.3"])
def test_it_checks_in_what_the_kpis_said(session: Session, workspace: Workspace, id: str) -> None:
    item = key_results(session, workspace)[id]
    assert item.kpi is not None
    kpi = kpi_named(session, workspace.id, item.kpi)
    then = reading(session, workspace, kpi, START - WEEK).checked_in
    now = reading(session, workspace, kpi, START).estimate.value
    assert item.value == then
    assert item.value == pytest.approx(now, rel=0.15)


def test_it_has_weeks_with_too_few_answers(session: Session, workspace: Workspace) -> None:
    kpi = kpi_named(session, workspace.id, "nps")
    points = series(session, workspace, kpi, START, date(2026, 10, 5), date(2026, 11, 22), Step.WEEK)
    answers = [point.estimate.n for point in points]
    assert min(answers) < kpi.min_n < max(answers) <= 60


def test_it_is_the_same_each_time_and_on_both_databases(database: Database, session: Session) -> None:
    with stocked(database).read() as other:
        assert told(other) == told(session)


def told(session: Session) -> list[object]:
    """What chance has a hand in; rows that are imported have ids in no order."""
    checkins = select(CheckIn.value, CheckIn.at, CheckIn.note).order_by(col(CheckIn.id))
    answers = select(SurveyAnswer.key, SurveyAnswer.score, SurveyAnswer.at)
    tickets = select(Ticket.external_id, Ticket.first_reply_at, Ticket.handle_seconds, Ticket.tier)
    return [*session.exec(checkins), *sorted(session.exec(answers)), *sorted(session.exec(tickets))]


def test_it_knows_its_people_and_tells_each_at_their_hour(stage: Stage) -> None:
    knows_its_people_as_slack_does(stage)
    owes_nothing_of_the_past(stage)
    asks_each_owner_once_at_the_opening(stage)
    asks_new_york_at_ten_there(stage)
    posts_one_digest_with_pictures_in_each_channel(stage)


def knows_its_people_as_slack_does(stage: Stage) -> None:
    with stage.bot.context.database.read() as session:
        (workspace,) = find_workspaces(session)
        people = {person.slack_id: person for person in people_of(session, workspace.id)}
    assert (workspace.slack_id, workspace.name) == ("T0LOCAL", "Nordlicht")
    assert (people["U0BORIS"].name, people["U0BORIS"].language) == ("Борис", "ru")
    assert people["U0SAM"].timezone == "America/New_York"
    assert not people["U0PETER"].active
    assert [name for name, person in people.items() if person.admin] == ["U0ANNA"]


def owes_nothing_of_the_past(stage: Stage) -> None:
    tick(stage.bot.context, START)
    with stage.bot.context.database.read() as session:
        (workspace,) = find_workspaces(session)
        assert deliveries_of(session, workspace.id) == []


def asks_each_owner_once_at_the_opening(stage: Stage) -> None:
    stage.move(OPENING)
    stage.move(OPENING + timedelta(minutes=1))
    assert [asked(stage, person) for person in ASKED_FIRST] == [1] * len(ASKED_FIRST)
    assert [asked(stage, person) for person in ("U0SAM", "U0VERA", "U0PETER")] == [0, 0, 0]
    assert "Чек-ин" in str(stage.slack.person("U0BORIS").dm[0].blocks)


def asks_new_york_at_ten_there(stage: Stage) -> None:
    stage.move(OPENING + NEW_YORK)
    assert asked(stage, "U0SAM") == 1


def posts_one_digest_with_pictures_in_each_channel(stage: Stage) -> None:
    stage.move(DEADLINE)
    stage.move(DEADLINE + NEW_YORK)
    for channel in CHANNELS:
        (digest,) = posts(stage, channel)
        assert sum(block["type"] == "image" for block in digest.blocks) >= 2
    assert "Ответили 0 из 3" in posts(stage, "C0SUPPORT")[0].text
    assert "0 of 3 answered" in posts(stage, "C0PRODUCT")[0].text


def test_it_posts_a_digest_once_though_the_clock_jumps_while_it_is_sent(stage: Stage) -> None:
    stage.slack.file_delay = 1
    stage.move(OPENING)
    stage.clock.move_to(DEADLINE)
    stage.bot.tick()
    stage.slack.wait(lambda: stage.slack.files)
    stage.move(DEADLINE + NEW_YORK)
    assert [len(posts(stage, channel)) for channel in CHANNELS] == [1, 1, 1]


def test_it_goes_on_a_week_step_by_step(stage: Stage) -> None:
    subscribe(stage, "U0ANNA")
    stage.move(START + WEEK)
    assert [len(posts(stage, channel)) for channel in CHANNELS] == [1, 1, 1]
    digest = next(one for one in stage.slack.person("U0ANNA").dm if one.text.startswith("Company digest"))
    sent = datetime.fromtimestamp(float(digest.ts), ZoneInfo("Europe/Berlin"))
    assert (sent.date(), sent.hour) == (date(2026, 11, 30), 9)
    before = asked(stage, "U0ANNA")
    stage.move(OPENING + WEEK)
    assert asked(stage, "U0ANNA") == before + 1
    assert "December 4" in str(stage.slack.person("U0ANNA").dm[-1].blocks)
    assert "no data" not in str(stage.slack.person("U0ANNA").dm[-1].blocks)


def subscribe(stage: Stage, slack_id: str) -> None:
    """To the company's digest, which comes on Mondays."""
    with stage.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        person = next(person for person in people_of(session, workspace.id) if person.slack_id == slack_id)
        person.company_digest = True


def test_it_ends_at_once_where_something_is_still_to_be_sent(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.demo.LONGEST_SENDING", 1e9)
    stage.bot.sender.stop()
    stage.move(OPENING)
    assert asked(stage, "U0ANNA") == 0
