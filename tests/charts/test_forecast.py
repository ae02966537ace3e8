from itertools import pairwise

import pytest
from hypothesis import given, settings

from charts.days import Checked
from charts.fan import Projection
from charts.forecast import ForecastChart, layout_forecast
from charts.layout import Layout, Rect, Role
from charts.render import draw
from tests.charts.forecast_cards import FORECAST, any_forecast, with_
from tests.charts.reading import joined, marks, off_the_card, overlapping, picture, texts


def plot_of(layout: Layout) -> Rect:
    ticks = [mark.rect for mark in marks(layout, Role.TICK)]
    edges = [tick.top for tick in ticks]
    return Rect(ticks[0].left, min(edges), ticks[0].right, max(edges))


def test_it_draws_days_and_values_to_scale() -> None:
    checked = [Checked(0, 40), Checked(46, 50), Checked(92, 60)]
    first, second, third = marks(layout_forecast(with_(checked=checked)), Role.POINT)
    assert second.rect.left == pytest.approx((first.rect.left + third.rect.left) / 2)
    assert second.rect.middle == pytest.approx((first.rect.middle + third.rect.middle) / 2)
    assert third.rect.middle < first.rect.middle


def test_it_breaks_the_line_where_check_ins_are_missing() -> None:
    checked = [Checked(1, 40), Checked(8, 41), Checked(43, 44, joined=False), Checked(50, 45)]
    layout = layout_forecast(with_(checked=checked))
    assert len(marks(layout, Role.LINE)) == 2
    assert len(marks(layout, Role.POINT)) == 4


def test_it_opens_the_fan_from_the_last_value_to_the_range_at_the_end() -> None:
    layout = layout_forecast(with_(goals=[45], projected=Projection(58, 45, 65)))
    (fan,), (line,), (bound,) = (marks(layout, role) for role in (Role.FAN, Role.PROJECTED, Role.TARGET))
    last = marks(layout, Role.POINT)[-1].rect
    assert fan.points[0] == line.points[0] == pytest.approx(((last.left + last.right) / 2, last.middle))
    assert fan.rect.bottom == pytest.approx(bound.rect.middle)
    assert fan.rect.top < line.rect.top < fan.rect.bottom
    assert fan.rect.right == line.rect.right
    assert line.dashed


@pytest.mark.parametrize(("start", "target"), [(40, 60), (60, 40)])
def test_it_draws_the_way_from_the_start_to_the_target_up_and_down(start: float, target: float) -> None:
    layout = layout_forecast(with_(pace=[(0, start), (92, target)], goals=[target]))
    (way,), (begin,), (goal,) = (marks(layout, role) for role in (Role.EXPECTED, Role.START, Role.TARGET))
    assert way.points[0][1] == pytest.approx(begin.rect.middle)
    assert way.points[-1][1] == pytest.approx(goal.rect.middle)
    assert (way.points[-1][1] < way.points[0][1]) == (target > start)
    assert goal.dashed


def test_it_draws_both_bounds_of_what_is_to_be_maintained() -> None:
    layout = layout_forecast(with_(goals=[40, 60], pace=[], goals_label="from 40 to 60 points"))
    assert len(marks(layout, Role.TARGET)) == 2
    assert marks(layout, Role.EXPECTED) == []
    assert texts(layout, Role.LEGEND) == ["forecast, 80 % range", "from 40 to 60 points"]


def test_it_keeps_a_number_of_steps_until_it_changes_and_counts_whole_ones() -> None:
    checked = [Checked(7, 0), Checked(14, 1), Checked(21, 1)]
    chart = with_(checked=checked, projected=Projection(1.8, 1, 2), goals=[2], pace=[(0, 0), (92, 2)], stepped=True)
    layout = layout_forecast(chart)
    (line,) = marks(layout, Role.LINE)
    assert all(before[0] == after[0] or before[1] == after[1] for before, after in pairwise(line.points))
    assert texts(layout, Role.TICK) == ["0", "1", "2"]


def test_it_marks_today_and_only_within_the_cycle() -> None:
    layout = layout_forecast(with_(today=46))
    (mark,), plot = marks(layout, Role.TODAY), plot_of(layout)
    assert plot.left < mark.rect.left < plot.right
    assert texts(layout, Role.TODAY) == ["today"]
    for today in (None, -3, 93):
        assert texts(layout_forecast(with_(today=today)), Role.TODAY) == []


