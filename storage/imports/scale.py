"""The scale of a survey where nobody said it: found only where there is no doubt."""

import re
from collections.abc import Mapping

from storage.imports.refusal import Problem, Refused
from storage.imports.scores import Meaning, Scale

NPS = Scale(0, 10)
ABOVE_OTHER_SCALES = 8
"""An answer from here on tells 0-10 from the scales that end at 5 or 7."""
NPS_NAME = re.compile(r"(?<![a-z])nps(?![a-z])|promoter", re.IGNORECASE)
NAMED = re.compile(
    r"(?<![\w.,])([01])\s*(?:-|\u2013|\u2014|\.\.+|\u2026|to|up to|through|до|по|a|bis|à)\s*(\d{1,2})(?![\d.,]?\d)",
    re.IGNORECASE,
)
EXPLAINED = re.compile(r"(?<![\w.,])(\d{1,2})\s*[-\u2013\u2014=:]\s*[^\W\d]")
"""As in "1 - strongly disagree"."""
LOWEST_TOP, HIGHEST_TOP, FEWEST_LABELS = 3, 10, 3


def choose_scale(counts: Mapping[str, int], meaning: Meaning, name: str) -> Scale:
    """What labels cover, what the column's name says, or 0-10 where the answers or the name mean nothing else.

    Answers from 1 to 10 without a 0 could be on either scale.
    """
    cells = [cell for cell in counts if not meaning.is_missing(cell)]
    scores = [score for cell in cells if (score := meaning.score(cell)) is not None]
    top, low = max(scores, default=0), min(scores, default=0)
    for scale in (_of_labels(meaning), _of_name(name)):
        if scale and scale.low <= low and top <= scale.high:
            return scale
    if NPS_NAME.search(name) or (top >= ABOVE_OTHER_SCALES and low != 1):
        return NPS
    raise Refused(Problem.WHICH_SCALE, column=name)


def _of_labels(meaning: Meaning) -> Scale | None:
    """Labels without a gap from 0 or 1 on."""
    values = sorted(set(meaning.labels.values()))
    if len(values) < FEWEST_LABELS or values[0] not in (0, 1):
        return None
    whole = [float(n) for n in range(int(values[0]), int(values[0]) + len(values))]
    return Scale(int(values[0]), int(values[-1])) if values == whole else None


def _of_name(name: str) -> Scale | None:
    """As in "from 1 to 5", or in "10 - strongly agree, 1 - strongly disagree"."""
    explained = sorted({int(n) for n in EXPLAINED.findall(name)})
    found = {(int(low), int(high)) for low, high in NAMED.findall(name)}
    if not found and len(explained) > 1:
        found = {(explained[0], explained[-1])}
    scales = [Scale(low, high) for low, high in found if low in (0, 1) and LOWEST_TOP <= high <= HIGHEST_TOP]
    return scales[0] if len(scales) == 1 else None
