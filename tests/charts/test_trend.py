from dataclasses import replace
from math import nan

import pytest
from hypothesis import given, settings

from charts.layout import Role
from charts.render import draw
from charts.theme import BLUE, CARD
from charts.trend import TrendChart, layout_trend
from tests.charts.cards import TREND, any_trend, points
from tests.charts.reading import joined, marks, off_the_card, overlapping, picture, texts

GAP = {"value": None, "low": None, "high": None, "note": "n=0", "value_label": ""}


def test_it_draws_higher_values_higher_and_later_ones_further_right() -> None:
    first, second = marks(layout_trend(points({"value": 40.0}, {"value": 45.0})), Role.POINT)
    assert second.rect.bottom < first.rect.bottom
    assert second.rect.left > first.rect.left


def test_it_breaks_the_line_and_the_noise_where_there_is_no_value() -> None:
    layout = layout_trend(points({}, {}, GAP, {}, {}))
    assert len(marks(layout, Role.LINE)) == 2
    assert len(marks(layout, Role.BAND)) == 2


def test_it_marks_a_gap_on_the_floor() -> None:
    layout = layout_trend(points({}, GAP, {}))
    lowest = max(tick.rect.bottom for tick in marks(layout, Role.TICK))
    assert {mark.rect.middle for mark in marks(layout, Role.GAP)} == {lowest}


def test_it_draws_points_with_too_few_answers_hollow() -> None:
    solid, hollow = marks(layout_trend(points({}, {"solid": False})), Role.POINT)
    assert (solid.fill, hollow.fill) == (BLUE, CARD)
    assert hollow.stroke == BLUE


def test_it_draws_the_noise_around_the_value() -> None:
    layout = layout_trend(points({"value": 42.0, "low": 38.0, "high": 46.0}))
    (band,), (point,) = marks(layout, Role.BAND), marks(layout, Role.POINT)
    assert band.rect.middle == pytest.approx(point.rect.middle)


def test_it_keeps_the_noise_of_too_few_answers_from_squeezing_the_rest() -> None:
    wild = {"low": -400.0, "high": 500.0}
    hollow, solid = (layout_trend(points({}, {**wild, "solid": solid}, {})) for solid in (False, True))
    assert len(marks(hollow, Role.BAND)) == 1
    assert all(abs(float(name)) < 100 for name in texts(hollow, Role.TICK))
    assert "600" in texts(solid, Role.TICK)


def test_it_names_the_number_alone_where_the_unit_does_not_fit() -> None:
    long = {"value_label": "171,250 unique visitors", "bare_label": "171,250"}
    assert texts(layout_trend(points(long)), Role.VALUE) == ["171,250"]
    assert texts(layout_trend(points({"value_label": "42 h", "bare_label": "42"})), Role.VALUE) == ["42 h"]


def test_it_draws_the_target_at_its_value() -> None:
    layout = layout_trend(replace(points({"value": 50.0}), targets=[50.0]))
    (target,), (point,) = marks(layout, Role.TARGET), marks(layout, Role.POINT)
    assert target.rect.middle == pytest.approx(point.rect.middle)
    assert "target 60" in joined(layout, Role.LEGEND)


def test_it_explains_only_what_is_drawn() -> None:
    bare = replace(points({"low": None, "high": None}), targets=[])
    assert texts(layout_trend(bare), Role.LEGEND) == []
    assert marks(layout_trend(bare), Role.TARGET) == []


def test_it_names_only_the_latest_known_value() -> None:
    layout = layout_trend(points({"value_label": "42.0"}, {"value_label": "43.1"}, GAP))
    assert texts(layout, Role.VALUE) == ["43.1"]


def test_it_puts_the_latest_value_right_of_its_point() -> None:
    layout = layout_trend(points({}, {}, GAP))
    (figure,) = [text for text in layout.texts if text.role is Role.VALUE]
    assert figure.rect.left > marks(layout, Role.POINT)[-1].rect.right


def test_it_leaves_no_room_for_notes_that_nobody_wrote() -> None:
    noted, bare = (layout_trend(points({"note": note})) for note in ("n=31", ""))
    assert bare.height < noted.height


def test_it_writes_label_and_n_under_each_point() -> None:
    layout = layout_trend(points({"label": "W1", "note": "n=31"}, {"label": "W2", "note": "n=44"}))
    assert sorted(texts(layout, Role.LABEL)) == ["W1", "W2"]
    assert sorted(texts(layout, Role.NOTE)) == ["n=31", "n=44"]


def test_it_writes_short_notes_under_every_point_and_their_name_once() -> None:
    weeks = points(*({"label": f"{number} сент.", "note": str(100 + number)} for number in range(12)))
    layout = layout_trend(replace(weeks, notes_name="n"))
    assert len(texts(layout, Role.NOTE)) == 12
    assert len(texts(layout, Role.LABEL)) < 12
    assert texts(layout, Role.NOTES_NAME) == ["n"]


def test_it_names_each_note_where_they_are_long() -> None:
    layout = layout_trend(replace(points({"note": "1,234,567"}), notes_name="n"))
    assert texts(layout, Role.NOTE) == ["n=1,234,567"]
    assert texts(layout, Role.NOTES_NAME) == []


@pytest.mark.parametrize("count", [1, 2, 13, 60])
def test_it_names_as_many_periods_as_fit_and_always_the_last(count: int) -> None:
    layout = layout_trend(points(*({"label": f"{number} января"} for number in range(1, count + 1))))
    assert f"{count} января" in texts(layout, Role.LABEL)
    assert len(marks(layout, Role.POINT)) == count
    assert overlapping(layout) == []
    assert off_the_card(layout) == []


@pytest.mark.parametrize("chart", [points(), points(GAP, GAP), points({"value": nan})])
def test_it_shows_a_sentence_when_there_are_no_values(chart: TrendChart) -> None:
    layout = layout_trend(chart)
    assert joined(layout, Role.EMPTY) == "No answers."
    assert marks(layout, Role.TICK) == []


def test_it_writes_the_axis_as_it_is_told() -> None:
    layout = layout_trend(replace(TREND, tick=lambda value: f"{value:g} %"))
    assert all(name.endswith(" %") for name in texts(layout, Role.TICK))


@settings(deadline=None)
@given(any_trend(most=8))
def test_it_keeps_everything_on_the_card_and_apart_whatever_it_is_given(chart: TrendChart) -> None:
    layout = layout_trend(chart)
    assert off_the_card(layout) == []
    assert overlapping(layout) == []


@settings(max_examples=15, deadline=None)
@given(any_trend(most=4))
def test_it_draws_whatever_it_is_given(chart: TrendChart) -> None:
    layout = layout_trend(chart)
    assert picture(draw(layout_trend(chart))).size == (layout.width, layout.height)
