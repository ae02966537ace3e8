"""Charts of confidence to try things on, and any at all."""

from hypothesis import strategies as st

from charts.confidence import MOST_WEEKS, Cell, ConfidenceChart, ConfidenceRow, Height
from tests.charts.cards import HOSTILE

NAMES = {Height.HIGH: "7 to 10, high", Height.MEDIUM: "4 to 6, medium", Height.LOW: "0 to 3, low"}


def cell(confidence: int) -> Cell:
    height = Height.HIGH if confidence >= 7 else Height.MEDIUM if confidence >= 4 else Height.LOW
    return Cell(confidence / 10, height, str(confidence))


def row(*confidences: int | None, title: str = "1.1 NPS") -> ConfidenceRow:
    return ConfidenceRow(title, [None if given is None else cell(given) for given in confidences])


def chart(*rows: ConfidenceRow, weeks: int | None = None) -> ConfidenceChart:
    count = max((len(one.cells) for one in rows), default=0) if weeks is None else weeks
    heads = [f"{number} нояб." for number in range(1, count + 1)]
    return ConfidenceChart("Support", "By week", heads, rows, NAMES, "no answer", "Nobody answered yet.")


def any_confidence(most: int) -> st.SearchStrategy[ConfidenceChart]:
    answer = st.builds(Cell, st.floats(0, 1), st.sampled_from(Height), HOSTILE)
    any_row = st.builds(ConfidenceRow, HOSTILE, st.lists(st.none() | answer, max_size=MOST_WEEKS + 2))
    heads = st.lists(HOSTILE, max_size=MOST_WEEKS)
    names = st.dictionaries(st.sampled_from(Height), HOSTILE)
    return st.builds(
        ConfidenceChart, HOSTILE, HOSTILE, heads, st.lists(any_row, max_size=most), names, HOSTILE, HOSTILE
    )
