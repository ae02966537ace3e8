import pickle

import pytest
from hypothesis import given, settings

from charts.layout import Role, Shape
from charts.progress import ProgressChart, layout_progress
from charts.render import draw
from charts.theme import TONE_COLOURS, Tone
from tests.charts.cards import any_progress, rows
from tests.charts.reading import colour_at, covered, joined, marks, off_the_card, overlapping, picture, texts

LONG = "Increase weekly activation of newly invited teams in the enterprise segment without lowering retention"
ДЛИННОЕ = "Увеличить долю команд, которые в первую неделю настроили отчёты и провели встречу по целям квартала"


def test_it_draws_a_bar_for_each_row_with_progress() -> None:
    layout = layout_progress(rows({"progress": 0.2}, {"progress": None}, {"progress": 0.9}))
    short, long = marks(layout, Role.BAR)
    assert short.rect.right < long.rect.right
    assert short.rect.bottom < long.rect.top


def test_it_draws_a_bar_of_a_fifth_for_a_fifth_of_the_way() -> None:
    layout = layout_progress(rows({"progress": 0.2}))
    (bar,), (track,) = marks(layout, Role.BAR), marks(layout, Role.TRACK)
    assert bar.rect.right - track.rect.left == pytest.approx((track.rect.right - track.rect.left) / 5)


def test_it_marks_the_pace_expected_on_the_track_even_without_progress() -> None:
    layout = layout_progress(rows({"progress": None, "expected": 0.5}))
    (track,), marker = marks(layout, Role.TRACK), marks(layout, Role.EXPECTED)[-1]
    assert marker.rect.left == pytest.approx((track.rect.left + track.rect.right) / 2)
    assert marker.rect.top < track.rect.top < track.rect.bottom < marker.rect.bottom


def test_it_draws_neither_marker_nor_legend_where_no_pace_is_expected() -> None:
    layout = layout_progress(rows({"expected": None}))
    assert marks(layout, Role.EXPECTED) == []
    assert texts(layout, Role.LEGEND) == []


def test_it_shows_a_dashed_track_and_the_reason_where_there_is_no_progress() -> None:
    layout = layout_progress(rows({"progress": None, "value_label": "no check-in yet"}))
    assert [track.dashed for track in marks(layout, Role.TRACK)] == [True]
    assert joined(layout, Role.VALUE) == "no check-in yet"


def test_it_tells_nothing_done_from_no_check_in() -> None:
    layout = layout_progress(rows({"progress": 0.0}))
    (bar,) = marks(layout, Role.BAR)
    assert bar.rect.right > bar.rect.left
    assert not marks(layout, Role.TRACK)[0].dashed


def test_it_goes_on_past_the_target_with_an_arrow() -> None:
    layout = layout_progress(rows({"progress": 1.2}))
    (bar,), (track,), (arrow,) = (marks(layout, role) for role in (Role.BAR, Role.TRACK, Role.BEYOND))
    assert bar.rect.right == track.rect.right == arrow.rect.left
    assert arrow.rect.right > track.rect.right


def test_it_goes_left_of_zero_when_progress_is_negative() -> None:
    layout = layout_progress(rows({"progress": -0.1}))
    (track,), (arrow,) = marks(layout, Role.TRACK), marks(layout, Role.BEYOND)
    assert arrow.rect.right == track.rect.left
    assert marks(layout, Role.BAR) == []


def test_it_keeps_one_scale_for_all_rows() -> None:
    layout = layout_progress(rows({"progress": 1.3}, {"progress": 0.5}, {"progress": -0.2}))
    assert len({(track.rect.left, track.rect.right) for track in marks(layout, Role.TRACK)}) == 1


def test_it_keeps_bars_readable_beside_an_absurd_one() -> None:
    layout = layout_progress(rows({"progress": 90.0}, {"progress": -90.0}, {"progress": 0.5}))
    track = marks(layout, Role.TRACK)[0].rect
    assert track.right - track.left > 400


def test_it_says_each_verdict_by_shape_and_words_as_well_as_colour() -> None:
    layout = layout_progress(rows(*({"tone": tone, "tone_label": tone.value} for tone in Tone)))
    glyphs = marks(layout, Role.TONE)
    assert len({(glyph.shape, glyph.fill is None) for glyph in glyphs}) == len(Tone)
    assert len(set(TONE_COLOURS.values())) == len(Tone)
    assert texts(layout, Role.TONE) == [tone.value for tone in Tone]


def test_it_keeps_the_detail_at_its_bar_where_the_value_takes_two_lines() -> None:
    layout = layout_progress(rows({"progress": None, "value_label": "setting a baseline " * 3, "detail": "a detail"}))
    (track,), (detail,) = marks(layout, Role.TRACK), [text for text in layout.texts if text.role is Role.DETAIL]
    assert track.rect.bottom < detail.rect.top < track.rect.bottom + 20
    assert overlapping(layout) == []


@pytest.mark.parametrize("title", [LONG, ДЛИННОЕ])
def test_it_wraps_long_titles_and_cuts_nothing(title: str) -> None:
    layout = layout_progress(rows({"title": title}))
    assert joined(layout, Role.ROW_TITLE) == title
    assert len(texts(layout, Role.ROW_TITLE)) > 1


def test_it_shows_a_sentence_when_there_are_no_rows() -> None:
    layout = layout_progress(rows())
    assert joined(layout, Role.EMPTY) == "No key results yet."
    assert marks(layout, Role.TRACK) == []


@pytest.mark.parametrize("count", [0, 1, 3, 8, 20, 60])
def test_it_grows_with_its_rows(count: int) -> None:
    layout = layout_progress(rows(*[{"title": LONG}] * count))
    assert len(marks(layout, Role.BAR)) == count
    assert off_the_card(layout) == []
    assert overlapping(layout) == []


def test_it_can_be_laid_out_here_and_drawn_in_another_process() -> None:
    layout = layout_progress(rows({}))
    assert pickle.loads(pickle.dumps(layout)) == layout  # noqa: S301


def test_it_draws_the_bar_in_the_colour_of_its_verdict() -> None:
    chart = rows({"tone": Tone.BEHIND})
    (bar,) = marks(layout_progress(chart), Role.BAR)
    inside = (round(bar.rect.left) + 20, round(bar.rect.middle))
    assert colour_at(picture(draw(layout_progress(chart))), inside) == TONE_COLOURS[Tone.BEHIND]


@settings(deadline=None)
@given(any_progress(most=6))
def test_it_keeps_everything_on_the_card_and_apart_whatever_it_is_given(chart: ProgressChart) -> None:
    layout = layout_progress(chart)
    assert off_the_card(layout) == []
    assert overlapping(layout) == []


@settings(deadline=None)
@given(any_progress(most=6))
def test_it_writes_nothing_over_a_bar_whatever_it_is_given(chart: ProgressChart) -> None:
    drawn = (Role.TRACK, Role.BAR, Role.BEYOND, Role.EXPECTED, Role.TARGET, Role.TONE)
    assert covered(layout_progress(chart), *drawn) == []


@settings(deadline=None)
@given(any_progress(most=6))
def test_it_gives_every_row_a_track_whatever_it_is_given(chart: ProgressChart) -> None:
    tracks = marks(layout_progress(chart), Role.TRACK)
    assert [track.shape for track in tracks] == [Shape.BOX] * len(chart.rows)


@settings(max_examples=15, deadline=None)
@given(any_progress(most=2))
def test_it_draws_whatever_it_is_given(chart: ProgressChart) -> None:
    layout = layout_progress(chart)
    assert picture(draw(layout_progress(chart))).size == (layout.width, layout.height)
