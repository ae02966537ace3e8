import pytest
from hypothesis import given, settings

from charts.lane import Aim
from charts.layout import Layout, Mark, Role
from charts.render import draw
from charts.sparklines import SparkChart, layout_sparklines
from tests.charts.reading import covered, joined, marks, off_the_card, overlapping, picture, texts
from tests.charts.sparklines_cards import DAYS, any_sparklines, chart, row

LONG = "Increase weekly activation of newly invited teams in the enterprise segment without lowering retention"
ДЛИННОЕ = "Увеличить долю команд, которые в первую неделю настроили отчёты и провели встречу по целям квартала"
RISING = ((0, 40.0), (7, 44.0), (14, 50.0))


def plot(layout: Layout) -> Mark:
    return marks(layout, Role.TRACK)[0]


def test_it_draws_one_path_for_all_points_and_a_point_at_the_newest() -> None:
    layout = layout_sparklines(chart(row(*RISING)))
    (path,), (newest,) = marks(layout, Role.LINE), marks(layout, Role.POINT)
    assert len(path.points) == 3
    assert path.points[0][1] > path.points[1][1] > path.points[2][1]
    assert newest.rect.left < path.points[-1][0] < newest.rect.right
    assert newest.rect.middle == pytest.approx(path.points[-1][1])


def test_it_places_points_by_their_days() -> None:
    (path,) = marks(layout_sparklines(chart(row((0, 1.0), (3, 2.0), (9, 3.0)))), Role.LINE)
    first, second, third = (x for x, _ in path.points)
    assert third - second == pytest.approx(2 * (second - first))


def test_it_leaves_a_gap_where_check_ins_are_missing() -> None:
    layout = layout_sparklines(chart(row((0, 1.0), (7, 2.0), (28, 3.0, False), (35, 3.0))))
    before, after = marks(layout, Role.LINE)
    assert before.rect.right < after.rect.left


def test_it_shows_a_point_that_stands_alone() -> None:
    layout = layout_sparklines(chart(row((0, 1.0), (30, 2.0, False), (37, 3.0))))
    lone, newest = marks(layout, Role.POINT)
    assert lone.rect.right < marks(layout, Role.LINE)[0].rect.left < newest.rect.left
    assert len(marks(layout_sparklines(chart(row((50, 1.0)))), Role.POINT)) == 1


def test_it_draws_the_target_where_it_is_within_reach() -> None:
    layout = layout_sparklines(chart(row(*RISING, aim=Aim(60.0, 60.0))))
    (target,) = marks(layout, Role.TARGET)
    assert target.dashed
    assert target.rect.bottom < marks(layout, Role.LINE)[0].rect.top
    assert marks(layout, Role.BEYOND) == []
    assert texts(layout, Role.LEGEND) == ["target", "today"]


@pytest.mark.parametrize(("target", "up"), [(900.0, True), (-900.0, False)])
def test_it_points_to_a_target_that_is_out_of_reach(target: float, up: bool) -> None:
    layout = layout_sparklines(chart(row(*RISING, aim=Aim(target, target))))
    (arrow,) = marks(layout, Role.BEYOND)
    tips = [y for _, y in arrow.points].count(arrow.rect.top)
    assert (tips == 1) is up
    assert arrow.rect.left > plot(layout).rect.right
    assert marks(layout, Role.TARGET) == []
    assert "further away" in texts(layout, Role.LEGEND)


def test_it_keeps_the_line_readable_beside_a_target_far_away() -> None:
    near, far = (layout_sparklines(chart(row(*RISING, aim=aim))) for aim in (Aim(), Aim(90.0, 90.0)))
    heights = [line.rect.bottom - line.rect.top for line in (*marks(near, Role.LINE), *marks(far, Role.LINE))]
    assert heights[1] > heights[0] / 3


def test_it_does_not_make_a_mountain_of_a_tremble() -> None:
    layout = layout_sparklines(chart(row((0, 50.0), (7, 50.1), (14, 49.9), aim=Aim(100.0, 100.0))))
    (path,) = marks(layout, Role.LINE)
    assert path.rect.bottom - path.rect.top < 5


