from pathlib import Path

import pytest

from storage.imports.labels import read_labels, read_labels_file
from storage.imports.refusal import Problem, Refused


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("Very satisfied=5,Satisfied=4", {"very satisfied": 5, "satisfied": 4}),
        (" Good = 4 , Bad=1", {"good": 4, "bad": 1}),
        ('"Good, or better"=5,"a=b"=4,"say ""no"""=1', {"good, or better": 5, "a=b": 4, 'say "no"': 1}),
        ('"Good, or better=5"', {"good, or better": 5}),
        ("a=b=3", {"a=b": 3}),
        ("Good=4,good=4", {"good": 4}),
        ("", {}),
    ],
)
def test_it_reads_labels(written: str, labels: dict[str, float]) -> None:
    assert read_labels(written) == labels


@pytest.mark.parametrize("written", ["Good", "=5", "Good=five", "Good=", "Good=5,Good=4", '"Good=5'])
def test_it_refuses_a_label_without_a_number_or_with_two(written: str) -> None:
    with pytest.raises(Refused) as refused:
        read_labels(written)
    assert refused.value.problem is Problem.BAD_LABEL


def test_it_reads_labels_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "labels.yaml"
    file.write_text('Очень доволен: 5\n"a=b, c": 4\nYes: 3\n2: 2\n')
    assert read_labels_file(file) == {"очень доволен": 5, "a=b, c": 4, "yes": 3, "2": 2}


@pytest.mark.parametrize("content", ["", "[1, 2]", "\t:", "Good: five", "Good: [5]", "a: &a {a: *a}", "Good: {x: 1}"])
def test_it_refuses_a_file_that_holds_no_labels(tmp_path: Path, content: str) -> None:
    file = tmp_path / "labels.yaml"
    file.write_text(content)
    with pytest.raises(Refused) as refused:
        read_labels_file(file)
    assert refused.value.problem in (Problem.BAD_LABELS_FILE, Problem.BAD_LABEL)


def test_it_refuses_a_file_of_labels_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "labels.yaml").write_text("Good: 5\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "labels.yaml")
    with pytest.raises(Refused) as refused:
        read_labels_file(tmp_path / "link.yaml")
    assert refused.value.problem is Problem.SYMLINK
