from datetime import date

from storage.imports.refusal import Problem
from storage.kinds import ImportKind
from tests.imports.mapped import read, refusal

VALUES = ImportKind.VALUES


def test_it_reads_a_value_for_each_day() -> None:
    found = read(VALUES, 'date,value\n2026-10-05,"1,5"\n2026-10-06 23:30Z,12 %\n')
    assert found.rows == [{"day": date(2026, 10, 5), "value": 1.5}, {"day": date(2026, 10, 7), "value": 12}]


def test_it_rejects_what_is_no_day_or_no_number() -> None:
    found = read(VALUES, "date,value\nMonday,1\n2026-10-05,many\n2026-10-06,\n2026-10-07,1\n")
    assert found.reasons == [
        (2, "date", "Monday", "no_time"),
        (3, "value", "many", "no_number"),
        (4, "value", "", "empty"),
    ]


def test_it_takes_one_day_for_the_whole_file() -> None:
    assert read(VALUES, "value\n7\n", time=date(2026, 10, 5)).row == {"day": date(2026, 10, 5), "value": 7}


def test_it_needs_both_fields() -> None:
    assert refusal(VALUES, "when,value\n2026-10-05,1\n").problem is Problem.FIELDS_MISSING
