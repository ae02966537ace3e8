"""What somebody may not see is in nothing that the bot sends, and what they may not do stores nothing."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.actions import AWAY_OVER, CHECK_IN, NO_CHANGE
from bot.authoring.sheets import Form, Subject
from bot.away.views import FORM as AWAY_FORM
from bot.cycles.closing import retrospective_key
from bot.home.views import GO
from bot.replies.views import UNDO
from bot.tick import tick
from storage.deliveries import owe
from storage.kinds import DeliveryKind
from storage.models import Person, Team
from tests.scenarios.asking import ask
from tests.scenarios.conftest import CHANNEL, Company, dispatch, words
from tests.scenarios.test_crafted import Json, heard, number, opened, press, prompt_id, submission
from tests.scenarios.writing import objectives, stored

SHUT_OUT = "answers only the people of its own company"


def form_sent(company: Company, person: str, form: str, about: str, values: Json | None = None) -> Json:
    """A form that a client makes up."""
    body = submission(company, person, about, values)
    body["view"] |= {"callback_id": form, "id": f"V0{form.upper()}"}
    return body


def message(company: Company, person: str, said: str) -> Json:
    """Words in the direct message."""
    event = {"type": "message", "channel": company.slack.dm_of(person).id, "channel_type": "im", "user": person}
    event |= {"text": said, "ts": "1.1"}
    return {"type": "event_callback", "team_id": company.slack.team_id, "event_id": "Ev1", "event": event}


def test_it_takes_nothing_from_who_left(company: Company) -> None:
    company.at(10)
    form, prompt = opened(company), prompt_id(company, "U0ANNA")
    company.slack.change_person("U0ANNA", deleted=True)
    company.slack.wait(lambda: not company.person("U0ANNA").active)
    for action in (NO_CHANGE, CHECK_IN, AWAY_OVER, UNDO, f"{GO}mine"):
        assert SHUT_OUT in heard(company, company.anna, press(company, "U0ANNA", action, prompt)), action
    assert SHUT_OUT in dispatch(company, submission(company, "U0ANNA", form, number(1, "48"))).body
    assert SHUT_OUT in dispatch(company, form_sent(company, "U0ANNA", AWAY_FORM, "")).body
    dispatch(company, message(company, "U0ANNA", "1.1 48 conf 7"))
    company.settle()
    assert SHUT_OUT in words(company.anna.dm[-1])
    assert company.checkins == []


def test_it_meets_nobody_whom_a_refused_form_names(company: Company) -> None:
    owner = {"owner": {"author_owner": {"type": "users_select", "selected_user": "U0VERA"}}}
    body = form_sent(company, "U0BORIS", Form.OBJECTIVE, Subject().written(), owner)
    assert dispatch(company, body).status == 200
    company.settle()
    assert "U0VERA" not in {row.slack_id for row in stored(company, lambda session: session.exec(select(Person)).all())}


PRIVATE = """
teams:
  - {name: Support, lead: U0ANNA, timezone: Europe/Moscow}
objectives:
  - title: QUIETLY
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    visibility: team
    key_results: [{title: SILENTLY, owner: U0ANNA, start: 0, target: 10}]
