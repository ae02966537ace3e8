from datetime import date

import pytest

from storage.imports.refusal import Problem
from storage.kinds import ImportKind
from tests.imports.mapped import moscow, read, refusal

ORDERS = ImportKind.ORDERS


def order(field: str, *cells: str) -> list[object]:
    rows = "".join(f'{n},c,2026-10-05,100,"{cell}"\n' for n, cell in enumerate(cells))
    return [row[field] for row in read(ORDERS, f"id,customer,time,amount,{field}\n{rows}").rows]


def test_it_reads_an_order() -> None:
    row = read(ORDERS, 'id,customer,time,amount\no1,c1,2026-10-05 23:30,"1 234,50 €"\n').row
    assert row == {
        "external_id": "o1",
        "customer": "c1",
        "at": moscow(5, 23, 30),
        "day": date(2026, 10, 5),
        "amount": 1234.5,
    }


def test_it_takes_a_flag_for_all_the_money_back() -> None:
    assert order("refunded", "yes", "no", "") == [100, 0, 0]
    assert order("refunded", "1", "0", "1") == [100, 0, 100]


def test_it_takes_a_one_among_sums_for_money() -> None:
    assert order("refunded", "1", "0", "40.5") == [1, 0, 40.5]


def test_it_reads_a_margin_as_money_or_as_a_share_of_what_is_left() -> None:
    assert order("margin", "30", "", "25 %", "$12.50") == [30, None, 25, 12.5]
    rows = read(ORDERS, "id,customer,time,amount,refunded,margin\n1,c,2026-10-05,100,60,50%\n").rows
    assert rows[0]["margin"] == 20


def test_it_learns_the_decimal_mark_from_the_whole_column() -> None:
    rows = read(ORDERS, 'id,customer,time,amount\n1,c,2026-10-05,"1,234"\n2,c,2026-10-05,"5,5"\n').rows
    assert [row["amount"] for row in rows] == [1.234, 5.5]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"amount": "free"}, "amount", "no_number"),
        ({"amount": ""}, "amount", "empty"),
        ({"amount": "1e999"}, "amount", "no_number"),
        ({"customer": ""}, "customer", "no_id"),
        ({"time": ""}, "time", "no_time"),
        ({"refunded": "some"}, "refunded", "no_number"),
    ],
)
def test_it_rejects_a_row_with_a_cell_that_cannot_be(cells: dict[str, str], column: str, reason: str) -> None:
    named = {"id": "1", "customer": "c", "time": "2026-10-05", "amount": "5"} | cells
    found = read(ORDERS, ",".join(named) + "\n" + ",".join(named.values()) + "\n")
    assert found.reasons == [(2, column, cells[column], reason)]


def test_it_names_every_needed_field_that_is_missing() -> None:
    refused = refusal(ORDERS, "id,time\n1,2026-10-05\n")
    assert (refused.problem, refused.values["fields"]) == (Problem.FIELDS_MISSING, "customer, amount")