def test_it_draws_bounds_as_a_band_that_is_open_where_a_bound_is() -> None:
    layout = layout_sparklines(chart(row((0, 4.0), (7, 2.0), aim=Aim(3.0, 5.0)), row((0, 4.0), (7, 2.0), aim=Aim(3.0))))
    closed, open_ = marks(layout, Role.BAND)
    bounds = [mark.rect.middle for mark in marks(layout, Role.TARGET)]
    assert [closed.rect.bottom, closed.rect.top, open_.rect.bottom] == pytest.approx(bounds)
    assert open_.rect.top < marks(layout, Role.LINE)[1].rect.top


def test_it_draws_no_band_that_is_out_of_sight() -> None:
    layout = layout_sparklines(chart(row((0, 71.0), (7, 72.0), aim=Aim(85.0))))
    assert marks(layout, Role.BAND) == []
    assert len(marks(layout, Role.BEYOND)) == 1


def test_it_shows_how_much_of_the_cycle_is_over() -> None:
    layout = layout_sparklines(chart(row(*RISING)))
    (over,) = marks(layout, Role.TODAY)
    width = plot(layout).rect.right - plot(layout).rect.left
    assert (over.rect.right - over.rect.left) / width == pytest.approx(57 / DAYS, abs=0.02)


def test_it_draws_no_line_where_nothing_was_checked_in() -> None:
    layout = layout_sparklines(chart(row(aim=Aim(60.0, 60.0), value="no check-in yet")))
    assert joined(layout, Role.VALUE) == "no check-in yet"
    assert [marks(layout, role) for role in (Role.LINE, Role.POINT, Role.TARGET, Role.BEYOND)] == [[], [], [], []]
    assert texts(layout, Role.LEGEND) == ["today"]


@pytest.mark.parametrize("title", [LONG, ДЛИННОЕ])
def test_it_wraps_long_titles_and_cuts_nothing(title: str) -> None:
    layout = layout_sparklines(chart(row(*RISING, title=title)))
    assert joined(layout, Role.ROW_TITLE) == title
    assert len(texts(layout, Role.ROW_TITLE)) > 1


def test_it_shows_a_sentence_where_there_are_no_rows() -> None:
    assert joined(layout_sparklines(chart()), Role.EMPTY) == "No key results yet."


def test_it_leaves_out_a_name_that_would_touch_another() -> None:
    layout = layout_sparklines(chart(row(*RISING), heads=((0, "30 сент."), (1, "1 окт."), (31, "1 нояб."))))
    assert texts(layout, Role.LABEL) == ["30 сент.", "1 нояб."]


@pytest.mark.parametrize("count", [1, 8, 60])
def test_it_grows_with_its_rows(count: int) -> None:
    daily = [(day, day % 7.0) for day in range(60)]
    layout = layout_sparklines(chart(*[row(*daily, title=LONG, aim=Aim(6.0, 6.0))] * count))
    assert len(marks(layout, Role.LINE)) == len(marks(layout, Role.POINT)) == count
    assert off_the_card(layout) == []
    assert min(text.style.size for text in layout.texts) >= 26


@settings(deadline=None)
@given(any_sparklines(most=4))
def test_it_keeps_everything_on_the_card_and_apart_whatever_it_is_given(given_chart: SparkChart) -> None:
    layout = layout_sparklines(given_chart)
    assert off_the_card(layout) == []
    assert overlapping(layout) == []


@settings(deadline=None)
@given(any_sparklines(most=3))
def test_it_writes_nothing_over_a_line_whatever_it_is_given(given_chart: SparkChart) -> None:
    assert covered(layout_sparklines(given_chart), Role.LINE, Role.POINT, Role.BEYOND, Role.TARGET, Role.BAND) == []


@settings(max_examples=15, deadline=None)
@given(any_sparklines(most=2))
def test_it_draws_whatever_it_is_given(given_chart: SparkChart) -> None:
    layout = layout_sparklines(given_chart)
    assert picture(draw(layout)).size == (layout.width, layout.height)
