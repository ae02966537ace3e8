"""The same pictures as others would draw them: by matplotlib's Figure and Axes, and by pyplot.

Marks that look alike are one collection, which is matplotlib's own fastest way to draw them; a text is an artist each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection, EllipseCollection, LineCollection, PolyCollection
from matplotlib.figure import Figure

from charts.layout import Layout, Mark, Shape

DPI = 100
Look = tuple[Shape, str | None, str | None, float, bool]


def figure_and_axes(layout: Layout) -> bytes:
    figure = _figure(layout)
    _put(figure.add_axes((0, 0, 1, 1)), layout)
    return _saved(figure)


def by_pyplot(layout: Layout) -> bytes:
    figure, axes = pyplot.subplots(figsize=_inches(layout), dpi=DPI)
    _put(axes, layout)
    figure.subplots_adjust(0, 0, 1, 1)
    png = _saved(figure)
    pyplot.close(figure)
    return png


def bare(layout: Layout) -> bytes:
    """Nothing but an empty figure of the same size, saved."""
    return _saved(_figure(layout))


def _figure(layout: Layout) -> Figure:
    figure = Figure(_inches(layout), dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def _inches(layout: Layout) -> tuple[float, float]:
    return layout.width / DPI, layout.height / DPI


def _saved(figure: Figure) -> bytes:
    file = BytesIO()
    figure.savefig(file, format="png", dpi=DPI)
    return file.getvalue()


def _points(pixels: float) -> float:
    return pixels * 72 / DPI


def _put(axes: Axes, layout: Layout) -> None:
    axes.set(xlim=(0, layout.width), ylim=(layout.height, 0))
    axes.set_axis_off()
    for collection in _collections(axes, layout.marks):
        axes.add_collection(collection)
    for text in layout.texts:
        style = text.style
        axes.text(
            text.rect.left,
            text.rect.middle,
            text.text,
            va="center",
            fontsize=_points(style.size),
            weight="bold" if style.bold else "normal",
            color=style.colour,
        )


def _collections(axes: Axes, marks: Iterable[Mark]) -> Iterable[Collection]:
    alike: Mapping[Look, list[Mark]] = defaultdict(list)
    for mark in marks:
        alike[mark.shape, mark.fill, mark.stroke, mark.width, mark.dashed].append(mark)
    for look, some in alike.items():
        yield _collection(axes, look, some)


def _collection(axes: Axes, look: Look, marks: Sequence[Mark]) -> Collection:
    shape, fill, stroke, width, dashed = look
    pen: dict[str, Any] = {
        "linewidths": _points(width),
        "linestyles": "--" if dashed else "-",
        "zorder": 3 if shape is Shape.DISC else 2,
    }
    match shape:
        case Shape.LINE:
            return LineCollection([mark.points for mark in marks], colors=stroke, **pen)
        case Shape.AREA:
            return PolyCollection([mark.points for mark in marks], facecolors=fill, edgecolors=stroke or "none", **pen)
        case Shape.BOX:
            return PolyCollection(
                [_corners(mark) for mark in marks], facecolors=fill, edgecolors=stroke or "none", **pen
            )
        case Shape.DISC:
            widths = [mark.rect.right - mark.rect.left for mark in marks]
            middles = [((mark.rect.left + mark.rect.right) / 2, mark.rect.middle) for mark in marks]
            places: dict[str, Any] = {"offsets": middles, "offset_transform": axes.transData, "units": "x"}
            return EllipseCollection(widths, widths, 0, facecolors=fill or "none", edgecolors=stroke, **places, **pen)


def _corners(mark: Mark) -> list[tuple[float, float]]:
    rect = mark.rect
    return [(rect.left, rect.top), (rect.right, rect.top), (rect.right, rect.bottom), (rect.left, rect.bottom)]
