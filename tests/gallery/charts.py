"""The charts at every size, in both languages: docs/gallery.md and its pictures."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from charts.layout import Layout
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


def chapters() -> Iterator[tuple[str, dict[str, Layout]]]:
    """The samples of each chart, by name."""
    for module in pkgutil.iter_modules(samples.__path__):
        yield module.name, dict(import_module(f"{samples.__name__}.{module.name}").samples())


def written() -> str:
    """The page."""
    return "\n".join([HEAD, *(_chapter(name, list(found)) for name, found in chapters())])


def publish(page: Path) -> None:
    pictures = page.parent / FOLDER
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.png"):
        old.unlink()
    for _, found in chapters():
        for name, layout in found.items():
            (pictures / f"{name}.png").write_bytes(draw(layout))
    page.write_text(written())


def _chapter(chart: str, names: list[str]) -> str:
    shown = [f'### {name}\n\n<img alt="{name}" src="{FOLDER}/{name}.png" width="600">\n' for name in names]
    return "\n".join([f"## {chart.capitalize()}\n", *shown])
