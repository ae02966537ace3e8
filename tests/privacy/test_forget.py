"""okrbot person forget: afterwards nothing of the person is left, and everything else works on."""

import pytest

from tests.command import Run
from tests.privacy.conftest import WORDS, Traces, called, dump
from tests.scenarios.conftest import Company

NAMES = ["Boris Quittenberg", "Борис Айвазов", "<!channel> O'Brien \\ %_\" {0}", "=cmd|' /C calc'!A0", "=HYPERLINK(1)"]


@pytest.mark.parametrize("name", NAMES[:3])
def test_it_leaves_no_row_and_no_string(company: Company, run: Run, traces: Traces, name: str) -> None:
    called(company, name)
    traces(company)
    database = company.bot.context.database
    before = dump(database)
    for trace in ("U0BORIS", name, *WORDS):
        assert trace in before or repr(trace)[1:-1] in before, trace
    done = run("person", "forget", "U0BORIS", "--yes")
    assert done.exit_code == 0, done.stderr
    after = dump(database)
    for trace in ("U0BORIS", name, repr(name)[1:-1], *WORDS):
        assert trace not in after, trace
