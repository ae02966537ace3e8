"""Several teams, several zones, longer periods: who is asked when, and when the digest comes."""

from datetime import UTC, datetime

import pytest

from bot.localslack.errors import Json
from bot.localslack.web import Answer, Effect, straight
from storage.kinds import DeliveryKind, DeliveryState
from tests.scenarios.conftest import Company, words

SAVED = {"Value": "5", "Confidence (0-10)": "7"}
SALES = """
teams:
  - {name: Sales, channel: C0SALES, lead: U0BORIS, members: [U0ANNA], timezone: Europe/MoscowRULE}
objectives:
  - title: More orders
    team: Sales
    owner: U0BORIS
    cycle: 2026-Q4
    key_results: [{title: Orders a day, owner: U0ANNA, start: 0, target: 10}]
"""
ABROAD = """
teams:
  - {name: Support, lead: U0ANNA, channel: C0SUPPORT, timezone: Europe/Moscow, checkin: {zone: ZONE}}
objectives:
  - title: Far away
    team: Support
    owner: U0KIRI
    cycle: 2026-Q4
    key_results: [{title: Calls in Lima, owner: U0KIRI, start: 0, target: 10}]
"""


def sales(company: Company, rule: str = "") -> None:
    company.slack.add_channel("C0SALES", "sales", members=["U0ANNA", "U0BORIS"])
    company.plan(SALES.replace("RULE", f", checkin: {{{rule}}}" if rule else ""))


def test_it_asks_once_for_two_teams_at_the_same_hour(company: Company) -> None:
    sales(company)
    company.at(10)
    (prompt,) = company.anna.dm
    assert "NPS from 40 to 60" in words(prompt)
    assert "Orders a day" in words(prompt)
    assert "Support" in words(prompt)
    assert "Sales" in words(prompt)


def test_it_takes_the_answers_for_two_teams_in_one_modal(company: Company) -> None:
    sales(company)
    company.at(10)
    company.open_form(company.anna)
    company.anna.fill({**SAVED, "Value": "50"}, section="NPS")
    company.anna.fill(SAVED, section="Orders")
    company.anna.submit()
    company.settle()
    assert [(row.key_result, row.round) for row in company.checkins] == [
        ("1.1", "Support 2026-11-27"),
        ("2.1", "Sales 2026-11-27"),
    ]


def test_it_closes_each_teams_round_by_itself(company: Company) -> None:
    sales(company)
    company.at(10)
    company.open_form(company.anna)
    company.anna.fill(SAVED, section="Orders")
    company.anna.submit()
    company.settle()
    company.at(10, 1)
    (digest,) = (message for message in company.anna.read("C0SALES") if not message.is_reply)
    assert "1 of 1 answered" in digest.text
    assert company.posts == []


def test_it_reminds_once_for_two_teams(company: Company) -> None:
    sales(company)
    company.at(10)
    company.at(13)
    assert len(company.anna.dm) == 2
    assert "2 key results" in company.anna.dm[-1].text


def test_it_asks_twice_where_the_hours_differ(company: Company) -> None:
    sales(company, 'time: "11:00"')
    company.at(10)
    company.at(11)
    assert [("NPS" in words(message), "Orders" in words(message)) for message in company.anna.dm] == [
        (True, False),
        (False, True),
    ]


def test_it_still_asks_for_the_longer_round_when_the_shorter_is_over(company: Company) -> None:
    """Both rounds share a DM, which Slack does not take until the first of them is due."""

    async def down(method: str, _args: Json, effect: Effect) -> Answer:
        return Answer({"ok": False, "error": "internal_error"}, 500) if method == "chat.postMessage" else effect()

    sales(company)
    company.plan("teams: [{name: Support, lead: U0ANNA, timezone: Europe/Moscow, checkin: {due_hours: 2}}]")
    company.slack.web.interposed = down
    company.at(10)
    company.slack.web.interposed = straight
    company.at(12, 30)
    (prompt,) = company.anna.dm
    assert "Orders a day" in words(prompt)


@pytest.fixture
def abroad(company: Company) -> Company:
    """Kiri lives in Lima, eight hours behind Moscow."""
    company.slack.add_person("U0KIRI", "Kiri", tz="America/Lima", locale="en-US")
    return company


def lima(company: Company, hour: int, minute: int = 0) -> None:
    company.to(datetime(2026, 11, 27, hour + 5, minute, tzinfo=UTC))


