"""The charts at every size, in both languages: docs/gallery.md and its pictures."""

import pkgutil
from collections.abc import Mapping
from html import escape
from importlib import import_module
from io import BytesIO
from itertools import chain
from pathlib import Path

from PIL import Image

from charts.layout import Layout, Role
from charts.render import draw
from tests.charts import samples

HEAD = """# Charts

Every chart with nothing to show, with one row, with eight and with sixty, with titles short and very long, in English
and in Russian, and with what real weeks bring: weeks without an answer, progress below zero and beyond the target.
`make gallery` draws them anew from the same code that draws a digest's.

All that colour says, a shape and a word say too. Where nothing was answered nothing is drawn. A KPI has its n
beside it.
"""
FOLDER = "images/gallery"


def chapters() -> dict[str, dict[str, Layout]]:
    """The samples of each chart, by name."""
    names = [module.name for module in pkgutil.iter_modules(samples.__path__)]
    return {name: dict(import_module(f"{samples.__name__}.{name}").samples()) for name in names}


def publish(file: Path) -> None:
    found, pictures = chapters(), file.parent / FOLDER
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.png"):
        old.unlink()
    for name, layout in chain.from_iterable(shown.items() for shown in found.values()):
        with Image.open(BytesIO(draw(layout))) as picture:
            picture.save(pictures / f"{name}.png", optimize=True)  # kept for long, so small before fast
    file.write_text(page(found))


def page(found: Mapping[str, Mapping[str, Layout]]) -> str:
    return "\n".join([HEAD, *(_chapter(name, shown) for name, shown in found.items())])


def _chapter(chart: str, found: Mapping[str, Layout]) -> str:
    shown = [
        f'### {name}\n\n<img alt="{_alt(layout)}" src="{FOLDER}/{name}.png" width="600">\n'
        for name, layout in found.items()
    ]
    return "\n".join([f"## {chart.capitalize()}\n", *shown])


def _alt(layout: Layout) -> str:
    """What stands above the chart: its title and its finding."""
    lines = [text.text for text in layout.texts if text.role in (Role.TITLE, Role.SUBTITLE)]
    return escape(" ".join(lines), quote=True)
