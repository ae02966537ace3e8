"""A person's part: the modal, its mistakes, edits, buttons pressed twice or too late."""

from collections.abc import Mapping

import pytest

from storage.key_results import key_result_numbered
from storage.kinds import Openness
from tests.scenarios.conftest import PLAN, Company, words

SAVED = {"Value": "48", "Confidence (0-10)": "7"}


@pytest.fixture
def asked(company: Company) -> Company:
    company.at(10)
    return company


def said(company: Company) -> list[tuple[str, float, int | None]]:
    return [(row.key_result, row.value, row.confidence) for row in company.checkins if not row.superseded]


def test_it_stores_everything_the_modal_says(asked: Company) -> None:
    asked.answer(asked.anna, {**SAVED, "Note": "panel is live", "Blocker": "vendor", "Thanks to": "U0BORIS"})
    (row,) = asked.checkins
    assert (row.value, row.confidence, row.note, row.blocker, row.thanks) == (
        48,
        7,
        "panel is live",
        "vendor",
        "U0BORIS",
    )
    assert (row.source, row.state, row.round) == ("modal", "on_time", "Support 2026-11-27")


def test_it_turns_the_prompt_into_a_receipt(asked: Company) -> None:
    asked.answer(asked.anna, {**SAVED, "Value": "48.5", "Note": "panel is live"})
    (receipt,) = asked.anna.dm
    assert "48.5\u00a0points · confidence 7" in words(receipt)
    assert "panel is live" in words(receipt)
    assert [element["text"]["text"] for element in receipt.blocks[-1]["elements"]] == ["Edit"]


def test_it_acks_before_three_seconds(asked: Company) -> None:
    assert asked.answer(asked.anna, SAVED).seconds < 3


@pytest.mark.parametrize(
    ("values", "label", "sentence"),
    [
        ({"Value": "soon", "Confidence (0-10)": "7"}, "Value", "Enter a number, for example 48 or 48.5."),
        ({"Value": "", "Confidence (0-10)": "7"}, "Value", "Add the value"),
        ({"Value": "48"}, "Confidence (0-10)", "Choose a confidence"),
        ({"Note": "only a note"}, "Value", "Nothing is filled in yet."),
    ],
)
def test_it_refuses_a_mistake_at_its_field(asked: Company, values: dict[str, str], label: str, sentence: str) -> None:
    asked.open_form(asked.anna)
    asked.anna.fill(values)
    asked.anna.submit(force=True)
    assert sentence in asked.anna.errors[label]
    assert asked.checkins == []


def test_it_refuses_a_confidence_that_no_client_offers(asked: Company) -> None:
    asked.open_form(asked.anna)
    asked.anna.fill({"Value": "48"})
    option = {"text": {"type": "plain_text", "text": "11"}, "value": "11"}
    block = next(
        block["block_id"] for block in (asked.anna.modal or {})["blocks"] if "confidence" in str(block.get("block_id"))
    )
    asked.anna.values[block] = {"confidence": {"type": "static_select", "selected_option": option}}
    asked.anna.submit(force=True)
    assert asked.anna.errors["Confidence (0-10)"] == "Confidence is a whole number from 0 to 10."
    assert asked.checkins == []


def test_it_keeps_what_was_typed_when_a_field_is_refused(asked: Company) -> None:
    asked.open_form(asked.anna)
    asked.anna.fill({"Value": "soon", "Confidence (0-10)": "7", "Note": "long thoughts"})
    asked.anna.submit(force=True)
    asked.anna.fill({"Value": "48"})
    asked.anna.submit()
    (row,) = asked.checkins
    assert (row.value, row.note) == (48, "long thoughts")


def test_it_edits_by_a_new_row_that_supersedes(asked: Company) -> None:
    asked.answer(asked.anna, SAVED)
    asked.answer(asked.anna, {"Value": "50"}, button="Edit")
    first, second = asked.checkins
    assert (first.superseded, second.superseded, second.value, second.confidence) == (True, False, 50, 7)
    assert "50\u00a0points" in words(asked.anna.dm[0])


def test_it_prefills_an_edit_with_what_was_said(asked: Company) -> None:
    asked.answer(asked.anna, {**SAVED, "Note": "panel is live"})
    asked.answer(asked.anna, {"Confidence (0-10)": "8"}, button="Edit")
    assert asked.checkins[-1].note == "panel is live"
    assert said(asked) == [("1.1", 48, 8)]


def test_it_adds_no_row_when_an_edit_changes_nothing(asked: Company) -> None:
    asked.answer(asked.anna, SAVED)
    asked.answer(asked.anna, {}, button="Edit")
    assert len(asked.checkins) == 1


