import os
from pathlib import Path

import pytest

from storage.imports.file import create, read_bytes
from storage.imports.refusal import Problem, Refused


def problem(path: Path, most: int = 100) -> Problem:
    with pytest.raises(Refused) as refused:
        read_bytes(path, most)
    return refused.value.problem


def test_it_reads_a_plain_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 100)
    assert read_bytes(tmp_path / "a.csv", 100) == b"x" * 100


def test_it_refuses_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 101)
    assert problem(tmp_path / "a.csv") is Problem.TOO_LARGE


def test_it_refuses_what_is_not_there(tmp_path: Path) -> None:
    assert problem(tmp_path / "absent.csv") is Problem.NO_SUCH_FILE


def test_it_refuses_folders_pipes_and_devices(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert {problem(path) for path in (tmp_path, tmp_path / "pipe", Path(os.devnull))} == {Problem.NOT_A_FILE}


def test_it_follows_no_link_to_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a")
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    assert problem(tmp_path / "link.csv") is Problem.SYMLINK


def test_it_writes_a_new_file(tmp_path: Path) -> None:
    assert create(tmp_path / "new.csv", "строка\r\n")
    assert (tmp_path / "new.csv").read_bytes() == "строка\r\n".encode()


def test_it_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("old")
    assert not create(tmp_path / "old.csv", "new")
    assert (tmp_path / "old.csv").read_text() == "old"


def test_it_follows_no_link_to_write(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert not create(tmp_path / "link.csv", "new")
    assert not (tmp_path / "elsewhere.csv").exists()
