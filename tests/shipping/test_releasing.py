"""The release checklist names what there is."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app

CHECKLIST = Path("docs/releasing.md").read_text("utf-8")
STEPS = "\n".join(re.findall(r"^```sh\n(.*?)^```", CHECKLIST, re.DOTALL | re.MULTILINE))
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", Path("Makefile").read_text("utf-8"), re.MULTILINE))


def test_every_target_of_the_checklist_is_in_the_makefile() -> None:
    named = {word for line in re.findall(r"\bmake ((?:[a-z-]+ ?)+)", STEPS) for word in line.split()}
    assert {"lock", "audit", "sbom", "wheel", "bench", "test-long"} <= named <= TARGETS


@pytest.mark.parametrize("words", sorted(set(re.findall(r"\bokrbot ((?:db )?[a-z]{4,})\b", STEPS))))
def test_every_command_of_the_checklist_is_one_of_okrbots(words: str) -> None:
    assert CliRunner().invoke(app, [*words.split(), "--help"]).exit_code == 0
