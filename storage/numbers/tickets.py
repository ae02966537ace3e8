"""What tickets, and times of any kind, add up to."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Double, and_, cast, func, not_, or_

from storage.kpis import Days
from storage.numbers.ranks import at_ranks
from storage.numbers.rows import Rows
from storage.numbers.sums import Part, summed, yes


def time_parts(rows: Rows, axis: str, periods: Sequence[Days], measure: str) -> list[Part]:
    """How many times there are, with the sums of their "seconds" and of the "squares"; a time not over is none."""
    # As floating point: the square of a month in seconds does not fit into 32 bits.
    seconds = cast(rows.columns[measure], Double)
    return summed(rows, axis, periods, (seconds.is_not(None),), {"seconds": seconds, "squares": seconds * seconds})


def time_ranks(
    rows: Rows, axis: str, periods: Sequence[Days], measure: str, wanted: Mapping[int, Iterable[int]]
) -> dict[int, dict[int, float]]:
    """For each period the seconds at the row numbers wanted, from 0 in ascending order."""
    seconds = cast(rows.columns[measure], Double)
    return at_ranks(rows, axis, periods, (seconds.is_not(None),), seconds, wanted)


def created_parts(rows: Rows, periods: Sequence[Days]) -> list[Part]:
    """Tickets created, and the "answered" among them."""
    answered = {"answered": yes(rows.columns["answered"])} if "answered" in rows.columns else {}
    return summed(rows, "created", periods, (), answered)


def solved_parts(rows: Rows, periods: Sequence[Days], words: Collection[str]) -> list[Part]:
    """Tickets created, and the "solved" among them: by now, or by the word of their status."""
    return summed(rows, "created", periods, (), {"solved": yes(_solved(rows, words))})


def first_contact_parts(rows: Rows, periods: Sequence[Days], soon: int, words: Collection[str]) -> list[Part]:
    """Tickets solved, and those on "first" contact: the customer was not back within `soon` seconds.

    Where only its status tells that a ticket is solved, any reopening is a return, dated by its creation.
    """
    back = rows.columns["recontact"] <= soon
    if "reopened" in rows.columns:
        back = or_(back, and_(not_(rows.columns["solved"]), rows.columns["reopened"]))
    return summed(rows, "settled", periods, (_solved(rows, words),), {"back": yes(back)})


def _solved(rows: Rows, words: Collection[str]) -> ColumnElement[bool]:
    solved = rows.columns["solved"]
    if "status" not in rows.columns:
        return solved
    return or_(solved, one_of(rows.columns["status"], words))


def one_of(column: ColumnElement[str], words: Collection[str]) -> ColumnElement[bool]:
    """Without regard to case or to blanks around."""
    return func.lower(func.trim(column)).in_([word.strip().lower() for word in words])
