import os
from pathlib import Path

import pytest

from storage.imports.file import content, create, read_bytes
from storage.imports.refusal import Problem, Refused


def problem(source: Path | bytes, most: int = 100) -> Problem:
    with pytest.raises(Refused) as refused:
        content(source, most)
    return refused.value.problem


def test_it_reads_a_plain_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 100)
    assert read_bytes(tmp_path / "a.csv", 100) == b"x" * 100


@pytest.mark.parametrize("in_memory", [True, False])
def test_it_reads_from_the_start_each_time(tmp_path: Path, in_memory: bool) -> None:
    (tmp_path / "a.csv").write_bytes(b"abc")
    found = content(b"abc" if in_memory else tmp_path / "a.csv")
    for _ in range(2):
        with found.open() as opened:
            assert (found.size, opened.read()) == (3, b"abc")


def test_it_refuses_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 101)
    assert problem(tmp_path / "a.csv") is problem(b"x" * 101) is Problem.TOO_LARGE


@pytest.mark.parametrize("name", ["absent.csv", "a\0.csv"])
def test_it_refuses_what_is_not_there(tmp_path: Path, name: str) -> None:
    assert problem(tmp_path / name) is Problem.NO_SUCH_FILE


def test_it_refuses_folders_pipes_and_devices(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert {problem(path) for path in (tmp_path, tmp_path / "pipe", Path(os.devnull))} == {Problem.NOT_A_FILE}


def test_it_follows_no_link_to_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a")
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    assert problem(tmp_path / "link.csv") is Problem.SYMLINK


@pytest.mark.parametrize("now", ["grown", "same"])
def test_it_refuses_a_file_that_changes_between_two_readings(tmp_path: Path, now: str) -> None:
    (tmp_path / "a.csv").write_text("once")
    found = content(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text(now)
    (tmp_path / "b.csv").rename(tmp_path / "a.csv")
    with pytest.raises(Refused) as refused:
        found.open()
    assert refused.value.problem is Problem.CHANGED


def test_it_writes_a_new_file(tmp_path: Path) -> None:
    created = create(tmp_path / "new.csv")
    assert created is not None
    with created:
        created.write("строка\r\n")
    assert (tmp_path / "new.csv").read_bytes() == "строка\r\n".encode()


def test_it_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("old")
    assert not create(tmp_path / "old.csv")
    assert (tmp_path / "old.csv").read_text() == "old"


def test_it_follows_no_link_to_write(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert not create(tmp_path / "link.csv")
    assert not (tmp_path / "elsewhere.csv").exists()
