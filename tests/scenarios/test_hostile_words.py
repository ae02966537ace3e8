"""Titles, notes and names that try to become markup: they are shown as they were written, everywhere."""

import json
from collections.abc import Iterator

import pytest

from bot.localslack.conversations import Message
from bot.localslack.errors import Json
from bot.localslack.web import Answer, Effect
from tests.scenarios.conftest import CHANNEL, Company

HOSTILE = "<!channel> <@U0BORIS> <http://evil.example|click> & $x^$"
PLAN = f"""
teams:
  - {{name: "Sales {HOSTILE}", channel: C0SUPPORT, lead: U0ANNA, timezone: Europe/Moscow}}
kpis:
  - {{name: calls, title: "Calls {HOSTILE}", formula: value, unit: "<!channel>"}}
objectives:
  - title: "Objective {HOSTILE}"
    team: "Sales {HOSTILE}"
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
      - {{title: "Change {HOSTILE}", owner: U0ANNA, start: 0, target: 9, unit: "<!channel>", kpi: calls}}
      - {{title: "Steps {HOSTILE}", owner: U0ANNA, milestones: ["{HOSTILE}", two]}}
"""

LONG = """
objectives:
  - title: Long
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
"""


@pytest.fixture
def hostile(company: Company) -> Company:
    """Everything that people may write is hostile."""
    company.slack.change_person("U0ANNA", name=HOSTILE)
    company.slack.wait(lambda: company.person("U0ANNA").name == HOSTILE)
    company.plan(PLAN)
    company.at(10)
    company.open_form(company.anna)
    for section in ("NPS", "Change", "Steps"):
        company.anna.fill({"Confidence (0-10)": "1", "Note": HOSTILE, "Blocker": HOSTILE}, section=section)
    for section in ("NPS", "Change"):
        company.anna.fill({"Value": "1"}, section=section)
    company.anna.fill({"Done": ["two"], "Thanks to": "U0BORIS"})
    company.anna.submit()
    company.settle()
    return company


def live(message: Message) -> list[str]:
    """What Slack would make a mention or a link of."""
    return [
        text
        for text in mrkdwn([{"text": message.text, "type": "mrkdwn"}, *message.blocks])
        if "<!" in text or "<h" in text or "<@" in text
    ]


def mrkdwn(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        for held in node.values():
            yield from mrkdwn(held)
    elif isinstance(node, list):
        for held in node:
            yield from mrkdwn(held)


def test_it_keeps_all_that_it_says_in_a_week_harmless(hostile: Company) -> None:
    prompts_and_forms(hostile)
    for typed in ("", "show 1", "show 2", "show 2.1", "show 2.2", "help"):
        answers_to_okr(hostile, typed)
    hostile.at(16)
    digests_to_eyes_and_to_notifications(hostile)
    alt_texts_as_they_were_written(hostile)


def prompts_and_forms(hostile: Company) -> None:
    assert [live(message) for message in hostile.anna.dm] == [[]]
    opened = [call.args["view"] for call in hostile.slack.ledger if call.method == "views.open"]
    assert opened
    assert not any("<!channel>" in text for view in opened for text in mrkdwn(view))


def answers_to_okr(hostile: Company, typed: str) -> None:
    before = len(hostile.anna.dm)
    hostile.anna.slash("/okr", typed)
    hostile.slack.wait(lambda: len(hostile.anna.dm) > before)
    assert live(hostile.anna.dm[-1]) == [], typed


def digests_to_eyes_and_to_notifications(hostile: Company) -> None:
    assert len(hostile.posts) == 2
    assert [live(message) for message in hostile.posts] == [[], []]


def alt_texts_as_they_were_written(hostile: Company) -> None:
    said = json.dumps([block for post in hostile.posts for block in post.blocks if block["type"] == "image"])
    assert "<!channel>" in said
    assert "&amp;" not in said


def test_it_keeps_digests_harmless_where_only_the_text_is_sent(hostile: Company) -> None:
    async def blocks_refused(method: str, args: Json, effect: Effect) -> Answer:
        bad = method == "chat.postMessage" and args.get("blocks")
        return Answer({"ok": False, "error": "invalid_blocks"}) if bad else effect()

    hostile.slack.web.interposed = blocks_refused
    hostile.at(16)
    assert len(hostile.posts) == 2
    assert [message.text for message in hostile.anna.read(CHANNEL) if live(message)] == []


def test_it_updates_a_digest_whose_text_grows_beyond_what_slack_takes(company: Company) -> None:
    key_results = "".join(
        f"      - {{title: '{number}{'&' * 240}', owner: U0BORIS, start: 0, target: 9}}\n" for number in range(5)
    )
    company.plan(LONG + key_results)
    company.at(10)
    company.at(16)
    company.answer(company.anna, {"Value": "48", "Confidence (0-10)": "7"})
    (digest,) = company.posts
    assert "1 of 2 answered" in digest.text
    assert digest.blocks
