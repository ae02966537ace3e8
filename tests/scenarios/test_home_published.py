"""When a Home is published: when something changed, and never an older one over a newer one."""

import asyncio
from threading import Event, Thread

import pytest

from bot.home.job import Homes
from bot.localslack.driver import Driver
from bot.localslack.errors import Json
from bot.localslack.web import Answer, Effect
from storage.models import Home, Objective
from tests.scenarios.conftest import Company
from tests.scenarios.faults import meet, refused
from tests.scenarios.homes import follows, go, kept, look, published, said

SAVED = {"Value": "4", "Confidence (0-10)": "5"}
RENAMED = "Quick answers"


def who(company: Company, person: Driver) -> tuple[str, str]:
    return company.slack.team_id, person.id


def rename(company: Company, title: str = RENAMED) -> None:
    """Something that Boris sees, and that none of his acts has changed."""
    with company.bot.context.database.write() as session:
        objective = session.get_one(Objective, 1)
        objective.title = title
        session.add(objective)


@pytest.fixture
def looking(company: Company) -> Company:
    """Boris looks at his OKRs."""
    look(company, company.boris)
    go(company, company.boris, "My OKRs")
    kept(company, company.boris)
    return company


def test_it_publishes_only_what_changed(looking: Company) -> None:
    boris, before = looking.boris, len(published(looking, looking.boris))
    for _ in range(3):
        boris.open_home()
        looking.bot.homes.publish(who(looking, boris))
    looking.bot.homes.refresh()
    assert len(published(looking, boris)) == before
    rename(looking)
    boris.open_home()
    follows(looking, boris, RENAMED)
    kept(looking, boris)
    looking.bot.homes.refresh()
    assert len(published(looking, boris)) == before + 1


def test_it_follows_an_answer_and_a_prompt_without_being_opened(company: Company) -> None:
    boris = company.boris
    assert "Nothing is waiting" in look(company, boris)
    company.clock.move_to(company.clock().replace(hour=7))
    company.bot.tick()
    follows(company, boris, "Check-in of November 27")
    company.settle()
    company.answer(boris, SAVED)
    follows(company, boris, "Nothing is waiting")
    assert all(call.response["ok"] for call in published(company, boris))


def test_it_follows_settings_at_once(looking: Company) -> None:
    boris = looking.boris
    go(looking, boris, "Settings")
    boris.click_in_view("Change")
    looking.slack.wait(lambda: boris.modal is not None)
    boris.fill({"Language": "Русский"})
    boris.submit()
    follows(looking, boris, "Часовой пояс: Москва")


def test_it_leaves_people_alone_who_do_not_look(company: Company) -> None:
    company.at(10)
    company.answer(company.boris, SAVED)
    company.bot.homes.refresh()
    assert published(company, company.boris) == []
    company.boris.open_home(tab="messages")
    look(company, company.anna)
    assert published(company, company.boris) == []


def test_it_shows_its_own_again_where_something_else_was_published(looking: Company) -> None:
    boris = looking.boris
    other = {"type": "home", "blocks": [{"type": "divider"}]}
    looking.bot.client.views_publish(user_id=boris.id, view=other)
    boris.open_home()
    follows(looking, boris, "First response in 2 hours")


def test_it_draws_anew_from_fresh_rows_when_the_hash_is_another(looking: Company) -> None:
    boris = looking.boris
    looking.bot.client.views_publish(user_id=boris.id, view={"type": "home", "blocks": [{"type": "divider"}]})
    rename(looking)
    before = len(published(looking, boris))
    looking.bot.homes.publish(who(looking, boris))
    follows(looking, boris, RENAMED)
    kept(looking, boris)
    conflict, taken = published(looking, boris)[before:]
    assert conflict.response["error"] == "hash_conflict"
    assert taken.response["ok"]


class Held:
    """Slack takes the next Home only once it is let go."""

    def __init__(self) -> None:
        self.came, self.go = Event(), Event()

    async def __call__(self, method: str, _args: Json, effect: Effect) -> Answer:
        if method == "views.publish" and not self.came.is_set():
            self.came.set()
            while not self.go.is_set():
                await asyncio.sleep(0.01)
        return effect()


@pytest.mark.parametrize("replicas", [1, 2])
def test_it_ends_with_the_newer_of_two_openings_at_once(looking: Company, replicas: int) -> None:
    """The one that read first comes to Slack last, in one process and in two."""
    boris, homes = looking.boris, looking.bot.homes
    other = homes if replicas == 1 else Homes(looking.bot.context, looking.bot.clients)
    looking.slack.web.interposed = held = Held()
    rename(looking, "Slow answers")
    first = Thread(target=homes.publish, args=[who(looking, boris)])
    first.start()
    assert held.came.wait(10)
    rename(looking)
    other.publish(who(looking, boris))
    held.go.set()
    first.join()
    follows(looking, boris, RENAMED)
    kept(looking, boris)
    assert "Slow answers" not in said(boris)


def test_it_tells_of_a_failure_with_a_code_and_recovers(looking: Company) -> None:
    boris = looking.boris
    rename(looking)
    meet(looking, "views.publish", refused("invalid_blocks"))
    looking.bot.homes.publish(who(looking, boris))
    follows(looking, boris, "Something went wrong")
    kept(looking, boris)
    boris.open_home()
    follows(looking, boris, RENAMED)


def test_it_forgets_a_place_that_is_none_any_more(looking: Company) -> None:
    with looking.bot.context.database.write() as session:
        home = session.get_one(Home, 1)
        home.section, home.first = "gone:77", 400
        session.add(home)
    looking.bot.homes.publish(who(looking, looking.boris))
    follows(looking, looking.boris, "Nothing is waiting")
