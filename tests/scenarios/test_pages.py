"""More key results than one modal holds: pages, drafts, and the way back."""

from typing import Any

import pytest
from sqlmodel import select

from storage.models import Draft
from tests.scenarios.conftest import Company, words

TITLES = [f"Key result {number}" for number in range(1, 8)]
KEY_RESULTS = "".join(f"      - {{title: {title}, owner: U0ANNA, start: 0, target: 9}}\n" for title in TITLES)
PLAN = f"""
objectives:
  - title: Much to do
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
{KEY_RESULTS}"""
SAVED = {"Value": "4", "Confidence (0-10)": "7"}
FIRST, LAST = ["NPS from 40 to 60", *TITLES[:5]], TITLES[5:]


@pytest.fixture
def asked(company: Company) -> Company:
    """Eight key results are due for Anna, and the modal is open at its first page."""
    company.plan(PLAN)
    company.at(10)
    company.open_form(company.anna)
    return company


def titles(company: Company) -> list[str]:
    return [block["text"]["text"].strip("*") for block in blocks(company) if block["type"] == "section"]


def labels(company: Company) -> set[str]:
    return {block["label"]["text"] for block in blocks(company) if block["type"] == "input"}


def blocks(company: Company) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (company.anna.modal or {"blocks": []})["blocks"]
    return found


def pressed(company: Company) -> str:
    return str((company.anna.modal or {})["submit"]["text"])


def said(company: Company) -> dict[str, float]:
    return {row.key_result: row.value for row in company.checkins if not row.superseded}


def test_it_shows_six_and_then_the_rest(asked: Company) -> None:
    assert (titles(asked), pressed(asked)) == (FIRST, "Next")
    asked.anna.fill(SAVED, section=FIRST[0])
    asked.anna.submit()
    assert (titles(asked), pressed(asked)) == (LAST, "Save")


def test_it_asks_whom_to_thank_on_the_last_page_only(asked: Company) -> None:
    assert "Thanks to" not in labels(asked)
    asked.anna.submit()
    assert "Thanks to" in labels(asked)


def test_it_answers_next_with_an_update_of_the_same_view(asked: Company) -> None:
    before = (asked.anna.modal or {})["id"]
    ack = asked.anna.submit()
    assert (ack.body or {})["response_action"] == "update"
    assert (asked.anna.modal or {})["id"] == before


def test_it_stores_nothing_before_save(asked: Company) -> None:
    asked.anna.fill(SAVED, section=FIRST[0])
    asked.anna.submit()
    assert asked.checkins == []


def test_it_saves_all_pages_at_once(asked: Company) -> None:
    asked.anna.fill(SAVED, section=FIRST[0])
    asked.anna.submit()
    asked.anna.fill({**SAVED, "Value": "5"}, section=LAST[1])
    asked.anna.fill({"Thanks to": "U0BORIS"})
    asked.anna.submit()
    asked.settle()
    assert said(asked) == {"1.1": 4, "2.7": 5}
    assert [row.thanks for row in asked.checkins if row.thanks] == ["U0BORIS"]
    assert asked.anna.modal is None
    assert "Saved: 2 of 8" in asked.anna.dm[0].text


def test_it_thanks_even_where_the_last_page_has_no_answer(asked: Company) -> None:
    asked.anna.fill(SAVED, section=FIRST[0])
    asked.anna.submit()
    asked.anna.fill({"Thanks to": "U0BORIS"})
    asked.anna.submit()
    assert [(row.key_result, row.thanks) for row in asked.checkins] == [("1.1", "U0BORIS")]


def test_it_stays_on_a_page_with_a_mistake(asked: Company) -> None:
    asked.anna.fill({"Value": "4"}, section=FIRST[2])
    ack = asked.anna.submit()
    assert (ack.body or {})["response_action"] == "errors"
    assert asked.anna.errors.keys() == {"Confidence (0-10)"}
    assert titles(asked) == FIRST


def test_it_goes_on_once_the_mistake_is_mended(asked: Company) -> None:
    asked.anna.fill({"Value": "4"}, section=FIRST[2])
    asked.anna.submit()
    asked.anna.fill({"Confidence (0-10)": "7"}, section=FIRST[2])
    asked.anna.submit()
    assert titles(asked) == LAST


def test_it_says_so_when_no_page_was_filled_in_and_takes_the_answer_then(asked: Company) -> None:
    asked.anna.submit()
    asked.anna.submit()
    assert "Nothing is filled in yet" in asked.anna.errors["Value"]
    asked.anna.fill(SAVED, section=LAST[0])
    asked.anna.submit()
    assert said(asked) == {"2.6": 4}


def test_it_keeps_the_draft_of_every_page_when_the_modal_is_closed(asked: Company) -> None:
    asked.anna.fill({**SAVED, "Note": "page one"}, section=FIRST[1])
    asked.anna.submit()
    asked.anna.fill({"Value": "6", "Note": "page two"}, section=LAST[0])
    asked.anna.fill({"Thanks to": "U0BORIS"})
    asked.anna.close()
    asked.open_form(asked.anna)
    assert "page one" in words_of_modal(asked)
    asked.anna.submit()
    assert "page two" in words_of_modal(asked)
    asked.anna.fill({"Confidence (0-10)": "2"}, section=LAST[0])
    asked.anna.submit()
    assert said(asked) == {"2.1": 4, "2.6": 6}
    assert [row.thanks for row in asked.checkins if row.thanks] == ["U0BORIS"]


def test_it_opens_again_after_words_where_a_number_belongs(asked: Company) -> None:
    asked.anna.fill({"Value": "soon", "Note": "page one"}, section=FIRST[1])
    asked.anna.close()
    asked.open_form(asked.anna)
    assert "page one" in words_of_modal(asked)


def test_it_forgets_the_draft_once_it_is_saved(asked: Company) -> None:
    asked.anna.fill({**SAVED, "Note": "page one"}, section=FIRST[1])
    asked.anna.submit()
    asked.anna.submit()
    asked.settle()
    with asked.bot.context.database.read() as session:
        assert list(session.exec(select(Draft))) == []


def words_of_modal(company: Company) -> str:
    return str(company.anna.modal)


def test_it_lists_every_key_result_in_the_prompt(asked: Company) -> None:
    said = words(asked.anna.dm[0])
    assert all(title in said for title in [*FIRST, *LAST])