def test_it_says_so_when_a_modal_comes_in_twice(asked: Company) -> None:
    asked.open_form(asked.anna)
    asked.anna.fill(SAVED)
    again = dict(asked.anna.modal or {})
    asked.anna.submit()
    body = {
        "type": "view_submission",
        "team": {"id": asked.slack.team_id},
        "user": {"id": "U0ANNA"},
        "view": {**again, "state": {"values": _typed(again, value="48", confidence="7")}},
    }
    answer = _dispatch(asked, body)
    assert "This is saved already. To change it, press Edit." in answer
    assert len(asked.checkins) == 1


def test_it_asks_in_the_modal_when_no_change_has_nothing_to_keep(asked: Company) -> None:
    asked.open_form(asked.anna, "No change")
    assert asked.checkins == []


def test_it_keeps_value_and_confidence_on_no_change(asked: Company) -> None:
    asked.answer(asked.anna, SAVED)
    asked.to(asked.clock().replace(month=12, day=4, hour=7, minute=0))
    asked.anna.click(asked.asking(asked.anna), "No change")
    asked.settle()
    row = asked.checkins[-1]
    assert (row.value, row.confidence, row.source, row.state) == (48, 7, "no_change", "on_time")
    assert "Saved, thank you." in asked.asking(asked.anna).text


def test_it_says_so_when_no_change_is_pressed_twice(asked: Company) -> None:
    asked.answer(asked.anna, SAVED)
    asked.to(asked.clock().replace(month=12, day=4, hour=7, minute=0))
    prompt = asked.asking(asked.anna)
    asked.anna.click(prompt, "No change")
    asked.anna.click(prompt, "No change")
    asked.slack.wait(lambda: any("This is saved already" in message.text for message in asked.anna.dm))
    assert len(asked.checkins) == 2


def test_it_counts_an_answer_to_last_weeks_prompt_for_last_week(asked: Company) -> None:
    old = asked.anna.dm[0]
    asked.to(asked.clock().replace(month=12, day=4, hour=7, minute=0))
    asked.answer(asked.anna, {"Value": "55", "Confidence (0-10)": "8"})
    asked.open_form(asked.anna, message=old)
    assert "the answer counts as late" in str(asked.anna.modal)
    asked.anna.fill(SAVED)
    asked.anna.submit()
    asked.settle()
    assert [(row.round, row.state) for row in asked.checkins] == [
        ("Support 2026-12-04", "on_time"),
        ("Support 2026-11-27", "late"),
    ]
    asked.to(asked.clock().replace(day=11))
    assert "Last: 55\u00a0points" in words(asked.asking(asked.anna))


def test_it_counts_nothing_for_a_key_result_closed_meanwhile_and_gives_the_words_back(asked: Company) -> None:
    asked.open_form(asked.anna)
    asked.anna.fill({**SAVED, "Note": "panel is live"})
    close(asked, 1, 1)
    asked.anna.submit()
    shown = str(asked.anna.modal)
    assert "closed meanwhile" in shown
    assert "panel is live" in shown
    assert asked.checkins == []


def test_it_saves_the_rest_when_one_was_closed_meanwhile(company: Company) -> None:
    company.plan(PLAN.replace("LANGUAGE", "en").replace("owner: U0BORIS, start", "owner: U0ANNA, start"))
    company.at(10)
    company.open_form(company.anna)
    company.anna.fill(SAVED, section="NPS")
    company.anna.fill({"Value": "5", "Confidence (0-10)": "6"}, section="First response")
    close(company, 1, 1)
    company.anna.submit()
    company.settle()
    assert said(company) == [("1.2", 5, 6)]
    assert "NPS from 40 to 60" in str(company.anna.modal)


def test_it_says_so_when_nothing_is_due_any_more(asked: Company) -> None:
    close(asked, 1, 1)
    asked.anna.click(asked.anna.dm[0], "Check in")
    asked.slack.wait(lambda: any("Nothing is due here any more" in message.text for message in asked.anna.dm))


def close(company: Company, objective: int, number: int) -> None:
    with company.bot.context.database.write() as session:
        row = key_result_numbered(session, 1, objective, number)
        assert row is not None
        row.state = Openness.CLOSED
        session.add(row)


def _typed(view: dict[str, object], value: str, confidence: str) -> dict[str, object]:
    key = next(str(block["block_id"]).split(":")[1] for block in view["blocks"] if ":" in str(block.get("block_id")))  # type: ignore[attr-defined]
    option = {"text": {"type": "plain_text", "text": confidence}, "value": confidence}
    return {
        f"value:{key}": {"value": {"type": "number_input", "value": value}},
        f"confidence:{key}": {"confidence": {"type": "static_select", "selected_option": option}},
    }


def _dispatch(company: Company, body: Mapping[str, object]) -> str:
    from slack_bolt.request import BoltRequest

    return str(company.bot.app.dispatch(BoltRequest(body=dict(body), mode="socket_mode")).body)
