"""A cycle ends: it is graded, what is not done goes on in the next one, and the teams read how it ended."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.actions import CLOSE_CYCLE
from bot.localslack.driver import Driver
from storage.changes import changes_of
from storage.key_results import steps_of
from storage.kinds import DeliveryState, Kind, Openness, Outcome, PartState, Source
from storage.models import CheckIn, Objective, Part
from tests.scenarios.asking import ask
from tests.scenarios.conftest import CHANNEL, Company, words
from tests.scenarios.cycles import (
    AFTERWARDS,
    MANY,
    NEXT,
    PLAN,
    WORDS,
    YEARS,
    admin,
    button,
    carried,
    cycle,
    done,
    grade_support,
    key_result,
    last_page,
    opened,
    told,
)
from tests.scenarios.test_thrice import thrice

BEFORE_HALF = datetime(2026, 11, 13, 7, tzinfo=UTC)
TOO_FEW = {"en": "Too few to say", "ru": "Слишком мало данных, чтобы судить"}
MISSED = {
    "en": "How far 5 key results came. Missed: 2.2 Academy: 33\N{NO-BREAK SPACE}%",
    "ru": "Итог по 5 ключевым результатам. Не достигнуто: 2.2 Academy: 33\N{NO-BREAK SPACE}%",
}


@pytest.fixture
def ended(company: Company, language: str) -> Company:
    """Both teams gave their values before half of the cycle, and now that it is over it is time to look back."""
    company.slack.add_channel("C0PRODUCT", "product", members=["U0BORIS"])
    company.plan(PLAN.replace("LANGUAGE", language))
    for short_id, value in (("1.1", 53), ("1.2", 2), ("2.1", 87), ("2.2", 1), ("3.1", 7)):
        row = key_result(company, short_id)
        said = CheckIn(
            workspace_id=row.workspace_id, key_result_id=row.id, person_id=row.owner_id, value=value, confidence=7,
            source=Source.MODAL, at=company.clock(), as_of=BEFORE_HALF,
        )  # fmt: skip
        with company.bot.context.database.write() as session:
            session.add(said)
    company.clock.move_to(AFTERWARDS)
    return company


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_closes_with_the_last_lead_and_carries_over(ended: Company, language: str) -> None:
    ended.plan(NEXT)
    say = WORDS[language]
    anna = opened(ended, ended.anna, say["close"])
    anna.fill({say["grade"]: "0.8"}, section="NPS")
    anna.submit()
    assert set(anna.errors_by_block) == {"note:1", "note:4"}  # one is changed, one was missed
    anna.fill({say["why"]: "The last week made it"}, section="NPS")
    anna.fill({say["why"]: "The vendor left"}, section="Academy")
    last_page(anna)
    assert "2027-Q1" in str(anna.modal)
    said = done(ended, anna)
    assert "Product: Boris" in said
    assert [key_result(ended, short_id).grade for short_id in ("1.1", "1.2", "2.1", "2.2", "2.3")] == [
        0.8, 1.0, 1.0, 0.33, None,
    ]  # fmt: skip
    assert cycle(ended).state is Openness.OPEN
    assert told(ended) == [(CHANNEL, DeliveryState.SENT)]
    assert "The vendor left" in words(ended.posts[-1])
    assert_told_of_confidence(ended, language)

    boris = opened(ended, ended.boris, say["close"])
    boris.fill({say["why"]: "Too late"}, section="Crashes")
    last_page(boris)
    done(ended, boris)
    assert (cycle(ended).state, cycle(ended).closed_at) == (Openness.CLOSED, AFTERWARDS)
    assert told(ended) == [(CHANNEL, DeliveryState.SENT), ("C0PRODUCT", DeliveryState.SENT)]
    new = carried(ended)
    assert {title: (row.kind, row.start, row.target) for title, row in new.items()} == {
        "NPS from 40 to 60": (Kind.CHANGE, 53.0, 60.0),
        "Academy": (Kind.MILESTONE, None, None),
        "Effort score": (Kind.BASELINE, None, None),
        "Crashes": (Kind.CHANGE, 7.0, 1.0),
    }
    with ended.bot.context.database.read() as session:
        academy = new["Academy"]
        steps = steps_of(session, academy.workspace_id, [academy.id])[academy.id]
        objectives = {session.get_one(Objective, row.objective_id).title for row in new.values()}
        history = {one.field: one.after for one in changes_of(session, key_result(ended, "1.1"))}
    assert [(step.number, step.title) for step in steps] == [(1, "pilot"), (2, "launch")]
    assert objectives == {"Customers recommend us", "People stay", "A better product"}
    assert history == {"grade": "0.8", "grade_note": "The last week made it", "state": "closed", "outcome": "carried"}
    assert "The last week made it" in words(ask(ended.slack, ended.anna, f"{say['show']} 1.1"))
    assert " 1.1" in words(ask(ended.slack, ended.anna, f"{say['show']} 4.1")).split("2027-Q1")[-1]


def assert_told_of_confidence(ended: Company, language: str) -> None:
    """Of one message: that two owners are too few, and a picture of how far all came."""
    (message,) = [post for post in ended.posts if "2026-Q4" in post.text]
    assert TOO_FEW[language] in message.text
    (picture,) = [block for block in message.blocks if block["type"] == "image"]
    assert picture["alt_text"].startswith(MISSED[language])


def test_it_stores_once_what_is_sent_three_times(ended: Company) -> None:
    ended.plan(NEXT)
    grade_support(ended, "en")
    thrice(ended)
    said = done(ended, ended.anna)
    assert "Product: Boris" in said
    assert len(carried(ended)) == 3
    assert told(ended) == [(CHANNEL, DeliveryState.SENT)]


def test_it_corrects_a_grade_and_the_message_that_told_it(ended: Company) -> None:
    ended.plan(NEXT)
    grade_support(ended, "en")
    done(ended, ended.anna)
    anna = opened(ended, ended.anna, "close 2026-q4")
    assert "is graded" in str(anna.modal)
    anna.fill({"Grade (0 to 1)": "0.7", "Why": "We had counted twice"}, section="NPS")
    last_page(anna)
    done(ended, anna)
    assert len(carried(ended)) == 3
    (message,) = [post for post in ended.posts if "how 2026-Q4 ended" in post.text]
    assert "We had counted twice" in words(message)
    assert "The last week made it" not in words(message)


def test_it_leads_to_a_new_cycle_where_there_is_none_to_carry_over_into(ended: Company) -> None:
    admin(ended, "U0ANNA")
    anna = opened(ended, ended.anna, "close")
    for section, outcome in (("NPS", "Carry over into the next cycle"), ("Effort", "Done"), ("Crashes", "Drop")):
        anna.fill({"What next": outcome}, section=section)
    anna.fill({"What next": "Drop", "Why": "The vendor left"}, section="Academy")
    anna.fill({"Why": "Too late"}, section="Crashes")
    last_page(anna)
    assert "There is no cycle after this one" in str(anna.modal)
    anna.submit()
    assert "nothing was stored" in str(anna.modal)
    anna.close()
    anna.click_in_view("New cycle")
    ended.slack.wait(lambda: anna.modal is not None and anna.modal["callback_id"] == "cycle_form")
    assert anna.values["name"]["name"]["value"] == "2027-Q1"
    anna.submit()
    assert "2027-Q1* is ready" in str(anna.modal)
    anna.close()
    done(ended, anna)
    assert list(carried(ended)) == ["NPS from 40 to 60"]
    assert key_result(ended, "2.2").outcome is Outcome.DROPPED
    assert cycle(ended).state is Openness.CLOSED


def test_an_admin_may_close_what_nobody_has_graded(company: Company) -> None:
    admin(company, "U0BORIS")
    company.at(10)
    boris = opened(company, company.boris, "close")
    boris.fill({"Grade (0 to 1)": "0.2", "What next": "Drop", "Why": "Nobody had time"}, section="First")
    boris.submit()
    assert set(boris.errors_by_block) == {"next:1"}
    boris.fill({"What next": "Done"}, section="NPS")
    last_page(boris)
    boris.click_in_view("Back to the grades")
    company.slack.wait(lambda: "What next" in str(boris.modal))
    boris.close()
    boris = opened(company, company.boris, "close")
    assert boris.values["next:2"]["next"]["selected_option"]["value"] == "dropped"
    last_page(boris)
    done(company, boris)
    assert cycle(company).state is Openness.CLOSED


def test_an_admin_chooses_what_becomes_of_what_is_left(asked_of_many: Company) -> None:
    company = asked_of_many
    boris = opened(company, company.boris, "close")
    boris.click_in_view("To the summary")
    company.slack.wait(lambda: "are not graded yet" in str(boris.modal))
    boris.submit()
    assert "stays open" in str(boris.modal)
    assert cycle(company).state is Openness.OPEN
    boris = opened(company, company.boris, "close")
    boris.click_in_view("To the summary")
    company.slack.wait(lambda: "are not graded yet" in str(boris.modal))
    boris.fill({"What to do with them": "whole"})
    done(company, boris)
    assert cycle(company).state is Openness.CLOSED
    company.at(12)
    with company.bot.context.database.read() as session:
        assert {part.state for part in session.exec(select(Part))} == {PartState.EXCUSED}
    assert "Nothing is due here any more" in clicked(company, company.anna)


@pytest.fixture
def asked_of_many(company: Company) -> Company:
    """Eight key results, and everybody has just been asked."""
    titles = "".join(f"      - {{title: Number {n}, owner: U0ANNA, start: 0, target: 9}}\n" for n in range(6))
    company.plan(MANY + titles)
    admin(company, "U0BORIS")
    company.at(10)
    return company


def clicked(company: Company, person: Driver) -> str:
    before = len(person.ephemerals(company.slack.dm_of(person.id).id))
    person.click(company.asking(person), "Check in")
    company.slack.wait(lambda: len(person.ephemerals(company.slack.dm_of(person.id).id)) > before)
    return person.ephemerals(company.slack.dm_of(person.id).id)[-1].text


@pytest.mark.parametrize("typed", ["close", "close 2026-Q4"])
def test_it_refuses_those_who_grade_nothing(company: Company, typed: str) -> None:
    for person in (company.boris, company.slack.person("U0VERA")):
        assert ask(company.slack, person, typed).text == "Grades are given by the team's lead or an admin."
        assert person.modal is None


def test_it_asks_which_of_several_cycles_is_meant(company: Company) -> None:
    company.plan(YEARS)
    admin(company, "U0ANNA")
    anna = opened(company, company.anna, "close")
    assert [name for name in ("*2026*", "*2026-Q4*", "*2027*") if name in str(anna.modal)] == ["*2026*", "*2026-Q4*"]
    (_, block) = (one for one in (anna.modal or {})["blocks"] if "accessory" in one)
    assert "2026-Q4" in str(block)
    button(company, anna, CLOSE_CYCLE, cycle(company).id)
    company.slack.wait(lambda: "1.1 NPS" in str(anna.modal))
    assert "There is no cycle “2029”" in ask(company.slack, anna, "close 2029").text
