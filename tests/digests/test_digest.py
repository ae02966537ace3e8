"""The digest in the channel and its details: most important first, within Slack's limits whatever a team is like."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.outgoing import Picture, Post
from bot.digests import meeting
from bot.digests.agenda import agenda
from bot.digests.details import details
from bot.digests.flow import Digest
from bot.digests.pictures import sketches, thread_sketches
from bot.digests.views import digest
from bot.kpis.reading import Point
from bot.kpis.windows import Period
from bot.localslack.checks import check_message
from bot.rules.attention import Status
from bot.rules.kpi import Estimate
from bot.text import LANGUAGES, speak
from tests.digests.made import HOSTILE, digests, gathered, kpi, person
from tests.objectives.standings import checked_in, key_result

EN = speak("en")
FINE, LATE = checked_in(90, 7), checked_in(1, 7, 2)
LONGEST_UPDATE = 4000
ALL_BLOCKS = 13_000


def blocks(post: Post) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = json.loads(json.dumps([block.to_dict() for block in post.blocks]))
    return sent


def sections(post: Post) -> list[str]:
    return [block["text"]["text"] for block in blocks(post) if block["type"] == "section"]


def told(found: Digest) -> Post:
    return digest(EN, found, ())


def test_it_tells_what_needs_a_decision_with_reason_owner_and_how_long_it_is_blocked() -> None:
    said = [checked_in(1, week, 2, blocker=words) for week, words in ((4, ""), (5, "the vendor"), (7, "the vendor"))]
    post = told(gathered(key_result(*said, title="Churn", name="Boris")))
    assert sections(post)[1:3] == [
        "*Needs a decision*",
        "*1.1 Churn*\n0 → 1, target 100\u00a0points · low confidence, 2 of 10; behind the expected pace, "
        "since October 30\nOwner: Boris\nBlocker since November 6: the vendor",
    ]


def test_its_picture_tells_key_results_in_the_order_of_the_decisions() -> None:
    blocked = key_result(checked_in(1, 5, 2, blocker="x"), checked_in(1, 7, 2, blocker="x"), number=3)
    found = gathered(key_result(FINE, number=1), key_result(LATE, number=2), blocked)
    (picture,) = sketches(EN, found)
    assert [item.short_id for item in found.by_importance] == ["1.3", "1.2", "1.1"]
    assert re.findall(r"1\.\d", picture.alt) == ["1.3", "1.2", "1.1"]


def test_it_puts_the_oldest_blocker_first_and_silence_last() -> None:
    new = key_result(checked_in(1, 5), checked_in(1, 7, 2, blocker="new"), number=1)
    old = key_result(checked_in(1, 5, blocker="old"), checked_in(1, 7, 2, blocker="old"), number=2)
    post = told(gathered(key_result(LATE, number=3), new, old))
    assert re.findall(r"^\*(1\.\d)", "\n".join(sections(post)), re.MULTILINE) == ["1.2", "1.1", "1.3"]


def test_it_is_short_where_nothing_needs_a_decision() -> None:
    post = told(gathered(key_result(FINE, title="Churn"), key_result(FINE, number=2), kpis=(kpi(),)))
    assert sections(post)[1:3] == ["Nothing needs a decision this week.", "*On track:* 1.1 Churn; 1.2 NPS"]
    assert len(post.blocks) == 5


def test_it_says_nothing_of_decisions_to_a_team_without_key_results() -> None:
    (headline,) = sections(told(gathered()))
    assert headline.endswith("\n*1 of 2 answered*")


def test_it_tells_kpis_that_changed_before_those_within_noise() -> None:
    still, changed = kpi(title="Still"), kpi(62, 134, 20, title="Changed")
    said = sections(told(gathered(key_result(FINE), kpis=(still, changed))))[-1]
    assert [line.split(":")[0] for line in said.splitlines()] == ["*KPIs*", "Changed", "Still"]
    assert "within noise" in said.splitlines()[2]


def test_it_counts_what_one_line_has_no_room_for() -> None:
    post = told(gathered(*(key_result(FINE, number=n, title="Title " * 10) for n in range(1, 31))))
    line = sections(post)[2]
    assert len(line) < 700
    shown = re.findall(r"1\.\d+ Title", line)
    assert len(shown) + _left(line, r"… and (\d+) more$") == 30


def test_it_draws_kpis_of_a_quiet_week_only_where_they_changed() -> None:
    found = gathered(key_result(FINE), kpis=(kpi(), kpi(62, 134, 20)))
    assert [sketch.name for sketch in sketches(EN, found)] == ["progress.png"]


def test_its_thread_foretells_only_what_needs_a_decision() -> None:
    late = key_result(*(checked_in(week, week, 3) for week in range(8)), number=1)
    fine = key_result(*(checked_in(10 * week, week) for week in range(8)), number=2)
    names = [sketch.name for sketch in thread_sketches(EN, gathered(late, fine))]
    assert names[:2] == ["forecast-1.1.png", "confidence.png"]
    assert "forecast-1.2.png" not in names


def test_its_thread_has_no_picture_where_nothing_was_checked_in_twice() -> None:
    assert thread_sketches(EN, gathered(key_result(LATE), key_result(number=2))) == ()


def test_its_thread_has_the_kpis_that_a_quiet_channel_does_without() -> None:
    week = Point(Period("2026-W47", date(2026, 11, 16), date(2026, 11, 22)), Estimate(60.0, 40, 50.0, 70.0))
    still, changed = (replace(one, points=(week,)) for one in (kpi(name="still"), kpi(62, 134, 20, name="changed")))
    found = gathered(key_result(FINE), kpis=(still, changed))
    assert [sketch.name for sketch in sketches(EN, found)] == ["progress.png", "kpi-changed.png"]
    assert [sketch.name for sketch in thread_sketches(EN, found)] == ["kpi-still.png"]


@settings(max_examples=25)
@given(digests(HOSTILE), st.sampled_from(LANGUAGES))
def test_it_keeps_within_the_limits_of_slack(found: Digest, language: str) -> None:
    text = speak(language)
    posts = (digest(text, found, ()), details(text, found, ()), meeting.agenda(text, agenda(found)))
    for post in posts:
        check_message(blocks(post), {})
        assert 0 < len(post.text) <= LONGEST_UPDATE
        assert not re.search("<(?!#|@|https)", post.text)
    assert len(posts[0].blocks) <= 40
    assert sum(len(words) for words in sections(posts[0])) < ALL_BLOCKS


@settings(max_examples=25)
@given(digests(st.just("Plain"), st.integers(1, 200)))
def test_it_counts_every_key_result_that_it_leaves_out(found: Digest) -> None:
    needing = [item for item in found.key_results if item.status is Status.NEEDS_ATTENTION]
    shown = [words for words in sections(told(found)) if re.match(r"\*1\.\d+ Plain\*\n", words)]
    assert len(shown) + _left("\n".join(sections(told(found))), r"^and (\d+) more: see") == len(needing)
    table = blocks(details(EN, found, ()))
    rows = sum(len(block["rows"]) - 1 for block in table if block["type"] == "table")
    assert rows + _left(str(table), r"'(\d+) more key") == len(found.key_results)
    if len(found.key_results) <= 40:
        assert rows == len(found.key_results)


def _left(words: str, counted: str) -> int:
    found = re.search(counted, words, re.MULTILINE)
    return int(found[1]) if found else 0


def test_it_shows_each_key_result_in_a_row_of_its_thread() -> None:
    rising = key_result(checked_in(20, 6, 4), checked_in(48, 7, 7), title="First response", name="Boris")
    late = key_result(LATE, number=2)
    table = blocks(details(EN, gathered(rising, late), ()))[1]
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert rows == [
        ["No.", "Key result", "Owner", "Value", "Progress", "Pace", "Confidence", "KPI"],
        ["1.2", "NPS", "Boris", "0 → 1, target 100\u00a0points", "1\u00a0%", "behind", "2 of 10", "—"],
        ["1.1", "First response", "Boris", "0 → 48, target 100\u00a0points", "48\u00a0%", "slightly behind",
         "7 of 10, was 4", "—"],
    ]  # fmt: skip


def test_it_has_no_empty_table() -> None:
    post = details(EN, gathered(), ())
    assert sections(post) == [post.text] == ["No key results are open to everyone in this channel."]


def test_its_details_are_told_in_words_too() -> None:
    post = details(EN, gathered(key_result(LATE, title="A & B"), thanks=(), missing=(person("Anna"),)), ())
    assert post.text == (
        "Key results in detail:\n1.1 A &amp; B · Owner: Boris · Value: 0 → 1, target 100\u00a0points · "
        "Progress: 1\u00a0% · Pace: behind · Confidence: 2 of 10"
    )


def test_pictures_stand_after_what_needs_a_decision() -> None:
    post = digest(EN, gathered(key_result(LATE)), (Picture("progress.png", "", "Progress", b"png"),))
    assert [block["type"] for block in blocks(post)[: post.before_pictures]] == ["header", *["section"] * 3]
