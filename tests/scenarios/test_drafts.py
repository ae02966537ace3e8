"""What the modal shows when it is opened again: drafts, what is stored, whom it thanked."""

import pytest

from tests.scenarios.conftest import Company, words

SAVED = {"Value": "48", "Confidence (0-10)": "7"}
TWO = """
objectives:
  - title: All about calls
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results: [{title: Calls taken, owner: U0ANNA, start: 100, target: 80}]
"""


@pytest.fixture
def asked(company: Company) -> Company:
    company.at(10)
    return company


def shown(company: Company, label: str, section: str = "") -> object:
    """What a field of the modal holds when it opens."""
    above = ""
    for block in (company.anna.modal or {})["blocks"]:
        if block["type"] == "section":
            above = block["text"]["text"]
        if block["type"] == "input" and block["label"]["text"] == label and section in above:
            element = block["element"]
            return element.get("initial_value") or element.get("initial_user") or element.get("initial_option")
    raise AssertionError(f"no field {label!r}")


def test_it_keeps_the_thanks_when_something_else_is_edited(asked: Company) -> None:
    asked.answer(asked.anna, {**SAVED, "Thanks to": "U0BORIS"})
    asked.answer(asked.anna, {"Value": "50"}, button="Edit")
    assert [(row.value, row.thanks) for row in asked.checkins if not row.superseded] == [(50, "U0BORIS")]


def test_it_adds_no_row_when_thanks_are_left_as_they_were(asked: Company) -> None:
    asked.answer(asked.anna, {**SAVED, "Thanks to": "U0BORIS"})
    asked.answer(asked.anna, {}, button="Edit")
    assert len(asked.checkins) == 1


def test_it_takes_thanks_back(asked: Company) -> None:
    asked.answer(asked.anna, {**SAVED, "Thanks to": "U0BORIS"})
    asked.answer(asked.anna, {"Thanks to": None}, button="Edit")
    assert [row.thanks for row in asked.checkins if not row.superseded] == [None]


def test_it_thanks_once_however_many_key_results_are_answered_later(company: Company) -> None:
    company.plan(TWO)
    company.at(10)
    company.open_form(company.anna)
    company.anna.fill(SAVED, section="NPS")
    company.anna.fill({"Thanks to": "U0BORIS"})
    company.anna.submit()
    company.settle()
    company.open_form(company.anna)
    company.anna.fill({"Value": "90", "Confidence (0-10)": "6"}, section="Calls")
    company.anna.submit()
    standing = [row for row in company.checkins if not row.superseded]
    assert sorted(row.key_result for row in standing) == ["1.1", "2.1"]
    assert [row.thanks for row in standing if row.thanks] == ["U0BORIS"]


def test_it_shows_what_is_stored_after_no_change_and_not_an_older_draft(asked: Company) -> None:
    asked.answer(asked.anna, SAVED)
    asked.to(asked.clock().replace(month=12, day=4, hour=7, minute=0))
    asked.open_form(asked.anna)
    asked.anna.fill({"Value": "99"})
    asked.anna.close()
    asked.anna.click(asked.asking(asked.anna), "No change")
    asked.settle()
    asked.open_form(asked.anna, "Edit")
    assert shown(asked, "Value") == "48"


def test_it_keeps_a_draft_of_an_edit(asked: Company) -> None:
    asked.answer(asked.anna, SAVED)
    asked.open_form(asked.anna, "Edit")
    asked.anna.fill({"Value": "99"})
    asked.anna.close()
    asked.open_form(asked.anna, "Edit")
    assert shown(asked, "Value") == "99"


def test_it_shows_an_emptied_field_empty_again(asked: Company) -> None:
    asked.answer(asked.anna, {**SAVED, "Blocker": "vendor"})
    asked.open_form(asked.anna, "Edit")
    asked.anna.fill({"Blocker": ""})
    asked.anna.close()
    asked.open_form(asked.anna, "Edit")
    assert shown(asked, "Blocker") is None


def test_it_keeps_showing_a_blocker_until_somebody_says_otherwise(asked: Company) -> None:
    asked.answer(asked.anna, {**SAVED, "Blocker": "vendor"})
    asked.to(asked.clock().replace(month=12, day=4, hour=7, minute=0))
    asked.open_form(asked.anna)
    assert shown(asked, "Blocker") == "vendor"
    assert shown(asked, "Note") is None


def test_it_dates_the_last_answer_by_the_day_of_the_person(company: Company) -> None:
    """Friday's answer in Auckland is Thursday's in UTC."""
    company.slack.add_person("U0KIRI", "Kiri", tz="Pacific/Auckland", locale="en-US")
    company.plan(TWO.replace("U0ANNA", "U0KIRI"))
    company.to(company.clock().replace(day=26, hour=21, minute=0))
    kiri = company.slack.person("U0KIRI")
    company.answer(kiri, {"Value": "90", "Confidence (0-10)": "6"})
    company.to(company.clock().replace(month=12, day=3))
    assert "Nov 27" in words(kiri.dm[-1])


def test_it_keeps_words_about_what_was_not_answered(company: Company) -> None:
    company.plan(TWO)
    company.at(10)
    company.open_form(company.anna)
    company.anna.fill(SAVED, section="NPS")
    company.anna.fill({"Note": "no figures yet"}, section="Calls")
    company.anna.submit()
    company.settle()
    company.open_form(company.anna)
    assert shown(company, "Note", "Calls") == "no figures yet"
