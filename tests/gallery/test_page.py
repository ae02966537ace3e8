from itertools import chain
from pathlib import Path

from PIL import Image

from tests.gallery.charts import FOLDER, chapters, page

DOCS = Path(__file__).parents[2] / "docs"


def test_it_shows_every_chart_as_it_is_laid_out() -> None:
    found = chapters()
    assert (DOCS / "gallery.md").read_text() == page(found), "a chart was changed: run make gallery"
    for name, layout in chain.from_iterable(shown.items() for shown in found.values()):
        with Image.open(DOCS / FOLDER / f"{name}.png") as picture:
            assert picture.size == (layout.width, layout.height), name
