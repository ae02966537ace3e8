"""Scores as surveys write them: "9", "9.0", "9,0", "10 - Extremely likely"."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage.imports.refusal import Problem, Refused

SCORE = re.compile(r"([+-]?\d+(?:[.,]\d+)?)(?:\s*[-\u2013\u2014:]\s*[^\d\s].*)?", re.ASCII | re.DOTALL)
NO_ANSWER = frozenset({"", "na", "n/a", "-"})
REPEATS, REPEATED_SHARE = 5, 0.01
"""From here on an unknown word is an answer that needs a meaning, not a slip of one row."""


@dataclass(frozen=True)
class Scale:
    """The lowest and the highest answer of a survey."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"

    def holds(self, score: float | None) -> bool:
        return score is not None and self.low <= score <= self.high and score == int(score)


def read_score(cell: str) -> float | None:
    """The number a cell begins with; none where it is not a score at all."""
    match = SCORE.fullmatch(cell.strip())
    return float(match[1].replace(",", ".")) if match else None


def is_missing(cell: str, more: Collection[str] = ()) -> bool:
    """Whether a cell says that nothing was answered; `more` holds further words for it, case-folded."""
    word = cell.strip().casefold()
    return word in NO_ANSWER or word in more


def refuse_unknown_words(cells: Iterable[str], missing: Collection[str]) -> None:
    """Refused for a word that is no score and comes again and again."""
    answered = [cell.strip() for cell in cells if not is_missing(cell, missing)]
    unknown = Counter(cell for cell in answered if read_score(cell) is None)
    for word, n in unknown.most_common(1):
        if n >= REPEATS and n > REPEATED_SHARE * len(answered):
            raise Refused(Problem.UNKNOWN_ANSWER, value=word[:80], n=n)
