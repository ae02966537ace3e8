"""The columns of a survey's file: as asked for, else found only where there is no doubt."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from storage.imports.columns import find_column, label, listed
from storage.imports.flags import read_flag
from storage.imports.form import Columns, Wanted
from storage.imports.look import Look, Question, filled_lines
from storage.imports.refusal import Problem, Refused
from storage.imports.scores import Scale, is_missing
from storage.imports.spread import find_score
from storage.imports.stamps import read_stamp
from storage.imports.table import Table

SCORE_NAME = re.compile(
    r"nps|promoter|score|recommend|rating|\brate\b|satisf|csat|likel|рекоменд|оцен|балл|удовлетвор", re.IGNORECASE
)
TIME_NAMES = (
    "recordeddate",
    "datesubmitted",
    "submitdate",
    "submitdateutc",
    "submittedat",
    "enddate",
    "enddateutc",
    "completiontime",
    "времявыполнения",
    "timestamp",
    "отметкавремени",
    "времясоздания",
    "marcatemporal",
    "horodateur",
    "zeitstempel",
    "carimbodedatahora",
    "informazionicronologiche",
)
"""When an answer was sent, as Qualtrics, SurveyGizmo, Typeform and LimeSurvey, SurveyMonkey, Microsoft, Google and
Yandex call it; of two in one file the earlier one here."""
ID_NAMES = ("responseid", "respondentid", "#")
OTHER_TIME = re.compile(r"birth|\bborn\b|\bdob\b|рожден", re.IGNORECASE)
"""What holds days but not that of the answer."""
FINISHED = frozenset({"complete", "completed", "finished"})
GIZMO = frozenset({"complete", "partial", "disqualified", "deleted"})
SAMPLE = 200
MOST_UNFIT = 0.05
"""The share of a column's cells that may be slips where its name says what it is."""


def asked_columns(table: Table, wanted: Wanted) -> Columns:
    """The places of the columns that are named."""
    named = {field: name for field, name in wanted.columns.items() if name}
    score = find_score(table, named.pop("score")) if "score" in named else ()
    return Columns(score, **{field: find_column(table, name) for field, name in named.items()})


def possible_scores(table: Table) -> list[int]:
    return [place for place, names in enumerate(_names(table)) if any(map(SCORE_NAME.search, names))]


def possible_times(table: Table, question: Question | None) -> list[int]:
    """Columns called a time, and those that begin with nothing but times."""
    sample = [
        line.cells for line in islice(filled_lines(table), SAMPLE) if question is None or question.asks(line.cells)
    ]
    return [
        place
        for place in range(len(table.header))
        if _time_rank(table, place) is not None
        or sum(read_stamp(cells[place]) is None for cells in sample) <= MOST_UNFIT * len(sample)
    ]


def times_by_name(table: Table) -> list[int]:
    return [place for place in range(len(table.header)) if _time_rank(table, place) is not None]


def says_utc(table: Table, place: int) -> bool:
    """Whether a column's name says that its times are in UTC, as Typeform's do."""
    return any(re.search(r"\(UTC\)", name) for name in _names(table)[place])


def possible_ids(table: Table) -> list[int]:
    """The columns called an id, the best first; a "#" that only counts rows is none."""
    found = sorted(
        (ID_NAMES.index(name), place)
        for place, names in enumerate(_plain_names(table))
        for name in names
        if name in ID_NAMES
    )
    first = next(filled_lines(table), None)
    return [place for rank, place in found if ID_NAMES[rank] != "#" or (first and len(first.cells[place].strip()) > 10)]


def possible_statuses(table: Table) -> list[int]:
    return [place for place, names in enumerate(_plain_names(table)) if {"finished", "status"}.intersection(names)]


