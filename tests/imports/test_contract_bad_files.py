"""Files that nobody should have sent: one clear sentence, the exit code, nothing stored, no traceback."""

import json
import os
import resource
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from subprocess import PIPE, Popen
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from tests.command import Run, written
from tests.contract import answered, figure, lite, scores, taken_in, told

__all__ = ["lite"]
PROJECT = Path(__file__).parents[2]
SURVEY = ("--survey", "s", "--score-column", "score", "--scale", "0-10")
HTML = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form>score, please</form></body></html>\n"
HOSTILE = (
    "<!channel>",
    "=cmd|' /C calc'!A0",
    "' OR 1=1; DROP TABLE kpi; --",
    "\u202egnp.exe",
    "{value} %s %(n)s {0.__class__}",
    "<script>alert(1)</script>",
    "\U0001f4a9" * 20,
    "[red]bold[/red]",
    "../../etc/passwd",
)


def refused(run: Run, file: str, *words: str) -> str:
    """What is said of a file that is not taken in, by a survey's import and by one of tickets."""
    result = run("surveys", "import", file, *SURVEY, *words, "--json")
    said = result.stderr
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    assert isinstance(result.exception, SystemExit)
    assert said.strip()
    assert len(said) < 600
    result = run("tickets", "import", file, "--map", "id=id", "--map", "created=score", *words, "--json")
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    assert isinstance(result.exception, SystemExit)
    return said


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\n\n\n",
        b"   ",
        b"id,score\n",
        b"\xef\xbb\xbfid,score\r\n",
        b"id,score\n,\n,\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 8,
        b"id,score\n1,9\x00\n2,8\n",
        HTML,
        b'id,score\n1,9\n2,"8\n3,7\n',
        b"id,score\n1," + b"9" * 2_000_000 + b"\n",
        b"id,score," + b",".join(b"c%d" % n for n in range(12_000)) + b"\n1,9\n",
        b"PK\x03\x04 this is no workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b'{"id": 1, "score": 9}\n',
    ],
    ids=lambda content: repr(content[:16]),
)
def test_it_refuses_a_file_that_is_no_table(lite: Run, sqlite_database: str, content: bytes) -> None:
    assert refused(lite, written(Path("f.csv"), content))
    assert scores(sqlite_database) == []
    assert not Path("f.csv.rejected.csv").exists()


def test_it_says_in_which_line_a_quote_is_left_open(lite: Run) -> None:
    assert "4" in refused(lite, written(Path("f.csv"), 'id,score\n1,9\n2,8\n3,"7\n4,6\n5,5\n'))


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "utf-16", "ascii"])
def test_it_refuses_an_encoding_that_does_not_fit(lite: Run, encoding: str) -> None:
    file = written(Path("f.csv"), "id,score,say\n1,9,ж\n".encode())
    assert "encod" in refused(lite, file, "--encoding", encoding)


def test_it_refuses_a_delimiter_that_does_not_fit(lite: Run) -> None:
    assert refused(lite, written(Path("f.csv"), "id,score\n1,9\n"), "--delimiter", ";")


@pytest.mark.parametrize("words", [("--header-rows", "3"), ("--footer-rows", "9")])
def test_it_refuses_more_headers_or_footers_than_rows(lite: Run, words: tuple[str, str]) -> None:
    assert refused(lite, written(Path("f.csv"), "id,score\n1,9\n"), *words)


def link(folder: Path) -> str:
    written(folder / "real.csv", "id,score\n1,9\n")
    (folder / "link.csv").symlink_to(folder / "real.csv")
    return str(folder / "link.csv")


def pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe.csv")
    return str(folder / "pipe.csv")


@pytest.mark.parametrize(
    "place",
    [link, pipe, str, lambda folder: str(folder / "absent.csv"), lambda _: "/dev/zero", lambda _: "/dev/null"],
    ids=["link", "pipe", "folder", "absent", "endless", "nothing"],
)
def test_it_refuses_what_is_no_plain_file(lite: Run, tmp_path: Path, place: Callable[[Path], str]) -> None:
    assert refused(lite, place(tmp_path))


