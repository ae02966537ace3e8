import pytest
from hypothesis import given, settings

from charts.confidence import MOST_WEEKS, ConfidenceChart, Height, layout_confidence
from charts.layout import Role
from charts.render import draw
from tests.charts.confidence_cards import NAMES, any_confidence, chart, row
from tests.charts.reading import covered, joined, marks, off_the_card, overlapping, picture, texts

LONG = "Increase weekly activation of newly invited teams in the enterprise segment without lowering retention"
ДЛИННОЕ = "Увеличить долю команд, которые в первую неделю настроили отчёты и провели встречу по целям квартала"


def test_it_draws_a_column_an_answer_as_high_as_the_confidence() -> None:
    low, high = marks(layout_confidence(chart(row(5, 10))), Role.BAR)
    assert high.rect.bottom - high.rect.top == pytest.approx(2 * (low.rect.bottom - low.rect.top))
    assert low.rect.right < high.rect.left
    assert low.rect.bottom == high.rect.bottom


def test_it_writes_the_number_above_its_column() -> None:
    layout = layout_confidence(chart(row(7, None, 10)))
    numbers = [text for text in layout.texts if text.role is Role.VALUE]
    assert [text.text for text in numbers] == ["7", "10"]
    for number, column in zip(numbers, marks(layout, Role.BAR), strict=True):
        assert number.rect.bottom <= column.rect.top
        assert column.rect.left < (number.rect.left + number.rect.right) / 2 < column.rect.right


def test_it_tells_nothing_believed_from_nothing_said() -> None:
    layout = layout_confidence(chart(row(0, None)))
    (column,), (gap,) = marks(layout, Role.BAR), marks(layout, Role.GAP)
    assert column.rect.bottom > column.rect.top
    assert gap.rect.left > column.rect.right
    assert texts(layout, Role.VALUE) == ["0"]


def test_it_says_each_level_without_colour() -> None:
    layout = layout_confidence(chart(row(8, 5, 2)))
    high, medium, low = marks(layout, Role.BAR)
    (frame,) = marks(layout, Role.FRAME)
    assert high.stroke is None
    assert medium.stroke is not None
    assert low.rect.within(frame.rect)
    assert not frame.rect.overlaps(medium.rect)
    assert texts(layout, Role.LEGEND) == list(NAMES.values())


def test_it_explains_only_what_is_drawn() -> None:
    assert texts(layout_confidence(chart(row(8, 9))), Role.LEGEND) == [NAMES[Height.HIGH]]
    assert texts(layout_confidence(chart(row(8, None))), Role.LEGEND) == [NAMES[Height.HIGH], "no answer"]


def test_it_makes_the_newest_answer_stand_out() -> None:
    layout = layout_confidence(chart(row(8, 7, 5, None)))
    assert [text.style.bold for text in layout.texts if text.role is Role.VALUE] == [False, False, True]


def test_it_names_the_weeks_and_always_the_newest() -> None:
    layout = layout_confidence(chart(row(*[7] * 14)))
    assert "14 нояб." in texts(layout, Role.LABEL)
    assert 4 <= len(texts(layout, Role.LABEL)) <= 14


def test_it_names_the_weeks_again_where_the_rows_are_many() -> None:
    assert texts(layout_confidence(chart(*[row(7)] * 25)), Role.LABEL) == ["1 нояб."] * 3


@pytest.mark.parametrize("title", [LONG, ДЛИННОЕ])
def test_it_wraps_long_titles_and_cuts_nothing(title: str) -> None:
    layout = layout_confidence(chart(row(7, 8, title=title)))
    assert joined(layout, Role.ROW_TITLE) == title
    assert len(texts(layout, Role.ROW_TITLE)) > 1


@pytest.mark.parametrize("empty", [chart(), chart(row())])
def test_it_shows_a_sentence_where_there_is_nothing_to_show(empty: ConfidenceChart) -> None:
    assert joined(layout_confidence(empty), Role.EMPTY) == "Nobody answered yet."


@pytest.mark.parametrize("count", [1, 8, 60])
@pytest.mark.parametrize("weeks", [1, 2, 14, MOST_WEEKS])
def test_it_grows_with_its_rows(count: int, weeks: int) -> None:
    layout = layout_confidence(chart(*[row(*[10, 3, None] * 6, title=LONG)] * count, weeks=weeks))
    assert len(texts(layout, Role.VALUE)) == len(marks(layout, Role.BAR)) == count * (weeks - weeks // 3)
    assert set(texts(layout, Role.VALUE)) <= {"10", "3"}
    assert off_the_card(layout) == []
    assert min(text.style.size for text in layout.texts) >= 26


@settings(deadline=None)
@given(any_confidence(most=5))
def test_it_keeps_everything_on_the_card_and_apart_whatever_it_is_given(given_chart: ConfidenceChart) -> None:
    layout = layout_confidence(given_chart)
    assert off_the_card(layout) == []
    assert overlapping(layout) == []


@settings(deadline=None)
@given(any_confidence(most=5))
def test_it_writes_nothing_over_a_column_whatever_it_is_given(given_chart: ConfidenceChart) -> None:
    assert covered(layout_confidence(given_chart), Role.BAR, Role.GAP) == []


@settings(max_examples=15, deadline=None)
@given(any_confidence(most=2))
def test_it_draws_whatever_it_is_given(given_chart: ConfidenceChart) -> None:
    layout = layout_confidence(given_chart)
    assert picture(draw(layout)).size == (layout.width, layout.height)
