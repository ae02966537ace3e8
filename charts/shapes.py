"""Marks drawn by matplotlib's renderer itself: the axes and artists above it would take most of the time."""

from functools import cache, lru_cache

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from matplotlib.typing import RGBAColorType

from charts.layout import Mark, Rect, Shape
from charts.theme import CARD, CORNER

POINTS = 72  # to the pixel, on a canvas of one dot an inch
DASH, SPACE = 3, 2  # in widths of the line


def draw_mark(renderer: RendererBase, mark: Mark, base: float) -> None:
    """Draws on a canvas whose y runs upwards; the card's runs downwards from `base` there."""
    renderer.draw_path(_pencil(mark.stroke, mark.width, mark.dashed), _path(mark), _onto(mark, base), _face(mark))


def _face(mark: Mark) -> RGBAColorType | None:
    """A dashed line has one, if nothing to fill: without it Agg would cut the line to the canvas, and begin to count
    dashes there."""
    colour = mark.fill or (mark.stroke if mark.shape is Shape.LINE and mark.dashed else None)
    return _rgba(colour) if colour else None


def _onto(mark: Mark, base: float) -> Affine2D:
    """Where on the canvas a path lies."""
    if mark.shape is not Shape.DISC:
        return Affine2D.from_values(1, 0, 0, -1, 0, base)
    rect = mark.rect
    radius = (rect.right - rect.left) / 2
    return Affine2D.from_values(radius, 0, 0, -radius, rect.left + radius, base - rect.middle)


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
        case Shape.BOX:
            return _box(mark.rect)
        case Shape.DISC:
            return Path.unit_circle()


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
