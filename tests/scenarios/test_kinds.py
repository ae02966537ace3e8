"""Key results of all four kinds: asked in one modal, told in the receipt, the digest and the JSON of scripts."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.localslack.conversations import Message
from bot.objectives import report
from bot.objectives.flow import standings
from bot.text import speak
from storage.people import find_workspaces
from tests.scenarios.conftest import Company, words

PLAN = """
objectives:
  - title: All kinds
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
      - {title: Calls taken, owner: U0ANNA, start: 100, target: 80}
      - {title: Solved at once, owner: U0ANNA, maintain: {min: 85}, unit: "%"}
      - {title: Academy, owner: U0ANNA, milestones: [plan, {title: four modules, weight: 2}, pilot]}
      - {title: Effort, owner: U0ANNA, baseline: true, unit: points}
"""
ANSWERS: dict[str, dict[str, Any]] = {
    "NPS": {"Value": "52", "Confidence (0-10)": "7"},
    "Calls": {"Value": "90", "Confidence (0-10)": "6"},
    "Solved": {"Value": "81.5", "Confidence (0-10)": "5"},
    "Academy": {"Done": ["plan", "pilot"], "Confidence (0-10)": "8"},
    "Effort": {"Value": "0", "Confidence (0-10)": "4"},
}


@pytest.fixture
def asked(company: Company) -> Company:
    company.plan(PLAN)
    company.at(10)
    return company


@pytest.fixture
def answered(asked: Company) -> Company:
    fill(asked, ANSWERS)
    return asked


def fill(company: Company, answers: dict[str, dict[str, Any]], button: str = "Check in") -> None:
    company.open_form(company.anna, button)
    for section, values in answers.items():
        company.anna.fill(values, section=section)
    company.anna.submit()
    company.settle()
    assert company.anna.errors == {}


def test_it_asks_each_kind_by_its_own_input_and_for_the_confidence_of_steps(asked: Company) -> None:
    asked.open_form(asked.anna)
    assert inputs(asked, "value", "done") == [
        ("Value", "number_input"),
        ("Value", "number_input"),
        ("Value", "number_input"),
        ("Done", "checkboxes"),
        ("Value", "number_input"),
    ]
    asked.anna.fill({"Done": ["plan"]}, section="Academy")
    asked.anna.submit()
    assert asked.anna.errors.keys() == {"Confidence (0-10)"}
    assert asked.checkins == []


def inputs(company: Company, *names: str) -> list[tuple[str, str]]:
    blocks = (company.anna.modal or {})["blocks"]
    shown = [block for block in blocks if block["type"] == "input" and block["element"]["action_id"] in names]
    return [(block["label"]["text"], block["element"]["type"]) for block in shown]


def test_it_stores_each_kind_and_tells_it_in_receipt_scripts_and_digest(answered: Company) -> None:
    stores_each_kind_by_its_own_value(answered)
    tells_each_kind_in_the_receipt(answered)
    shows_scripts_what_each_kind_is_measured_by(answered)
    answered.at(16)
    shows_scripts_what_needs_attention(answered)
    tells_each_kind_in_the_digest_and_its_alt_text(answered)


def stores_each_kind_by_its_own_value(answered: Company) -> None:
    assert {row.key_result: (row.value, row.confidence) for row in answered.checkins} == {
        "1.1": (52, 7),
        "2.1": (90, 6),
        "2.2": (81.5, 5),
        "2.3": (2, 8),
        "2.4": (0, 4),
    }


def tells_each_kind_in_the_receipt(answered: Company) -> None:
    said = words(answered.anna.dm[0])
    for value in ("52\u00a0points", "90 · confidence 6", "81.5\u00a0%", "2 of 3", "0\u00a0points"):
        assert value in said


def shows_scripts_what_each_kind_is_measured_by(answered: Company) -> None:
    found = shown(answered)
    assert [(one["kind"], one["start"], one["target"]) for one in found.values()] == [
        ("change", 40, 60),
        ("change", 6, 2),
        ("change", 100, 80),
        ("maintain", None, None),
        ("milestone", None, None),
        ("baseline", None, None),
    ]
    assert (found["2.2"]["min"], found["2.2"]["max"]) == (85, None)
    assert [(step["title"], step["weight"], step["done"]) for step in found["2.3"]["steps"]] == [
        ("plan", 1, True),
        ("four modules", 2, False),
        ("pilot", 1, True),
    ]


def shows_scripts_what_needs_attention(answered: Company) -> None:
    reasons = {number: [one["code"] for one in found["attention"]] for number, found in shown(answered).items()}
    assert reasons == {"1.1": [], "1.2": ["no_checkin"], "2.1": [], "2.2": ["behind"], "2.3": [], "2.4": []}


def tells_each_kind_in_the_digest_and_its_alt_text(answered: Company) -> None:
    digest = answered.posts[0]
    alt = picture(digest)
    for said in ("1.1 NPS from 40 to 60: 60", "2.1 Calls taken: 50", "2.2 Solved at once: out", "2.3 Academy: 50"):
        assert said in alt
    assert "2.4 Effort: setting a baseline" in alt
    assert "2.2 Solved at once" in words(digest).split('"image"')[0]


def test_it_shows_the_steps_that_were_done_the_next_week(answered: Company) -> None:
    answered.at(10, day=28)
    answered.to(answered.clock().replace(month=12, day=4, hour=7))
    answered.open_form(answered.anna)
    (done,) = [block for block in (answered.anna.modal or {})["blocks"] if block.get("block_id", "").startswith("done")]
    assert [option["text"]["text"] for option in done["element"]["initial_options"]] == ["plan", "pilot"]


def test_it_takes_a_step_back(answered: Company) -> None:
    fill(answered, {"Academy": {"Done": []}}, "Edit")
    row = answered.checkins[-1]
    assert (row.key_result, row.value, row.confidence) == ("2.3", 0, 8)


def test_it_counts_a_confidence_without_a_step_as_no_step_done(asked: Company) -> None:
    fill(asked, {"Academy": {"Confidence (0-10)": "3"}})
    assert [(row.key_result, row.value) for row in asked.checkins] == [("2.3", 0)]


def test_it_keeps_every_kind_on_no_change(answered: Company) -> None:
    answered.to(answered.clock().replace(month=12, day=4, hour=7))
    answered.anna.click(answered.asking(answered.anna), "No change")
    answered.settle()
    kept = {row.key_result: row.value for row in answered.checkins if row.source == "no_change"}
    assert kept == {"1.1": 52, "2.1": 90, "2.2": 81.5, "2.3": 2, "2.4": 0}
    assert shown(answered)["2.3"]["progress"] == 0.5


def test_it_shows_scripts_how_far_each_kind_is(company: Company) -> None:
    company.plan(PLAN, made=datetime(2026, 10, 1, tzinfo=UTC))
    company.at(10)
    fill(company, ANSWERS)
    found = shown(company)
    assert {
        number: (one["value"], one["progress"], one["confidence"], one["pace"]) for number, one in found.items()
    } == {
        "1.1": (52, 0.6, 7, "on_pace"),
        "1.2": (None, None, None, None),
        "2.1": (90, 0.5, 6, "slightly_behind"),
        "2.2": (81.5, 0, 5, "behind"),
        "2.3": (2, 0.5, 8, "slightly_behind"),
        "2.4": (0, None, 4, None),
    }
    assert found["2.1"]["expected"] == pytest.approx(58 / 92)


def test_it_forecasts_from_four_check_ins_on(answered: Company) -> None:
    for week, value in enumerate((53, 54, 55), 1):
        assert shown(answered)["1.1"]["forecast"] is None
        day = answered.clock().replace(month=12, day=7 * week - 3, hour=7, minute=0)
        answered.to(day)
        fill(answered, {"NPS": {"Value": str(value)}})
    found = shown(answered)["1.1"]["forecast"]
    assert found["low"] <= found["value"] <= found["high"]
    assert found["value"] == pytest.approx(55 + 13 / 7)


def shown(company: Company) -> dict[str, dict[str, Any]]:
    """The key results of `okrs show --json` at the clock's instant, by short id."""
    with company.bot.context.database.read() as session:
        (workspace,) = find_workspaces(session)
        document = report.as_json(speak("en"), standings(session, workspace.id, company.clock()))
    return {one["id"]: one for objective in document["objectives"] for one in objective["key_results"]}


def picture(message: Message) -> str:
    (image,) = [block for block in message.blocks if block["type"] == "image"]
    return str(image["alt_text"])
