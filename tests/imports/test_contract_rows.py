"""What becomes of every row: counted, told by its number, stored once, or kept beside the file."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.command import Run, written
from tests.contract import answered, figure, lite, scores, taken_in, told

__all__ = ["lite"]
COUNTS = ("rows", "imported", "updated", "duplicates", "skipped", "rejected", "missing_score")
TABLE = "id,score,say\n1,9,a\n2,NA,b\n,,\n3,11,c\n4,8,d\n"
SURVEY = ("--survey", "s", "--score-column", "score", "--scale", "0-10")


def counts(said: dict[str, object]) -> tuple[object, ...]:
    return tuple(said[name] for name in COUNTS)


def test_it_counts_every_row_once(run: Run) -> None:
    file = written(Path("f.csv"), TABLE)
    assert counts(answered(run, file, "score", "0-10", "--id-column", "id")) == (5, 3, 0, 0, 1, 1, 1)
    assert counts(answered(run, file, "score", "0-10", "--id-column", "id")) == (5, 0, 0, 3, 1, 1, 0)


def test_it_updates_an_answer_of_the_same_id(run: Run) -> None:
    answered(run, written(Path("f.csv"), "id,score\n1,9\n2,8\n"), "score", "0-10", "--id-column", "id")
    again = answered(run, written(Path("g.csv"), "id,score\n1,0\n2,8\n"), "score", "0-10", "--id-column", "id")
    assert (again["imported"], again["updated"], again["duplicates"]) == (0, 1, 1)
    found = figure(run, formula="nps", survey="s")
    assert (found["value"], found["n"]) == (-50, 2)


def test_it_takes_the_later_row_of_the_same_id_in_one_file(run: Run) -> None:
    said = answered(run, written(Path("f.csv"), "id,score\n1,9\n1,0\n1,0\n"), "score", "0-10", "--id-column", "id")
    assert (said["imported"], said["updated"], said["duplicates"]) == (1, 1, 1)
    assert figure(run, formula="nps", survey="s")["value"] == -100


def test_it_counts_equal_rows_each_and_adds_only_what_is_new(run: Run) -> None:
    first = answered(run, written(Path("f.csv"), "score,say\n9,x\n9,x\n8,y\n"), "score", "0-10")
    grown = answered(run, written(Path("f.csv"), "score,say\n9,x\n7,z\n9,x\n8,y\n9,x\n"), "score", "0-10")
    assert (first["imported"], grown["imported"], grown["duplicates"]) == (3, 2, 3)
    assert figure(run, formula="nps", survey="s")["n"] == 5


def test_it_stores_nothing_on_trial(lite: Run, sqlite_database: str) -> None:
    file = written(Path("f.csv"), TABLE)
    said = answered(lite, file, "score", "0-10", "--dry-run")
    assert (said["imported"], scores(sqlite_database)) == (3, [])
    assert not Path("f.csv.rejected.csv").exists()


def test_it_says_on_the_side_how_many_were_rejected_and_goes_on(lite: Run) -> None:
    result = lite("surveys", "import", written(Path("f.csv"), TABLE), *SURVEY, "--json")
    assert result.exit_code == 0
    assert "1" in result.stderr
    assert "reject" in result.stderr


def test_it_fails_where_nothing_can_be_read(lite: Run, sqlite_database: str) -> None:
    result = lite("surveys", "import", written(Path("f.csv"), "id,score\n1,11\n2,12\n"), *SURVEY, "--json")
    assert (result.exit_code, result.stdout, scores(sqlite_database)) == (1, "", [])


@pytest.mark.parametrize(
    ("content", "words", "row"),
    [
        ("id,score\n1,9\n2,99\n", (), 3),
        ("title,\nid,score\n1,9\n2,99\n", ("--header-rows", "2"), 4),
        ("1,9\n2,99\n", ("--header-rows", "0"), 2),
        ('id,score\n"1\nand more",9\n2,99\n', (), 3),
        ("id,score\n\n1,9\n,\n2,99\n", (), 5),
        ("id,score\r\n1,9\r\n2,99\r\n", (), 3),
    ],
)
def test_it_numbers_rows_as_a_spreadsheet_does(lite: Run, content: str, words: tuple[str, ...], row: int) -> None:
    said = answered(lite, written(Path("f.csv"), content), "#2", "0-10", *words)
    assert [error["row"] for error in said["errors"]] == [row]


def test_it_numbers_the_rows_of_a_workbook(lite: Run) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["id", "score"], [1, 9], [None, None], [2, 99]):
        sheet.append(row)
    book.save("f.xlsx")
    assert [error["row"] for error in answered(lite, "f.xlsx", "score", "0-10")["errors"]] == [4]


def test_it_keeps_rejected_rows_beside_the_file_as_they_were(lite: Run) -> None:
    answered(lite, written(Path("f.csv"), 'id,score,say\n1,9,x\n2,99,"a, ""b""\nc"\n'), "score", "0-10")
    with Path("f.csv.rejected.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert rows[0][:3] == ["id", "score", "say"]
    assert rows[1][:4] == ["2", "99", 'a, "b"\nc', "3"]


@pytest.mark.parametrize("there", ["file", "link", "dangling"])
def test_it_never_overwrites_what_stands_where_rejected_rows_go(lite: Run, tmp_path: Path, there: str) -> None:
    mine, place = tmp_path / "mine.txt", tmp_path / "f.csv.rejected.csv"
    mine.write_text("mine")
    if there == "file":
        place.write_text("mine")
    else:
        place.symlink_to(mine if there == "link" else tmp_path / "nowhere")
    result = lite("surveys", "import", written(Path("f.csv"), TABLE), *SURVEY, "--json")
    assert result.exit_code == 0
    assert mine.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()
    assert there != "file" or place.read_text() == "mine"


def test_it_stores_a_repaired_file_of_rejected_rows(lite: Run) -> None:
    answered(lite, written(Path("f.csv"), TABLE), "score", "0-10", "--id-column", "id")
    mended = Path("f.csv.rejected.csv").read_text(encoding="utf-8-sig").replace("11", "10")
    said = answered(lite, written(Path("m.csv"), mended), "score", "0-10", "--id-column", "id")
    assert (said["imported"], said["rejected"]) == (1, 0)


def test_it_keeps_the_earliest_start_and_the_latest_rest_of_a_ticket(run: Run) -> None:
    rows = "id,at,status,tier\n7,2026-10-05 10:00,open,1\n7,2026-10-03 10:00,pending,1\n7,2026-10-04 10:00,closed,2\n"
    mapped = ("--map", "id=id", "--map", "created=at", "--map", "status=status", "--map", "tier=tier")
    said = taken_in(run, "tickets", written(Path("t.csv"), rows), *mapped)
    assert (said["rows"], said["imported"]) == (3, 1)
    days = ("--from", "2026-10-03", "--to", "2026-10-03")
    assert figure(run, *days, formula="ticket_volume", filter={"tier": "2", "status": "closed"})["value"] == 1
    again = taken_in(run, "tickets", written(Path("t.csv"), rows), *mapped)
    assert again["imported"] == 0
    assert figure(run, *days, formula="ticket_volume", filter={"status": "closed"})["value"] == 1


def test_it_answers_in_words_too(lite: Run) -> None:
    result = lite("surveys", "import", written(Path("f.csv"), TABLE), *SURVEY)
    assert result.exit_code == 0
    assert "--scale 0-10" in result.stdout
    assert told(lite, "kpi", "list") == {"kpis": []}
