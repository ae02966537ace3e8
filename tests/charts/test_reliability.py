from dataclasses import replace

import pytest
from hypothesis import given, settings

from charts.layout import Role
from charts.reliability import ReliabilityChart, layout_reliability
from charts.render import draw
from tests.charts.reading import joined, marks, off_the_card, overlapping, picture, texts
from tests.charts.reliability_cards import RELIABILITY, any_reliability, levels


def test_it_draws_the_share_that_came_true_beside_what_was_claimed() -> None:
    layout = layout_reliability(levels({"came": 0.5, "claimed": 0.8}))
    (track,), (bar,), claimed = marks(layout, Role.TRACK), marks(layout, Role.BAR), marks(layout, Role.EXPECTED)[-1]
    width = track.rect.right - track.rect.left
    assert bar.rect.right - track.rect.left == pytest.approx(width * 0.5)
    assert claimed.rect.left - track.rect.left == pytest.approx(width * 0.8)


def test_it_draws_all_levels_on_one_scale() -> None:
    layout = layout_reliability(levels({"came": 0.0}, {"came": 0.5}, {"came": 1.0}))
    assert len({(track.rect.left, track.rect.right) for track in marks(layout, Role.TRACK)}) == 1
    none, half, all_ = (bar.rect.right for bar in marks(layout, Role.BAR))
    assert none < half < all_ == marks(layout, Role.TRACK)[0].rect.right


def test_it_says_each_share_with_its_n_and_what_was_claimed() -> None:
    layout = layout_reliability(RELIABILITY)
    assert texts(layout, Role.VALUE) == ["50 %"]
    assert texts(layout, Role.TONE) == ["3 of 6 came true"]
    assert texts(layout, Role.DETAIL) == ["claimed 80 % on average"]
    assert texts(layout, Role.LEGEND) == ["came true", "claimed"]


def test_it_says_below_what_cannot_be_drawn() -> None:
    layout = layout_reliability(replace(RELIABILITY, notes=["Brier score 0.18.", "Levels that nobody gave: low."]))
    notes = [text for text in layout.texts if text.role is Role.NOTE]
    assert [text.text for text in notes] == ["Brier score 0.18.", "Levels that nobody gave: low."]
    assert notes[0].rect.top > marks(layout, Role.TRACK)[-1].rect.bottom


def test_it_shows_a_sentence_where_there_is_nothing_to_compare() -> None:
    layout = layout_reliability(levels())
    assert joined(layout, Role.EMPTY) == "Too few to say."
    assert texts(layout, Role.LEGEND) == []


@settings(deadline=None)
@given(any_reliability(most=4))
def test_it_keeps_everything_on_the_card_and_apart_whatever_it_is_given(chart: ReliabilityChart) -> None:
    layout = layout_reliability(chart)
    assert off_the_card(layout) == []
    assert overlapping(layout) == []


@settings(max_examples=15, deadline=None)
@given(any_reliability(most=3))
def test_it_draws_whatever_it_is_given(chart: ReliabilityChart) -> None:
    layout = layout_reliability(chart)
    assert picture(draw(layout)).size == (layout.width, layout.height)
