"""The data_visualization block: Slack's own charts."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.localslack.checks.objects import kind
from bot.localslack.checks.rules import Rule, Shape, items, number, positive, problem, string, tagged

_LABEL = string(20)
_POINT = Shape({"label": _LABEL, "value": number})
_SERIES = Shape({"name": _LABEL, "data": items(_POINT, 20)})
_AXES = Shape({"categories": items(_LABEL, 20)}, {"x_label": string(50), "y_label": string(50)})


def _series_match_categories(chart: Any, at: str) -> Iterator[str]:
    """Unique names, unique categories, and each series has one point for every category."""
    categories = chart["axis_config"]["categories"]
    names = [series["name"] for series in chart["series"]]
    if len(set(names)) < len(names):
        yield problem("series names must be unique", f"{at}/series")
    if len(set(categories)) < len(categories):
        yield problem("categories must be unique", f"{at}/axis_config/categories")
    for index, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            yield problem("must have one data point for every category", f"{at}/series/{index}/data")


def _with_axes(name: str) -> Shape:
    required: dict[str, Rule] = {**kind(name), "series": items(_SERIES, 12), "axis_config": _AXES}
    return Shape(required, also=(_series_match_categories,))


_SEGMENT = Shape({"label": _LABEL, "value": positive})

CHARTS: Mapping[str, Rule] = {
    "pie": Shape({**kind("pie"), "segments": items(_SEGMENT, 12)}),
    "bar": _with_axes("bar"),
    "line": _with_axes("line"),
    "area": _with_axes("area"),
}
CHART = tagged(CHARTS)
