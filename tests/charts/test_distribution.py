from dataclasses import replace
from math import nan

import pytest
from hypothesis import given, settings

from charts.distribution import LOOKS, DistributionChart, Side, layout_distribution
from charts.layout import Role
from charts.patterns import Pattern
from charts.render import draw
from tests.charts.overview_cards import any_distribution, groups
from tests.charts.reading import covered, joined, marks, off_the_card, overlapping, picture, texts


def test_it_draws_bars_as_long_as_many_gave_the_score() -> None:
    many, few = marks(layout_distribution(groups((Side.PROMOTERS, [40, 10]))), Role.BAR)
    assert many.rect.right - many.rect.left == pytest.approx(4 * (few.rect.right - few.rect.left))


def test_it_keeps_one_scale_for_all_groups() -> None:
    layout = layout_distribution(groups((Side.PROMOTERS, [20]), (Side.DETRACTORS, [20])))
    one, other = marks(layout, Role.BAR)
    assert (one.rect.left, one.rect.right) == (other.rect.left, other.rect.right)


def test_it_draws_no_bar_where_nobody_gave_the_score_and_says_so() -> None:
    layout = layout_distribution(groups((Side.PROMOTERS, [4, 0])))
    assert len(marks(layout, Role.BAR)) == 1
    assert texts(layout, Role.NOTE) == ["4", "0"]


def test_it_shows_that_somebody_gave_a_score_however_few() -> None:
    _, few = marks(layout_distribution(groups((Side.PROMOTERS, [1_000_000, 1]))), Role.BAR)
    assert few.rect.right > few.rect.left


def test_it_holds_each_group_together_with_a_bracket_and_names_it() -> None:
    layout = layout_distribution(groups((Side.PROMOTERS, [4, 3]), (Side.PASSIVES, [2, 1])))
    first, second = marks(layout, Role.BRACKET)
    bars = [bar.rect for bar in marks(layout, Role.BAR)]
    assert first.rect.top <= bars[0].top < bars[1].bottom <= first.rect.bottom
    assert first.rect.bottom < second.rect.top
    assert texts(layout, Role.GROUP) == ["Promoters, 9–10"] * 2
    assert texts(layout, Role.VALUE) == ["60 %"] * 2


def test_it_tells_groups_apart_without_colour() -> None:
    assert len({pattern for pattern, _ in LOOKS.values()}) == len(Side)
    layout = layout_distribution(groups((Side.DETRACTORS, [9]), (Side.PROMOTERS, [9])))
    assert LOOKS[Side.DETRACTORS][0] is Pattern.STRIPED
    assert len(marks(layout, Role.PATTERN)) == 1


@pytest.mark.parametrize("chart", [groups(), groups((Side.PASSIVES, [0, 0])), groups((Side.PASSIVES, [nan, -3]))])
def test_it_shows_a_sentence_when_nobody_answered(chart: DistributionChart) -> None:
    layout = layout_distribution(chart)
    assert joined(layout, Role.EMPTY) == "No answers."
    assert marks(layout, Role.BRACKET) == []


def test_it_leaves_room_for_long_counts_and_names() -> None:
    chart = groups((Side.PROMOTERS, [123_456_789_012, 1]), (Side.DETRACTORS, [1] * 7))
    named = replace(chart, groups=[replace(group, name="Промоутеры " * 9) for group in chart.groups])
    layout = layout_distribution(named)
    assert covered(layout, Role.BAR, Role.BRACKET, Role.PATTERN) == []
    assert off_the_card(layout) == []
    assert overlapping(layout) == []


@settings(deadline=None)
@given(any_distribution(most=7))
def test_it_keeps_everything_on_the_card_and_apart_whatever_it_is_given(chart: DistributionChart) -> None:
    layout = layout_distribution(chart)
    assert off_the_card(layout) == []
    assert overlapping(layout) == []
    assert covered(layout, Role.BAR, Role.BRACKET, Role.PATTERN) == []


@settings(max_examples=15, deadline=None)
@given(any_distribution(most=3))
def test_it_draws_whatever_it_is_given(chart: DistributionChart) -> None:
    layout = layout_distribution(chart)
    assert picture(draw(layout)).size == (layout.width, layout.height)