def test_it_asks_everybody_at_their_own_hour(abroad: Company) -> None:
    abroad.plan(ABROAD.replace("ZONE", "person"))
    kiri = abroad.slack.person("U0KIRI")
    abroad.at(10)
    assert [len(abroad.anna.dm), len(kiri.dm)] == [1, 0]
    lima(abroad, 9, 59)
    assert kiri.dm == []
    lima(abroad, 10)
    assert len(kiri.dm) == 1
    assert "16:00" in words(kiri.dm[0])


def test_it_waits_with_the_digest_for_the_last_part(abroad: Company) -> None:
    abroad.plan(ABROAD.replace("ZONE", "person"))
    abroad.at(10)
    for person in (abroad.anna, abroad.boris):
        abroad.answer(person, SAVED)
    abroad.at(16)
    assert abroad.posts == []
    lima(abroad, 10)
    lima(abroad, 15, 59)
    assert abroad.posts == []
    lima(abroad, 16)
    assert "2 of 3 answered" in abroad.posts[0].text


def test_it_counts_an_answer_late_by_the_persons_own_deadline(abroad: Company) -> None:
    abroad.plan(ABROAD.replace("ZONE", "person"))
    abroad.at(10)
    lima(abroad, 10)
    abroad.answer(abroad.anna, SAVED)
    abroad.answer(abroad.slack.person("U0KIRI"), SAVED)
    assert [(row.person, row.state) for row in abroad.checkins] == [("U0ANNA", "late"), ("U0KIRI", "on_time")]


def test_it_asks_everybody_at_the_hour_of_the_team(abroad: Company) -> None:
    abroad.plan(ABROAD.replace("ZONE", "team"))
    abroad.at(10)
    kiri = abroad.slack.person("U0KIRI")
    assert [len(abroad.anna.dm), len(kiri.dm)] == [1, 1]
    assert "08:00" in words(kiri.dm[0])
    abroad.at(16)
    assert len(abroad.posts) == 1


def test_it_reminds_nobody_in_the_night(abroad: Company) -> None:
    abroad.plan(ABROAD.replace("ZONE", "team"))
    for hour in range(10, 16):
        abroad.at(hour)
    kiri = abroad.slack.person("U0KIRI")
    assert len(kiri.dm) == 1


def test_it_asks_every_second_week_where_the_rule_says_so(company: Company) -> None:
    sales(company, "every: 2")
    weeks = [datetime(2026, month, day, 7, tzinfo=UTC) for month, day in ((11, 27), (12, 4), (12, 11))]
    asked = []
    for week in weeks:
        before = len(company.anna.dm)
        company.to(week)
        asked.append(any("Orders a day" in words(message) for message in company.anna.dm[before:]))
    assert asked == [True, False, True]


def test_it_asks_an_owner_who_joins_while_the_round_is_open(company: Company) -> None:
    company.at(10)
    company.slack.add_person("U0KIRI", "Kiri", tz="Europe/Moscow", locale="en-US")
    company.plan(ABROAD.replace("ZONE", "person"), made=company.clock())
    company.at(11)
    assert len(company.slack.person("U0KIRI").dm) == 1


def test_it_serves_people_of_a_zone_it_does_not_know(company: Company) -> None:
    told(company, {"id": "U0BORIS", "name": "boris", "tz": "Mars/Olympus_Mons"})
    company.slack.wait(lambda: company.person("U0BORIS").timezone == "Mars/Olympus_Mons")
    company.at(10)
    assert [len(company.anna.dm), len(company.boris.dm)] == [1, 1]


def test_it_asks_nobody_who_left(company: Company) -> None:
    company.slack.change_person("U0BORIS", deleted=True)
    company.slack.wait(lambda: not company.person("U0BORIS").active)
    company.at(10)
    company.answer(company.anna, SAVED)
    company.at(10, 1)
    assert "1 of 1 answered" in company.posts[0].text


def told(company: Company, user: Json) -> None:
    company.slack.send_event({"type": "user_change", "user": user})


def test_it_goes_on_when_slack_does_not_know_an_owner(company: Company) -> None:
    company.plan(ABROAD.replace("ZONE", "person").replace("U0KIRI", "U0GHOST"))
    company.at(10)
    assert [len(company.anna.dm), len(company.boris.dm)] == [1, 1]


def test_it_sends_each_prompt_once_to_two_teams(company: Company) -> None:
    sales(company)
    for minute in range(3):
        company.at(10, minute)
    prompts = [row for row in company.deliveries if row.kind is DeliveryKind.PROMPT]
    assert [(row.target, row.state) for row in prompts] == [
        ("U0ANNA", DeliveryState.SENT),
        ("U0BORIS", DeliveryState.SENT),
    ]
