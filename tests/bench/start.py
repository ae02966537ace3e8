"""okrbot --help against a Python that does nothing."""

import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter

from tests.bench import Row

RUNS = 15


def run() -> Iterator[Row]:
    ratios = tuple(_seconds("-m", "bot", "--help") / _seconds("-c", "pass") for _ in range(RUNS))
    yield Row("12", "okrbot --help against a bare start of Python", ratios, 5)


def _seconds(*arguments: str) -> float:
    started = perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return perf_counter() - started
