"""Every example of the guide is understood, to the last word."""

import re
from pathlib import Path

import pytest

from bot.replies.asking import Said
from bot.replies.grammar import read
from tests.replies.cast import MANY, NPS, SHARE

GUIDE = Path("docs/answering.md").read_text("utf-8")
BLOCKS = [block.strip() for block in re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)]
LINES = [line for block in BLOCKS for line in block.splitlines() if line[0].isdigit() and "." in line.split()[0]]
UNNAMED = BLOCKS[1].splitlines()


@pytest.mark.parametrize("line", LINES)
def test_it_understands_every_example_of_the_guide(line: str) -> None:
    said = read(line, MANY)
    assert said[0].id == line.split()[0]
    assert said[0].note in ("", "waiting for the vendor", "ждём вендора")


@pytest.mark.parametrize("line", UNNAMED)
def test_it_understands_an_example_without_a_name(line: str) -> None:
    assert read(line, [NPS])[0].id == NPS.id


def test_it_reads_the_lines_of_the_guide_together() -> None:
    together = next(block for block in BLOCKS if "rest same" in block)
    assert read(together, MANY) == (Said("2.1", 48, 7), Said("2.2", 3.5, 8), Said("2.4"), Said("3.1"))


def test_it_has_found_the_examples() -> None:
    assert len(LINES) == 24
    assert UNNAMED == ["48% conf 7", "48, waiting for the vendor", "no change"]
    assert SHARE.id == "2.1"