def bomb() -> bytes:
    """A workbook of 100 KB whose sheet unpacks to a hundred megabytes of nothing."""
    plain = BytesIO()
    book = Workbook()
    assert book.active is not None
    book.active.append(["id", "score"])
    book.save(plain)
    packed = BytesIO()
    with ZipFile(plain) as source, ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as target:
        for item in source.infolist():
            if item.filename != "xl/worksheets/sheet1.xml":
                target.writestr(item.filename, source.read(item))
        with target.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(100):
                sheet.write(b" " * 1024 * 1024)
    return packed.getvalue()


def test_it_refuses_a_workbook_that_unpacks_without_end(lite: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_IMPORT_MAX_MB", "8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(lite, written(Path("f.xlsx"), bomb()))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_it_goes_on_where_rejected_rows_cannot_be_written(lite: Run) -> None:
    Path("f.csv.rejected.csv").symlink_to("/dev/full")
    result = lite("surveys", "import", written(Path("f.csv"), "id,score\n1,9\n2,99\n"), *SURVEY, "--json")
    assert (result.exit_code, isinstance(result.exception, SystemExit) or result.exception is None) == (0, True)


@pytest.mark.parametrize("word", HOSTILE)
def test_it_keeps_words_as_they_are_and_runs_none(lite: Run, word: str) -> None:
    cell = '"' + word.replace('"', '""') + '"'
    content = f"id,score,who,say,plan\n{cell},9,{cell},{cell},{cell}\n2,99,{cell},{cell},{cell}\n"
    words = ("--survey", word, "--id-column", "id", "--respondent-column", "who", "--comment-column", "say")
    said = taken_in(lite, "surveys", written(Path("f.csv"), content), *words, *SURVEY[2:], "--segment-column", "plan")
    assert (said["imported"], said["rejected"]) == (1, 1)
    found = figure(lite, "--segment", word, formula="nps", survey=word)
    assert (found["n"], found["source"]) == (1, f"survey {word}")
    assert word.splitlines()[0] in lite("kpi", "show", "k").stdout
    assert told(lite, "kpi", "list")["kpis"][0]["survey"] == word


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_it_calls_a_survey_without_a_proper_name_wrong_use(lite: Run, name: str) -> None:
    result = lite("surveys", "import", written(Path("f.csv"), "id,score\n1,9\n"), "--survey", name, *SURVEY[2:])
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output


def test_it_takes_dates_of_long_ago_and_of_times_to_come_or_says_why_not(lite: Run) -> None:
    file = written(Path("f.csv"), "id,score,at\n1,9,1900-01-01\n2,9,2099-12-31\n3,9,0001-01-01\n4,9,9999-12-31\n")
    said = answered(lite, file, "score", "0-10", "--time-column", "at")
    assert said["imported"] + said["rejected"] == 4
    assert figure(lite, formula="nps", survey="s")["n"] == said["imported"]
    told(lite, "kpi", "show", "k", "--from", "1900-01-01", "--to", "1900-12-31", "--by", "month")


def test_it_stores_each_answer_once_when_two_import_it_at_once(run: Run) -> None:
    rows = "".join(f"{n},{n % 11}\n" for n in range(300))
    file = str(Path(written(Path("f.csv"), f"id,score\n{rows}")).resolve())
    command = [sys.executable, "-m", "bot", "surveys", "import", file, *SURVEY, "--id-column", "id", "--json"]
    both = [Popen(command, cwd=PROJECT, stdout=PIPE, stderr=PIPE) for _ in range(2)]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(json.loads(out)["imported"] for out, _ in said) == [0, 300]
    assert figure(run, formula="nps", survey="s")["n"] == 300
