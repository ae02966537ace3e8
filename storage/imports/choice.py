"""The columns and the scale of a survey's file: as asked for, else found only where there is no doubt."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from storage.imports.columns import find_column, label, listed
from storage.imports.refusal import Problem, Refused
from storage.imports.scores import Scale, is_missing, read_score
from storage.imports.table import Table
from storage.imports.stamps import read_stamp

NPS = Scale(0, 10)
ABOVE_OTHER_SCALES = 8
"""An answer from here on tells 0-10 from the scales that end at 5 or 7."""
NPS_NAME = re.compile(r"\bnps\b|promoter", re.IGNORECASE)
SCORE_NAME = re.compile(r"nps|promoter|score|recommend|rating|satisf|csat|likel|рекоменд|оценк|балл", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Places of columns from 0, none for what the file does not have."""

    score: int
    time: int | None = None
    id: int | None = None
    respondent: int | None = None
    comment: int | None = None
    segment: int | None = None


def choose_columns(table: Table, asked: Mapping[str, str], scale: Scale, missing: Collection[str]) -> Columns:
    """`asked` names columns by field; an empty name for the time says that there is none."""
    given = {field: find_column(table, name) for field, name in asked.items() if name}
    score = given.pop("score", None)
    if score is None:
        score = _find_score(table, scale, missing)
    if "time" not in asked and (found := _find_time(table)) is not None:
        given["time"] = found
    return Columns(score, **given)


def choose_scale(table: Table, score: int, missing: Collection[str]) -> Scale:
    """0-10 where the answers or the column's name say so; Refused where it could be another one."""
    cells = [cell for cell in table.column(score) if not is_missing(cell, missing)]
    high = max((found for cell in cells if (found := read_score(cell)) is not None), default=0)
    if high >= ABOVE_OTHER_SCALES or NPS_NAME.search(table.header[score]):
        return NPS
    raise Refused(Problem.WHICH_SCALE, column=label(table, score))


def _find_score(table: Table, scale: Scale, missing: Collection[str]) -> int:
    named = [place for place, header in enumerate(table.header) if SCORE_NAME.search(header)]
    found = [place for place in named if _are_scores(table.column(place), scale, missing)]
    if len(found) > 1:
        raise Refused(Problem.SEVERAL_SCORE_COLUMNS, columns=", ".join(label(table, place) for place in found))
    if not found:
        raise Refused(Problem.NO_SCORE_COLUMN, columns=listed(table))
    return found[0]


def _are_scores(cells: Iterable[str], scale: Scale, missing: Collection[str]) -> bool:
    filled = [cell for cell in cells if not is_missing(cell, missing)]
    return bool(filled) and all(scale.holds(read_score(cell)) for cell in filled)


def _find_time(table: Table) -> int | None:
    """The only column in which every row has a time."""
    found = [place for place in range(len(table.header)) if all(map(read_stamp, table.column(place)))]
    if len(found) > 1:
        raise Refused(Problem.SEVERAL_TIME_COLUMNS, columns=", ".join(label(table, place) for place in found))
    return found[0] if found else None
