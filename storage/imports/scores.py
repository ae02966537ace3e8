"""Scores as surveys write them: "9", "9.0", "9,0", "10 - Extremely likely", "5 stars", or a word that has a label."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from storage.imports.refusal import Problem, Reason, Refused

SCORE = re.compile(
    r"([+-]?\d{1,15}(?:[.,]\d+)?)"
    r"(?:\s*[-\u2013\u2014:=]\s*[^\d\s].*|\s*\([^\d()]*\)|\s*(?:[\u2605\u2b50]+|stars?|зв[её]зд[а-я]*|балл[а-я]*))?",
    re.ASCII | re.DOTALL | re.IGNORECASE,
)
ENDS_WITH_SCORE = re.compile(r"[^\d()]*(?:\((\d{1,3})\)|(?:\s[-\u2013\u2014]|:)\s*(\d{1,3}))", re.ASCII | re.DOTALL)
STARS = re.compile(r"([\u2605\u2b50]+)\u2606*")
NO_ANSWER = frozenset(
    {"", "na", "n/a", "-", "\u2013", "\u2014", "трудно сказать", "затрудняюсь ответить", "trudno skazat'"}
)
REPEATS, REPEATED_SHARE = 5, 0.01
"""From here on an unknown word is an answer that needs a meaning, not a slip of one row."""
MOST_NAMED, LONGEST_NAMED, MOST_REMEMBERED, LONGEST_REMEMBERED = 20, 80, 20_000, 1_000


@dataclass(frozen=True)
class Scale:
    """The lowest and the highest answer of a survey."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"

    def holds(self, score: float | None) -> bool:
        return score is not None and self.low <= score <= self.high and score == int(score)


@dataclass(frozen=True)
class Meaning:
    """What cells say beside plain numbers: the scores of words, and the words for no answer; all case-folded."""

    labels: Mapping[str, float]
    missing: Collection[str]

    def score(self, cell: str) -> float | None:
        """A label wins over the number in a cell, however that is written; none for a word that is neither."""
        if not self.labels:
            return read_score(cell)
        found = self.labels.get(cell.strip().casefold())
        if found is not None:
            return found
        number = read_score(cell)
        return None if number is None else self.labels.get(f"{number:g}", number)

    def is_missing(self, cell: str) -> bool:
        """A word that has a label is an answer; a number is missing however it is written ("11" and "11.0")."""
        if cell.strip().casefold() in self.labels:
            return False
        if is_missing(cell, self.missing):
            return True
        score = read_score(cell) if self.missing else None
        return score is not None and f"{score:g}" in self.missing


class Scores(dict[str, "float | Reason | None"]):
    """Cells of a score's column to scores on a scale: none where nothing was answered, or what is wrong with it.

    Each that is written alike is read once.
    """

    def __init__(self, meaning: Meaning, scale: Scale) -> None:
        super().__init__()
        self._meaning, self._scale = meaning, scale

    def __missing__(self, cell: str) -> float | Reason | None:
        if len(cell) > LONGEST_REMEMBERED:
            return self._judged(cell)
        if len(self) == MOST_REMEMBERED:
            self.clear()
        return self.setdefault(cell, self._judged(cell))

    def _judged(self, cell: str) -> float | Reason | None:
        if self._meaning.is_missing(cell):
            return None
        score = self._meaning.score(cell)
        if score is None:
            return Reason.NO_SCORE
        if score != int(score):
            return Reason.NOT_WHOLE
        return score if self._scale.holds(score) else Reason.OFF_SCALE


def read_score(cell: str) -> float | None:
    """The number that a cell begins with, ends with, or draws as stars; none where it is not a score at all."""
    written = cell.strip()
    if match := SCORE.fullmatch(written):
        return float(match[1].replace(",", "."))
    if stars := STARS.fullmatch(written):
        return len(stars[1])
    match = ENDS_WITH_SCORE.fullmatch(written)
    return float(match[1] or match[2]) if match else None


def is_missing(cell: str, more: Collection[str] = ()) -> bool:
    """Whether a cell says that nothing was answered; `more` holds further words for it, case-folded."""
    word = cell.strip().casefold()
    return word in NO_ANSWER or word in more


def refuse_unknown_words(counts: Mapping[str, int], meaning: Meaning) -> None:
    """Refused where a word that is no score comes again and again: all such words are named, most frequent first."""
    words: Counter[str] = Counter()
    answered = 0
    for cell, n in counts.items():
        if not meaning.is_missing(cell):
            answered += n
            if meaning.score(cell) is None:
                words[" ".join(cell.split())] += n
    if any(n >= REPEATS and n > REPEATED_SHARE * answered for n in words.values()):
        named = [f"{word[:LONGEST_NAMED]} ({n})" for word, n in words.most_common(MOST_NAMED)]
        raise Refused(Problem.UNKNOWN_ANSWER, answers="; ".join(named), label=_quoted(words.most_common(1)[0][0]))


def _quoted(word: str) -> str:
    """A word as --labels needs it."""
    short = word[:LONGEST_NAMED]
    return '"{}"'.format(short.replace('"', '""')) if any(mark in short for mark in ',="') else short
