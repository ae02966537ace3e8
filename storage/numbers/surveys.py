"""What answers add up to."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import case, func, or_, select

from storage.kpis import Days
from storage.numbers.rows import Rows
from storage.numbers.sums import Part, summed


def one_each(rows: Rows, axis: str, periods: Sequence[Days], *, latest: bool) -> Rows:
    """Only the first, or the latest, answer of each respondent in each period; those of nobody known count each."""
    names = [name for name in ("score", "respondent", "id") if name in rows.columns]
    scored = (rows.columns["score"].is_not(None),)
    picked = rows.picked(axis, periods, scored, **{name: rows.columns[name] for name in names})
    undated = case((picked.c.latest.is_(None), 1), else_=0)
    ties = picked.c.id if "id" in names else picked.c.score
    order = (undated, picked.c.latest.desc(), ties.desc()) if latest else (undated, picked.c.latest, ties)
    turn = func.row_number().over(partition_by=(picked.c.place, picked.c.respondent), order_by=order)
    turned = select(*picked.c, turn.label("turn")).subquery()
    nobody = or_(turned.c.respondent.is_(None), turned.c.respondent == "")
    dated = replace(rows.axes[axis], column=turned.c.dated, at=turned.c.latest)
    return Rows(rows.ask, {"score": turned.c.score}, {axis: dated}, (or_(turned.c.turn == 1, nobody),))


def response_parts(rows: Rows, axis: str | None, periods: Sequence[Days]) -> list[Part]:
    """All rows, with the sums "told" (of whom it is known whether they finished), "complete" and "scored"."""
    complete, n = rows.columns["complete"], rows.weight
    measures = {"told": case((complete.is_not(None), n), else_=0), "complete": case((complete.is_(True), n), else_=0)}
    if "score" in rows.columns:
        measures["scored"] = case((rows.columns["score"].is_not(None), n), else_=0)
    return summed(rows, axis, periods, (), measures)
