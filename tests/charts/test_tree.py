import pickle

import pytest
from hypothesis import given, settings

from charts.layout import Layout, Mark, Rect, Role
from charts.render import draw
from charts.theme import Tone
from charts.tree import TreeChart, layout_tree
from tests.charts.overview_cards import any_tree, branches
from tests.charts.reading import joined, marks, off_the_card, overlapping, picture, texts

LONG = "Increase weekly activation of newly invited teams in the enterprise segment without lowering retention"


def lefts(layout: Layout) -> list[float]:
    """Where titles of one line begin."""
    return [text.rect.left for text in layout.texts if text.role is Role.ROW_TITLE]


def strokes(mark: Mark) -> list[Rect]:
    """Down, and across."""
    (x, top), (_, bottom), (end, _) = mark.points
    return [Rect(x - 1, top, x + 1, bottom), Rect(x, bottom - 1, end, bottom + 1)]


def crossed(layout: Layout) -> list[str]:
    """Words that a branch runs through."""
    lines = [stroke for mark in marks(layout, Role.BRANCH) for stroke in strokes(mark)]
    return [text.text for text in layout.texts if any(text.rect.overlaps(one) for one in lines)]


def test_it_sets_each_objective_in_by_its_depth() -> None:
    first, second, third, fourth = lefts(layout_tree(branches({}, {"depth": 1}, {"depth": 2}, {"depth": 1})))
    assert first < second < third
    assert second == fourth


def test_it_hangs_each_objective_on_the_one_above() -> None:
    layout = layout_tree(branches({}, {"depth": 1}, {"depth": 2}, {"depth": 1}))
    first, second, third = marks(layout, Role.BRANCH)
    assert first.points[0][0] == third.points[0][0] < second.points[0][0]
    assert third.points[0][1] == first.points[-1][1]  # it goes on from its sibling
    middles = [text.rect.middle for text in layout.texts if text.role is Role.ROW_TITLE][1:]
    assert [mark.points[-1][1] for mark in (first, second, third)] == middles


def test_it_hangs_nothing_on_the_tree_before() -> None:
    assert marks(layout_tree(branches({}, {}, {})), Role.BRANCH) == []
    assert len(marks(layout_tree(branches({}, {"depth": 1}, {}, {"depth": 1})), Role.BRANCH)) == 2


@pytest.mark.parametrize("deepest", [4, 8, 30])
def test_it_takes_smaller_steps_in_a_deep_tree_and_keeps_the_words_large(deepest: int) -> None:
    layout = layout_tree(branches(*({"depth": depth, "title": LONG} for depth in range(deepest + 1))))
    assert max(lefts(layout)) == lefts(layout_tree(branches(*({"depth": depth} for depth in range(5)))))[-1]
    assert min(text.style.size for text in layout.texts) >= 26
    assert off_the_card(layout) == []
    assert crossed(layout) == []


def test_it_draws_the_score_as_long_as_it_is() -> None:
    layout = layout_tree(branches({"score": 0.25}))
    (bar,), (track,) = marks(layout, Role.BAR), marks(layout, Role.TRACK)
    assert bar.rect.right - bar.rect.left == pytest.approx((track.rect.right - track.rect.left) / 4)
    assert joined(layout, Role.VALUE) == "60 %"


def test_it_tells_a_score_of_nothing_from_none() -> None:
    nothing, none = (layout_tree(branches({"score": score})) for score in (0.0, None))
    assert len(marks(nothing, Role.BAR)) == 1
    assert marks(none, Role.BAR) == []
    assert [track.dashed for track in marks(none, Role.TRACK)] == [True]


def test_it_puts_all_scores_below_one_another() -> None:
    layout = layout_tree(branches({}, {"depth": 1}, {"depth": 2}))
    assert len({(track.rect.left, track.rect.right) for track in marks(layout, Role.TRACK)}) == 1


def test_it_says_each_status_by_shape_and_words_as_well_as_colour() -> None:
    layout = layout_tree(branches(*({"tone": tone, "tone_label": tone.value} for tone in Tone)))
    assert len({(glyph.shape, glyph.fill is None) for glyph in marks(layout, Role.TONE)}) == len(Tone)
    assert texts(layout, Role.TONE) == [tone.value for tone in Tone]


def test_it_wraps_long_titles_and_cuts_nothing() -> None:
    layout = layout_tree(branches({}, {"depth": 1, "title": LONG}))
    assert joined(layout, Role.ROW_TITLE) == f"2 Raise NPS {LONG}"


def test_it_shows_a_sentence_when_there_are_no_objectives() -> None:
    assert joined(layout_tree(branches()), Role.EMPTY) == "No objectives yet."


@pytest.mark.parametrize("count", [1, 8, 60])
def test_it_grows_with_its_rows(count: int) -> None:
    layout = layout_tree(branches(*({"title": LONG, "depth": number % 4} for number in range(count))))
    assert len(marks(layout, Role.TRACK)) == count
    assert off_the_card(layout) == []
    assert overlapping(layout) == []


def test_it_can_be_drawn_in_another_process() -> None:
    layout = layout_tree(branches({}, {"depth": 1}))
    assert pickle.loads(pickle.dumps(layout)) == layout  # noqa: S301


@settings(deadline=None)
@given(any_tree(most=6))
def test_it_keeps_everything_on_the_card_and_apart_whatever_it_is_given(chart: TreeChart) -> None:
    layout = layout_tree(chart)
    assert off_the_card(layout) == []
    assert overlapping(layout) == []
    assert crossed(layout) == []


@settings(max_examples=15, deadline=None)
@given(any_tree(most=3))
def test_it_draws_whatever_it_is_given(chart: TreeChart) -> None:
    layout = layout_tree(chart)
    assert picture(draw(layout)).size == (layout.width, layout.height)