def test_it_says_value_and_range_right_of_the_plot() -> None:
    layout = layout_forecast(FORECAST)
    said = [text for text in layout.texts if text.role in (Role.VALUE, Role.DETAIL)]
    assert [text.text for text in said] == ["58 points", "expected", "51 to 65"]
    assert all(text.rect.left > marks(layout, Role.FAN)[0].rect.right for text in said)


def test_it_says_no_half_of_a_number() -> None:
    long = "1,000,000,000,000 unique visitors"
    assert texts(layout_forecast(with_(value_label=long, bare_label="1,000,000,000,000")), Role.VALUE) == [
        "1,000,000,000,000"
    ]
    assert texts(layout_forecast(with_(value_label=long, bare_label=long)), Role.VALUE) == []


@pytest.mark.parametrize(("low", "high", "arrows"), [(51, 65, 0), (51, 900, 1), (-900, 65, 1), (-900, 900, 2)])
def test_it_cuts_a_range_that_would_squeeze_the_rest_and_says_so_by_an_arrow(
    low: float, high: float, arrows: int
) -> None:
    layout = layout_forecast(with_(projected=Projection(58, low, high)))
    plot, points = plot_of(layout), marks(layout, Role.POINT)
    assert len(marks(layout, Role.BEYOND)) == arrows
    assert marks(layout, Role.FAN)[0].rect.within(plot)
    assert points[0].rect.middle - points[-1].rect.middle > (plot.bottom - plot.top) / 15


def test_a_line_that_leaves_the_plot_keeps_its_slope() -> None:
    tame, wild = (layout_forecast(with_(projected=Projection(v, v, v))) for v in (58, 5e6))
    (line,) = marks(wild, Role.PROJECTED)
    assert line.rect.right < marks(tame, Role.PROJECTED)[0].rect.right
    assert line.rect.top == plot_of(wild).top


def test_it_has_no_fan_once_the_last_value_is_in() -> None:
    layout = layout_forecast(with_(checked=[Checked(92, 58)], projected=Projection(58, 58, 58)))
    assert marks(layout, Role.FAN) == []
    assert "forecast" not in joined(layout, Role.LEGEND)
    assert texts(layout, Role.VALUE) == ["58 points"]


@pytest.mark.parametrize("chart", [with_(checked=[]), with_(checked=[Checked(1, float("nan"))])])
def test_it_shows_a_sentence_where_nothing_was_checked_in(chart: ForecastChart) -> None:
    layout = layout_forecast(chart)
    assert joined(layout, Role.EMPTY) == "No check-in yet."
    assert marks(layout, Role.TICK) == []


@pytest.mark.parametrize("days", [1, 2, 5, 30, 92, 366])
def test_it_names_the_first_and_the_last_day_and_what_fits_between(days: int) -> None:
    layout = layout_forecast(with_(days=days, checked=[Checked(1, 42)], today=None))
    assert {"day 1", f"day {days}"} <= set(texts(layout, Role.LABEL))
    assert overlapping(layout) == []


@pytest.mark.parametrize("count", [1, 8, 60])
def test_it_draws_every_check_in(count: int) -> None:
    layout = layout_forecast(with_(checked=[Checked(number + 1, 40 + number / 4) for number in range(count)]))
    assert len(marks(layout, Role.POINT)) == count
    assert off_the_card(layout) == []
    assert min(text.style.size for text in layout.texts) >= 26


@settings(deadline=None)
@given(any_forecast(most=8))
def test_it_keeps_everything_on_the_card_and_apart_whatever_it_is_given(chart: ForecastChart) -> None:
    layout = layout_forecast(chart)
    assert off_the_card(layout) == []
    assert overlapping(layout) == []


@settings(deadline=None)
@given(any_forecast(most=8))
def test_no_line_runs_through_what_is_said_of_the_end(chart: ForecastChart) -> None:
    layout = layout_forecast(chart)
    said = [text.rect for text in layout.texts if text.role in (Role.VALUE, Role.DETAIL)]
    drawn = [mark.rect for mark in layout.marks if mark.role not in (Role.CARD, Role.LEGEND)]
    assert not [rect for rect in said for mark in drawn if rect.overlaps(mark)]


@settings(max_examples=15, deadline=None)
@given(any_forecast(most=4))
def test_it_draws_whatever_it_is_given(chart: ForecastChart) -> None:
    layout = layout_forecast(chart)
    assert picture(draw(layout)).size == (layout.width, layout.height)
