from dataclasses import replace

import pytest
from hypothesis import given, settings

from charts.layout import Role
from charts.render import draw
from charts.teams import BETWEEN, PATTERNS, TeamsChart, layout_teams
from charts.theme import Tone
from tests.charts.overview_cards import TEAM, TEAMS, any_teams, team_rows
from tests.charts.reading import covered, joined, marks, off_the_card, overlapping, picture, texts

LONG = "Команда, которая помогает клиентам подключаться, отвечает на вопросы и собирает всё, что мешает им дальше"
ALL = dict.fromkeys(Tone, 2.0)


def test_it_keeps_the_order_it_is_given() -> None:
    rows = [replace(TEAM, name=name) for name in ("Б", "А", "В")]
    assert texts(layout_teams(replace(TEAMS, rows=rows)), Role.ROW_TITLE) == ["Б", "А", "В"]


def test_it_draws_segments_as_long_as_they_have_key_results() -> None:
    layout = layout_teams(team_rows({Tone.BEHIND: 2, Tone.ON_PACE: 6}))
    few, many = (mark.rect for mark in marks(layout, Role.SEGMENT))
    assert few.right < many.left
    # What is left light is drawn within its edge, half a stroke of four from either end.
    assert many.right - many.left + BETWEEN + 4 == pytest.approx(3 * (few.right - few.left + BETWEEN))


def test_it_keeps_one_scale_for_all_teams() -> None:
    layout = layout_teams(team_rows({Tone.BEHIND: 2}, {Tone.BEHIND: 2, Tone.SLIGHTLY_BEHIND: 9}))
    one, other, _ = (mark.rect for mark in marks(layout, Role.SEGMENT))
    assert (one.left, one.right) == (other.left, other.right)


def test_it_writes_each_number_below_its_segment_behind_the_shape_of_the_status() -> None:
    layout = layout_teams(team_rows(ALL))
    segments, glyphs = marks(layout, Role.SEGMENT), marks(layout, Role.TONE)
    assert texts(layout, Role.NOTE) == ["2"] * 4
    assert len({(glyph.shape, glyph.fill is None) for glyph in glyphs}) == len(Tone)
    for segment, glyph in zip(segments, glyphs, strict=True):
        assert segment.rect.left - 4 <= glyph.rect.left < segment.rect.right
        assert glyph.rect.top > segment.rect.bottom


def test_it_keeps_the_numbers_of_short_segments_apart_and_in_order() -> None:
    counts = {Tone.BEHIND: 900.0, Tone.SLIGHTLY_BEHIND: 1.0, Tone.ON_PACE: 1.0, Tone.NONE: 1.0}
    layout = layout_teams(team_rows(counts, {Tone.BEHIND: 1.0, Tone.NONE: 1.0}))
    assert texts(layout, Role.NOTE) == ["900", "1", "1", "1", "1", "1"]
    lefts = [text.rect.left for text in layout.texts if text.role is Role.NOTE]
    assert lefts[:4] == sorted(lefts[:4])
    assert overlapping(layout) == []
    assert covered(layout, Role.SEGMENT, Role.TONE) == []


def test_it_tells_segments_apart_without_colour() -> None:
    assert len(set(PATTERNS.values())) == len(Tone)


def test_it_leaves_out_what_no_team_has() -> None:
    layout = layout_teams(team_rows({Tone.BEHIND: 2, Tone.ON_PACE: 0}))
    assert texts(layout, Role.NOTE) == ["2"]
    assert texts(layout, Role.LEGEND) == ["behind"]


def test_it_says_so_where_a_team_has_no_key_results() -> None:
    layout = layout_teams(team_rows({}, {Tone.BEHIND: 1}))
    assert texts(layout, Role.EMPTY) == ["no key results yet"]
    assert len(marks(layout, Role.SEGMENT)) == 1


def test_it_shows_a_sentence_when_there_are_no_teams() -> None:
    assert joined(layout_teams(team_rows()), Role.EMPTY) == "No teams yet."


@pytest.mark.parametrize("count", [1, 8, 60])
def test_it_grows_with_its_rows(count: int) -> None:
    layout = layout_teams(replace(team_rows(*[ALL] * count), names={}))
    long = layout_teams(replace(TEAMS, rows=[replace(TEAM, name=LONG)] * count))
    assert len(marks(layout, Role.SEGMENT)) == 4 * count
    assert joined(long, Role.ROW_TITLE) == " ".join([LONG] * count)
    for one in (layout, long):
        assert off_the_card(one) == []
        assert overlapping(one) == []


@settings(deadline=None)
@given(any_teams(most=5))
def test_it_keeps_everything_on_the_card_and_apart_whatever_it_is_given(chart: TeamsChart) -> None:
    layout = layout_teams(chart)
    assert off_the_card(layout) == []
    assert overlapping(layout) == []
    assert covered(layout, Role.SEGMENT, Role.TONE) == []


@settings(max_examples=15, deadline=None)
@given(any_teams(most=3))
def test_it_draws_whatever_it_is_given(chart: TeamsChart) -> None:
    layout = layout_teams(chart)
    assert picture(draw(layout)).size == (layout.width, layout.height)
