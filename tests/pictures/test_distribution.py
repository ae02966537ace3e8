"""The picture of how NPS answers are spread, and what it tells those who do not see it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.outgoing import LONGEST_ALT
from bot.errors import UserError
from bot.kpis.trend import KpiTrend
from bot.pictures.distribution import distribution
from bot.pictures.sketch import Sketch
from bot.text import LANGUAGES, speak
from charts.layout import Role
from tests.charts.reading import joined, marks, off_the_card, overlapping, texts
from tests.charts.samples.distribution import answered

SCORES = {**dict.fromkeys(range(11), 0), 10: 20, 9: 10, 8: 10, 3: 10}


def drawn(kpi: KpiTrend, language: str = "en") -> Sketch:
    sketch = distribution(speak(language), kpi)
    assert sketch
    return sketch


def test_it_shows_every_score_from_the_highest_down_with_its_count_and_share() -> None:
    layout = drawn(answered(SCORES)).layout
    assert texts(layout, Role.LABEL) == [str(score) for score in range(10, -1, -1)]
    assert texts(layout, Role.NOTE)[:3] == ["20 · 40\u00a0%", "10 · 20\u00a0%", "10 · 20\u00a0%"]
    assert texts(layout, Role.NOTE).count("0") == 7


def test_it_groups_promoters_passives_and_detractors() -> None:
    layout = drawn(answered(SCORES)).layout
    assert texts(layout, Role.GROUP) == ["Promoters, 9–10", "Passives, 7–8", "Detractors, 0–6"]
    assert texts(layout, Role.VALUE) == ["60\u00a0%", "20\u00a0%", "20\u00a0%"]
    assert texts(layout, Role.DETAIL) == ["30 answers", "10 answers", "10 answers"]
    assert len(marks(layout, Role.BRACKET)) == 3


def test_it_has_no_zero_where_the_scale_begins_with_one() -> None:
    layout = drawn(answered({score: n for score, n in SCORES.items() if score})).layout
    assert "0" not in texts(layout, Role.LABEL)
    assert "Detractors, 1–6" in texts(layout, Role.GROUP)


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("en", "NPS: how the answers are spread", "40 points (n = 50, Jul 17 – Oct 14, 2026, newest Oct 14)"),
        ("ru", "NPS: как распределились ответы", "40 п. (n = 50, 17 июл. – 14 окт. 2026 г., данные по 14 окт.)"),
    ],
)
def test_it_puts_the_number_with_its_n_days_and_interval_in_the_title(language: str, title: str, said: str) -> None:
    sketch = drawn(answered(SCORES), language)
    assert sketch.title == joined(sketch.layout, Role.TITLE) == title
    subtitle = re.sub(r"\s", " ", joined(sketch.layout, Role.SUBTITLE))
    assert subtitle.startswith(said)
    assert speak(language).number(16.2) in subtitle  # where the interval begins


def test_it_tells_the_number_the_shares_and_the_commonest_score() -> None:
    assert drawn(answered(SCORES)).alt.replace("\u00a0", " ") == (
        "NPS: 40 points (n = 50, Jul 17 – Oct 14, 2026, newest Oct 14). Promoters, 9–10: 60 % (30 answers); Passives,"
        " 7–8: 20 % (10 answers); Detractors, 0–6: 20 % (10 answers). Most common: 10 (20 answers)."
    )


def test_it_names_all_scores_that_are_equally_common() -> None:
    assert drawn(answered({**SCORES, 3: 20})).alt.endswith("Most common: 3 (20 answers) and 10 (20 answers).")


def test_it_never_says_that_a_share_of_somebody_is_nothing() -> None:
    assert "1 · <1\u00a0%" in texts(drawn(answered({**SCORES, 0: 1, 10: 5_000})).layout, Role.NOTE)


def test_it_draws_nothing_under_the_minimum_of_answers() -> None:
    assert distribution(speak("en"), answered(SCORES, min_n=51)) is None
    assert distribution(speak("en"), answered(SCORES, min_n=50)) is not None


def test_it_draws_nothing_where_there_are_no_answers_to_tell() -> None:
    unread = replace(answered(SCORES), scores={})
    failed = replace(unread, reading=replace(unread.reading, failure=UserError("kpis.source_unset", variable="X")))
    assert [distribution(speak("en"), kpi) for kpi in (unread, failed)] == [None, None]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 10**9), min_size=11, max_size=11), st.text(max_size=255), st.sampled_from(LANGUAGES))
def test_it_keeps_to_the_card_and_to_the_alt_text_whatever_the_answers(
    counts: list[int], title: str, language: str
) -> None:
    sketch = distribution(speak(language), answered(dict(enumerate(counts)), title))
    if sketch is None:
        assert not any(counts)
        return
    assert len(sketch.alt) <= LONGEST_ALT
    assert len(marks(sketch.layout, Role.BAR)) == sum(n > 0 for n in counts)
    assert off_the_card(sketch.layout) == []
    assert overlapping(sketch.layout) == []
