"""Marks drawn by matplotlib's renderer itself: the axes and artists above it would take most of the time."""

from functools import cache, lru_cache

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Transform
from matplotlib.typing import RGBAColorType

from charts.layout import Mark, Rect, Shape
from charts.theme import CARD

CORNER = 5
POINTS = 72  # to the pixel, on a canvas of one dot an inch
DASH, SPACE = 3, 2  # in widths of the line


def draw_mark(renderer: RendererBase, mark: Mark, upwards: Transform) -> None:
    """Draws on a canvas whose y runs upwards, as the card's does after being transformed."""
    face = _rgba(mark.fill) if mark.fill else None
    renderer.draw_path(_pencil(mark.stroke, mark.width, mark.dashed), _path(mark), upwards, face)


@cache
def _rgba(colour: str) -> RGBAColorType:
    return to_rgba(colour)


@lru_cache(maxsize=256)
def _pencil(stroke: str | None, width: float, dashed: bool) -> GraphicsContextBase:
    """Kept, as nobody changes it while it draws."""
    pencil = GraphicsContextBase()
    pencil.set_linewidth(POINTS * width if stroke else 0)
    pencil.set_foreground(stroke or CARD)
    pencil.set_joinstyle("round")
    if dashed:
        pencil.set_dashes(0, (POINTS * DASH * width, POINTS * SPACE * width))
    return pencil


def _path(mark: Mark) -> Path:
    match mark.shape:
        case Shape.LINE:
            return Path(mark.points)
        case Shape.AREA:
            return Path([*mark.points, mark.points[0]], closed=True)
        case Shape.DISC:
            return _disc(mark.rect)
        case Shape.BOX:
            return _box(mark.rect)


def _disc(rect: Rect) -> Path:
    return Path.circle(((rect.left + rect.right) / 2, rect.middle), (rect.right - rect.left) / 2)


def _box(rect: Rect) -> Path:
    """A box with rounded corners."""
    left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
    bend = min(CORNER, (right - left) / 2, (bottom - top) / 2)
    corners = [
        ((left, top + bend), (left, top), (left + bend, top)),
        ((right - bend, top), (right, top), (right, top + bend)),
        ((right, bottom - bend), (right, bottom), (right - bend, bottom)),
        ((left + bend, bottom), (left, bottom), (left, bottom - bend)),
    ]
    vertices = [point for corner in corners for point in corner]
    curves = [Path.LINETO, Path.CURVE3, Path.CURVE3] * len(corners)
    return Path([*vertices, vertices[0]], [Path.MOVETO, *curves[1:], Path.CLOSEPOLY])
