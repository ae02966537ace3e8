"""What the gallery shows, and people print."""

import pkgutil
from importlib import import_module

import pytest

from charts.layout import Layout
from tests.charts import samples
from tests.charts.reading import off_the_card, overlapping

CHARTS = [module.name for module in pkgutil.iter_modules(samples.__path__)]


@pytest.mark.parametrize("chart", CHARTS)
def test_its_samples_are_on_the_card_legible_and_apart(chart: str) -> None:
    shown: list[tuple[str, Layout]] = list(import_module(f"{samples.__name__}.{chart}").samples())
    assert len({name for name, _ in shown}) == len(shown)
    for name, layout in shown:
        assert (off_the_card(layout), overlapping(layout)) == ([], []), name
        assert min(text.style.size for text in layout.texts) >= 26, name
