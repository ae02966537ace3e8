import pytest

from storage.imports.flags import read_flag


@pytest.mark.parametrize("cell", ["yes", "Yes", " TRUE ", "1", "1.0", "y", "x", "да", "ДА", "WAHR", "vrai"])
def test_it_reads_a_yes(cell: str) -> None:
    assert read_flag(cell) is True


@pytest.mark.parametrize("cell", ["no", "False", "0", "n", "нет", " Нет ", "FALSCH"])
def test_it_reads_a_no(cell: str) -> None:
    assert read_flag(cell) is False


@pytest.mark.parametrize("cell", ["", "maybe", "2", "yes and no", "10"])
def test_it_reads_neither_from_anything_else(cell: str) -> None:
    assert read_flag(cell) is None
