"""A message becomes a blocker of a key result."""

import json
from typing import Any

import pytest

from storage.changes import change
from storage.key_results import key_result_numbered
from storage.people import ensure_person, find_workspaces
from tests.scenarios.conftest import CHANNEL, PLAN, Company, words

SAVED = {"Value": "48", "Confidence (0-10)": "7"}
SAID = "The *vendor* is late, <@U0BORIS> & I wait"
TITLE = "NPS from 40 to 60"


def pick(company: Company, words_: str = SAID) -> None:
    """Anna takes a message of the channel's as a blocker."""
    message = company.boris.say(words_, channel=CHANNEL)
    company.anna.message_shortcut(message, "add_blocker")
    company.slack.wait(lambda: company.anna.modal is not None)


def shown(company: Company) -> str:
    return json.dumps(company.anna.modal, ensure_ascii=False)


@pytest.mark.parametrize(
    ("language", "labels", "told"),
    [
        ("en", ("Value", "Confidence (0-10)", "Blocker", "Edit"), "Blocker: The vendor is late, @Boris &amp; I wait"),
        ("ru", ("Значение", "Уверенность (0–10)", "Что мешает", "Изменить"), "Что мешает: The vendor is late, @Boris"),
    ],
)
def test_it_adds_a_blocker_to_what_was_said_last(company: Company, labels: tuple[str, ...], told: str) -> None:
    company.at(10)
    company.answer(company.anna, {labels[0]: "48", labels[1]: "7"}, "Check in" if labels[3] == "Edit" else "Ответить")
    company.at(12, day=30)
    pick(company)
    assert "https://" in str(company.anna.values["words"])
    company.anna.submit()
    assert told in shown(company)
    row = company.checkins[-1]
    assert (row.value, row.confidence, row.source, row.round) == (48, 7, "command", None)
    assert row.blocker.startswith("The vendor is late, @Boris & I wait\nhttps://")
    company.anna.click_in_view(labels[3])
    company.slack.wait(lambda: labels[0] in shown(company))
    company.anna.fill({labels[2]: "solved soon"})
    company.anna.submit()
    assert company.checkins[-1].blocker == "solved soon"


def test_it_belongs_to_the_round_that_is_open(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, {**SAVED, "Note": "panel is live", "Blocker": "budget"})
    pick(company)
    company.anna.submit()
    company.settle()
    row = company.checkins[-1]
    assert (row.round, row.note, row.blocker.splitlines()[:2]) == (
        "Support 2026-11-27",
        "panel is live",
        ["budget", "The vendor is late, @Boris & I wait"],
    )
    assert "The vendor is late" in words(company.anna.dm[0])


def test_it_asks_how_it_stands_where_nothing_was_said_yet(company: Company) -> None:
    company.at(10)
    pick(company)
    company.anna.submit()
    assert "There is no check-in yet" in shown(company)
    company.anna.submit(force=True)
    assert company.checkins == []
    company.anna.fill(SAVED)
    company.anna.submit()
    (row,) = company.checkins
    assert (row.value, row.round) == (48, "Support 2026-11-27")
    assert row.blocker.startswith("The vendor is late")
    company.settle()
    assert "Saved, thank you." in company.anna.dm[0].text


def test_it_wants_words(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    pick(company)
    company.anna.fill({"Blocker": "  "})
    company.anna.submit(force=True)
    assert company.anna.errors == {"Blocker": "Say in a few words what blocks it."}


def test_it_lets_one_choose_among_ones_own(company: Company) -> None:
    more = PLAN.replace("LANGUAGE", "en") + "      - {title: Panel, owner: U0ANNA, milestones: [plan, test]}\n"
    company.plan(more)
    company.at(10)
    pick(company)
    options = [one["text"]["text"] for group in select(company)["option_groups"] for one in group["options"]]
    assert options == [f"1.1 {TITLE}", "1.3 Panel"]
    company.anna.fill({"Key result": "1.3 Panel"})
    company.anna.submit()
    company.anna.fill({"Done": ["plan"], "Confidence (0-10)": "6"})
    company.anna.submit()
    assert [(row.key_result, row.value) for row in company.checkins] == [("1.3", 1)]


def select(company: Company) -> dict[str, Any]:
    element: dict[str, Any] = (company.anna.modal or {})["blocks"][0]["element"]
    return element


def test_it_refuses_a_key_result_that_is_given_to_somebody_else_meanwhile(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    pick(company)
    hand_over(company, "U0BORIS")
    company.anna.submit()
    assert "You don't own this key result" in shown(company)
    assert len(company.checkins) == 1


def hand_over(company: Company, to: str) -> None:
    """Anna's key result gets another owner."""
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        row = key_result_numbered(session, workspace.id, 1, 1)
        assert row is not None
        change(session, row, {"owner_id": ensure_person(session, workspace.id, to).id}, company.clock())


def test_it_tells_who_owns_nothing(company: Company) -> None:
    message = company.boris.say("late", channel=CHANNEL)
    company.slack.conversations[CHANNEL].members.append("U0VERA")
    vera = company.slack.person("U0VERA")
    vera.message_shortcut(message, "add_blocker")
    company.slack.wait(lambda: bool(vera.ephemerals(CHANNEL)))
    assert "You own no open key result" in vera.ephemerals(CHANNEL)[0].text


def test_it_writes_nothing_of_a_message_that_slack_does_not_link(company: Company) -> None:
    company.slack.add_channel("C0SECRET", "secret", members=["U0ANNA"], private=True, bot_member=False)
    company.at(10)
    message = company.anna.say("A" * 5000, channel="C0SECRET")
    company.anna.message_shortcut(message, "add_blocker")
    company.slack.wait(lambda: company.anna.modal is not None)
    typed = company.anna.values["words"]["words"]["value"]
    assert typed.endswith("A…")
    assert "https" not in typed


def test_it_keeps_what_was_said_after_the_answer_to_the_round(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, {**SAVED, "Note": "panel is live"})
    company.anna.shortcut("check_in")
    company.slack.wait(lambda: company.anna.modal is not None)
    company.anna.fill({"Value": "52", "Confidence (0-10)": "8"})
    company.anna.submit()
    company.anna.close()
    pick(company)
    company.anna.submit()
    row = company.checkins[-1]
    assert (row.value, row.confidence, row.note) == (52, 8, "panel is live")
