"""Scores of words: `Very satisfied=5,Satisfied=4`, with commas in quotes as in CSV, or a YAML mapping."""

import csv
import io
from pathlib import Path

import yaml

from storage.imports.file import read_bytes
from storage.imports.refusal import Problem, Refused
from storage.imports.scores import read_score

MOST_BYTES = 1024 * 1024


def read_labels(written: str) -> dict[str, float]:
    """The score of each word, case-folded; Refused for one without a number."""
    labels: dict[str, float] = {}
    if written.count('"') % 2:
        raise Refused(Problem.BAD_LABEL, label=written[-80:])
    rows = csv.reader(io.StringIO(written, newline=""), skipinitialspace=True)
    for part in (cell for row in rows for cell in row if cell.strip()):
        word, _, number = part.rpartition("=")
        _add(labels, word, number, part)
    return labels


def read_labels_file(path: Path) -> dict[str, float]:
    """Those of a YAML file: `Very satisfied: 5`, a line each."""
    try:
        found = yaml.safe_load(read_bytes(path, MOST_BYTES))
    except (yaml.YAMLError, UnicodeError) as problem:
        raise Refused(Problem.BAD_LABELS_FILE, file=path) from problem
    if not isinstance(found, dict):
        raise Refused(Problem.BAD_LABELS_FILE, file=path)
    labels: dict[str, float] = {}
    for word, number in found.items():
        _add(labels, _written(word), str(number), f"{word}: {number}")
    return labels


def _add(labels: dict[str, float], word: str, number: str, part: str) -> None:
    score = read_score(number)
    folded = word.strip().casefold()
    if not folded or score is None or labels.get(folded, score) != score:
        raise Refused(Problem.BAD_LABEL, label=part[:80])
    labels[folded] = score


def _written(word: object) -> str:
    """YAML takes a bare Yes and No for true and false."""
    return {True: "Yes", False: "No"}.get(word, str(word)) if isinstance(word, bool) else str(word)
