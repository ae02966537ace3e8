from pathlib import Path

import pytest

from bot.imports.rejected import RejectedFile
from bot.text.catalog import speak
from storage.imports.refusal import Reason, Rejected
from storage.imports.table import Layout, read_table

QUALTRICS = 'Q1,Q2\nHow likely?,Why?\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n12,x\n'
SURVEYMONKEY = "Respondent ID,Which?,,\n,Red,Blue,Green\n1,Red,,\n2,,Blue,\n"
TITLED = "Report\nmade today\nid,score,why\n1,12,x\n"


@pytest.mark.parametrize(
    ("content", "asked"),
    [(QUALTRICS, None), (SURVEYMONKEY, None), (TITLED, 3), ("1,12\n", 0), ("id,score\n1,12\n", None)],
)
def test_it_writes_rejected_rows_so_that_they_are_read_the_same_way_again(
    content: str, asked: int | None, tmp_path: Path
) -> None:
    table = read_table(content.encode(), Layout(header_rows=asked))
    with RejectedFile(tmp_path / "f.csv", speak("en")) as rejected:
        for line in table.lines():
            rejected.add(table, Rejected(line.number, "#1", line.cells[0], Reason.OFF_SCALE, line.cells))
    again = read_table(tmp_path / "f.csv.rejected.csv", Layout(header_rows=asked))
    width = len(table.header)
    assert again.layout.header_rows == table.layout.header_rows
    assert (again.header[:width], again.second[:width]) == (table.header, table.second)
    assert [line.cells[:width] for line in again.lines()] == [line.cells for line in table.lines()]
