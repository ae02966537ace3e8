import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from charts import theme
from charts.canvas import BAND
from charts.layout import Layout, Mark, Rect, Role, Shape, Text
from charts.palette import COLOURS, LEVELS
from charts.render import draw
from tests.charts.reading import colour_at, picture

BOX = ((100.0, 20.0), (160.0, 60.0))


def text_at(top: float, colour: str = theme.INK) -> Text:
    style = theme.Style(40, colour=colour)
    return Text(Role.TITLE, "Progress Щё 60 %", Rect(50, top, 450, top + style.line_height), style)


def disc_at(top: float) -> Mark:
    return Mark(Role.POINT, Shape.DISC, ((500, top), (550, top + 50)), fill=theme.BLUE, stroke=theme.INK, width=6)


def slope_at(top: float) -> Mark:
    return Mark(Role.LINE, Shape.LINE, ((450, top), (520, top + 50), (590, top)), stroke=theme.BLUE, width=5)


@pytest.mark.parametrize("colour", [*COLOURS, theme.CARD])
def test_it_draws_every_colour_of_the_theme_exactly(colour: str) -> None:
    image = picture(draw(Layout(80, (Mark(Role.BAR, Shape.BOX, BOX, fill=colour),))))
    assert colour_at(image, (130, 40)) == colour


@pytest.mark.parametrize("shape", [Shape.AREA, Shape.LINE])
def test_it_draws_strokes_as_wide_as_told(shape: Shape) -> None:
    line = Mark(Role.LINE, shape, ((100, 40), (300, 40)), stroke=theme.INK, width=6)
    column = picture(draw(Layout(80, (line,)))).crop((200, 20, 201, 60))
    assert [colour_at(column, (0, y)) for y in range(40)].count(theme.INK) == 6


def test_it_draws_dashes_with_spaces_between() -> None:
    line = Mark(Role.TARGET, Shape.LINE, ((100, 40), (300, 40)), stroke=theme.INK, width=4, dashed=True)
    image = picture(draw(Layout(80, (line,))))
    along = {colour_at(image, (x, 40)) for x in range(105, 295)}
    assert {theme.INK, theme.CARD} <= along


def test_it_goes_on_with_dashes_where_two_bands_meet() -> None:
    """A steep line, cut by the seams: each stretch of it is as long as the first."""
    line = Mark(Role.PROJECTED, Shape.LINE, ((100, 10), (106, 3 * BAND)), stroke=theme.INK, width=5, dashed=True)
    image = picture(draw(Layout(3 * BAND + 40, (line, *(disc_at(y) for y in (40, BAND, 2 * BAND))))))
    there = ["#" if theme.INK in {colour_at(image, (x, y)) for x in range(98, 110)} else " " for y in range(3 * BAND)]
    dashes = "".join(there).split()[:-1]
    assert len(dashes) > 10
    assert max(map(len, dashes)) - min(map(len, dashes)) <= 2


@pytest.mark.parametrize("width", [1, 2, 3, 9, 60])
def test_it_rounds_the_corners_of_a_box_alike(width: int) -> None:
    image = picture(draw(Layout(80, (Mark(Role.BAR, Shape.BOX, ((100, 20), (100 + width, 60)), fill=theme.BLUE),))))
    box = image.crop((100, 20, 100 + width, 60))
    assert colour_at(image, (100 + width // 2, 40)) == theme.BLUE
    assert (colour_at(box, (0, 0)) == theme.BLUE) is (width == 1)
    assert box == box.transpose(Image.Transpose.FLIP_LEFT_RIGHT) == box.transpose(Image.Transpose.FLIP_TOP_BOTTOM)


def test_it_puts_what_comes_later_above() -> None:
    box, disc = Mark(Role.BAR, Shape.BOX, ((490, 20), (560, 60)), fill=theme.ORANGE), disc_at(15)
    below, above = (picture(draw(Layout(80, marks))) for marks in ((disc, box), (box, disc)))
    assert (colour_at(below, (525, 40)), colour_at(above, (525, 40))) == (theme.ORANGE, theme.BLUE)
    assert colour_at(above, (492, 40)) == theme.ORANGE


def test_it_writes_text_in_its_place_and_colour() -> None:
    image = picture(draw(Layout(120, (text_at(30, theme.VERMILION),))))
    assert theme.VERMILION in {colour_at(image, (x, y)) for x in range(50, 450) for y in range(30, 82)}
    assert image.crop((460, 30, 1100, 82)).getcolors() == [(640 * 52, (255, 255, 255))]


@pytest.mark.parametrize("top", [BAND - 25, BAND - 5, 2 * BAND - 40])
def test_it_leaves_no_seam_where_two_bands_meet(top: int) -> None:
    tall = Mark(Role.LINE, Shape.LINE, ((20, 0), (20, 3 * BAND)), stroke=theme.BLUE, width=5)
    whole, cut = (
        picture(draw(Layout(3 * BAND, (tall, text_at(y), disc_at(y), slope_at(y))))).crop((40, y, 600, y + 60))
        for y in (60, top)
    )
    assert max(ImageChops.difference(whole, cut).tobytes()) <= 255 // LEVELS


def test_it_draws_on_where_a_text_lies_off_the_card() -> None:
    style = theme.BODY
    outside = [
        Text(Role.NOTE, "gone", Rect(x, y, x + 90, y + 36), style) for x, y in ((-200, 40), (1190, 5), (40, -30))
    ]
    assert picture(draw(Layout(80, tuple(outside)))).size == (theme.WIDTH, 80)


def test_it_writes_a_file_with_a_palette() -> None:
    with Image.open(BytesIO(draw(Layout(80, ())))) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "P", (theme.WIDTH, 80))
        image.verify()


def test_it_draws_the_same_twice() -> None:
    layout = Layout(120, (text_at(30), disc_at(30)))
    assert draw(layout) == draw(layout)


def test_it_is_light_to_import() -> None:
    modules = "charts.progress, charts.trend, charts.studio"
    code = f"import sys, {modules}; sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_it_never_loads_pyplot() -> None:
    code = "import sys, charts.render; sys.exit('matplotlib.pyplot' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