"""


@pytest.mark.parametrize(
    ("private", "others", "told"),
    [
        (True, (), True),
        (True, ("U0APP",), True),
        (True, ("U0VERA",), False),
        (True, ("U0MAX",), False),
        (False, (), False),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_posts_what_is_private_only_where_the_team_is_alone(
    company: Company, private: bool, others: tuple[str, ...], told: bool
) -> None:
    company.slack.add_person("U0APP", "Jira", bot=True)
    company.slack.add_channel(CHANNEL, "support", members=["U0ANNA", "U0BORIS", *others], private=private)
    company.plan(PRIVATE)
    company.at(10)
    company.at(16, 1)
    digest = company.posts[-1]
    assert ("1 objective is private to the team" in words(digest)) is not told
    objective = next(one for one in objectives(company) if one.title == "QUIETLY")
    with company.bot.context.database.write() as session:
        owe(
            session, objective.workspace_id, DeliveryKind.RETROSPECTIVE, retrospective_key(1, objective.cycle_id),
            target=CHANNEL, subject_id=objective.id, due=company.clock.now(),
        )  # fmt: skip
    company.settle()
    retrospective = company.posts[-1]
    assert "NPS" in words(digest)
    assert "NPS" in words(retrospective)
    assert retrospective.ts != digest.ts
    below = company.anna.thread(CHANNEL, digest.ts)
    assert len(below) == 2
    assert all(("SILENTLY" in words(message)) is told for message in below)
    for message in (digest, retrospective):
        assert ("SILENTLY" in words(message)) is told
        assert ("1 objective is private to the team and not shown here" in words(message)) is not told


def move(company: Company, channel: str) -> None:
    """The team goes on in another channel."""
    with company.bot.context.database.write() as session:
        session.exec(select(Team).where(Team.name == "Support")).one().channel = channel


@pytest.fixture
def moving(company: Company) -> Company:
    """A team with something private, asked by an open channel; it will move where it is alone."""
    company.slack.add_channel("C0ROOM", "room", members=["U0ANNA", "U0BORIS"], private=True)
    company.plan(PRIVATE)
    company.at(10)
    return company


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_stays_in_an_open_channel_is_told_nothing_private_when_the_team_moves_on(moving: Company) -> None:
    moving.at(16, 1)
    move(moving, "C0ROOM")
    moving.answer(moving.boris, {"Value": "3", "Confidence (0-10)": "2", "Blocker": "vendor"})
    digest = moving.posts[-1]
    read = [digest, *moving.anna.thread(CHANNEL, digest.ts)]
    assert len(read) == 3
    assert all(message.edited_ts for message in read)
    assert all("vendor" in words(message) or "2 of 10" in words(message) for message in read)
    assert not [message for message in read if "SILENTLY" in f"{message.text}{message.blocks}"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_owed_to_an_open_channel_tells_nothing_private_when_the_team_moves_on(moving: Company) -> None:
    moving.clock.move_to(moving.clock.now() + timedelta(hours=6, minutes=1))
    tick(moving.bot.context, moving.clock.now())
    objective = next(one for one in objectives(moving) if one.title == "QUIETLY")
    with moving.bot.context.database.write() as session:
        owe(
            session, objective.workspace_id, DeliveryKind.RETROSPECTIVE, retrospective_key(1, objective.cycle_id),
            target=CHANNEL, subject_id=objective.id, due=moving.clock.now(),
        )  # fmt: skip
    move(moving, "C0ROOM")
    moving.settle()
    digest, retrospective = moving.posts
    read = [digest, retrospective, *moving.anna.thread(CHANNEL, digest.ts)]
    assert len(read) == 4
    assert not [message for message in read if "SILENTLY" in f"{message.text}{message.blocks}"]


BOARD = PRIVATE.replace("name: Support, lead: U0ANNA", "name: Board, lead: U0ANNA").replace("Support", "Board")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_late_answers_take_what_is_private_out_of_a_channel_that_others_have_joined(company: Company) -> None:
    company.slack.add_channel("C0ROOM", "room", members=["U0ANNA"], private=True)
    company.plan(BOARD.replace("lead: U0ANNA,", "lead: U0ANNA, channel: C0ROOM,"))
    company.at(10)
    company.at(16, 1)
    digest, *thread = company.anna.read("C0ROOM")
    assert len(thread) == 2
    assert all("SILENTLY" in words(message) for message in (digest, *thread))
    company.slack.conversations["C0ROOM"].members.append("U0VERA")
    company.answer(company.anna, {"Value": "3", "Confidence (0-10)": "2"})
    read = company.anna.read("C0ROOM")
    assert len(read) == 3
    assert all(message.edited_ts for message in read)
    assert not [message for message in read if "SILENTLY" in f"{message.text}{message.blocks}"]


@pytest.mark.parametrize("typed", ["checkin", "edit", "show", "history"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_says_of_what_is_hidden_the_same_as_of_what_is_not_there(company: Company, typed: str) -> None:
    company.plan(BOARD)
    hidden, missing = (ask(company.slack, company.boris, f"{typed} {number}.1").text for number in (2, 9))
    assert hidden == missing.replace("9.1", "2.1")