def found_score(table: Table, look: Look, scale: Scale, wanted: Wanted) -> int | None:
    """The only column that is called a score and holds little else; Refused where there are several."""
    found = [place for place, counts in look.scores.items() if _are_scores(counts, scale, wanted)]
    if len(found) > 1:
        raise Refused(Problem.SEVERAL_SCORE_COLUMNS, columns=", ".join(label(table, place) for place in found))
    return found[0] if found else None


def found_time(table: Table, look: Look) -> int | None:
    """The column called the time of an answer, else the only one in which every row has a time, or nearly every."""
    called = sorted(
        (rank, place)
        for place, times in look.times.items()
        if (rank := _time_rank(table, place)) is not None
        and times.unreadable <= MOST_UNFIT * times.filled < times.filled
        and (times.dates.written or times.dates.counted())
    )
    found = [place for rank, place in called if rank == called[0][0]] or _written_times(table, look)
    if len(found) > 1:
        raise Refused(Problem.SEVERAL_TIME_COLUMNS, columns=", ".join(label(table, place) for place in found))
    return found[0] if found else None


def _written_times(table: Table, look: Look) -> list[int]:
    """Columns of written times, whatever they are called: those without a gap before those with a few."""
    gaps = {
        place: look.n - times.filled + times.unreadable
        for place, times in look.times.items()
        if times.dates.written and not times.dates.numbers and not any(map(OTHER_TIME.search, _names(table)[place]))
    }
    return [place for place, n in gaps.items() if not n] or [
        place for place, n in gaps.items() if n <= MOST_UNFIT * look.n
    ]


def found_id(look: Look) -> int | None:
    """A column in which every row has an id of its own."""
    return next((place for place, ids in look.ids.items() if not ids.blank and not ids.repeated()), None)


def found_status(table: Table, look: Look) -> int | None:
    """Qualtrics' *Finished* of yes and no, or SurveyGizmo's *Status* of Complete, Partial and Disqualified."""
    for place, counts in look.words.items():
        words = {cell.strip().casefold() for cell in counts if not is_missing(cell)}
        called = _plain_names(table)[place]
        if "finished" in called and words and all(read_flag(word) is not None for word in words):
            return place
        if "status" in called and words <= GIZMO and words & FINISHED:
            return place
    return None


def complete_words(table: Table, counts: Mapping[str, int], status: int, asked: Iterable[str]) -> tuple[str, ...]:
    """The column's words for a finished response, as they stand there; Refused where none is known."""
    known = frozenset(asked)
    words = sorted({cell.strip() for cell in counts if _finished(cell.strip().casefold(), known)})
    if not words and not known:
        said = ", ".join(sorted({cell.strip() for cell in counts if cell.strip()})[:10])
        raise Refused(Problem.WHICH_STATUS, column=label(table, status), words=said)
    return tuple(words) or tuple(sorted(known))


def _finished(word: str, known: frozenset[str]) -> bool:
    return word in known if known else word in FINISHED or read_flag(word) is True


def no_score(table: Table) -> Refused:
    return Refused(Problem.NO_SCORE_COLUMN, columns=listed(table))


def _are_scores(counts: Mapping[str, int], scale: Scale, wanted: Wanted) -> bool:
    meaning = wanted.meaning
    filled = {cell: n for cell, n in counts.items() if not meaning.is_missing(cell)}
    unfit = sum(n for cell, n in filled.items() if not scale.holds(meaning.score(cell)))
    return bool(filled) and unfit <= MOST_UNFIT * sum(filled.values())


def _time_rank(table: Table, place: int) -> int | None:
    names = _plain_names(table)[place]
    return next((rank for rank, name in enumerate(TIME_NAMES) if name in names), None)


def _names(table: Table) -> list[tuple[str, str]]:
    return list(zip(table.header, table.second, strict=True))


def _plain_names(table: Table) -> list[tuple[str, ...]]:
    """Letters and digits of the names, case-folded."""
    return [tuple(re.sub(r"[^\w#]|_", "", name).casefold() for name in names) for names in _names(table)]
