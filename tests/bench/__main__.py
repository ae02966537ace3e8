"""Runs all measurements, or those named: python -m tests.bench [NAME ...]. Figures are reported, never asserted."""

import sys
from collections.abc import Sequence
from importlib import import_module

from tests.bench.table import heading, line

NAMES = (
    "acks",
    "crowd",
    "schedule",
    "large_team",
    "kpi_speed",
    "imports",
    "charts",
    "digest",
    "drawing",
    "sending",
    "memory",
    "start",
)


def main(asked: Sequence[str]) -> None:
    if unknown := [name for name in asked if name not in NAMES]:
        sys.exit(f"{unknown[0]} is none of {', '.join(NAMES)}")
    _say(heading())
    for name in asked or NAMES:
        for row in import_module(f"tests.bench.{name}").run():
            _say(line(row))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
