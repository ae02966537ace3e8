from datetime import date
from pathlib import Path

import pytest

from storage.imports.refusal import Problem
from storage.kinds import ImportKind
from tests.imports.mapped import moscow, read, refusal

CUSTOMERS = ImportKind.CUSTOMERS
TELCO = Path("../shared/data/telco_churn_ibm/Telco-Customer-Churn.csv")
SHOPPERS = Path("../shared/data/online_shoppers_conversion/online_shoppers_intention.csv")


def test_it_reads_every_field() -> None:
    row = read(
        CUSTOMERS,
        "id,start,end,status,activated,first_value,lost,retained,converted,segment\n"
        "c1,2026-10-01,2026-10-09 10:00,Churned,2026-10-03,2026-10-04,yes,no,1,Pro\n",
    ).row
    assert (row["external_id"], row["status"], row["segment"]) == ("c1", "Churned", "Pro")
    assert (row["start_at"], row["start_day"]) == (moscow(1), date(2026, 10, 1))
    assert (row["end_at"], row["end_day"]) == (moscow(9, 10), date(2026, 10, 9))
    assert (row["activated_at"], row["first_value_at"]) == (moscow(3), moscow(4))
    assert (row["lost"], row["retained"], row["converted"]) == (True, False, True)


@pytest.mark.parametrize(
    ("cell", "at", "flag"),
    [("yes", None, True), ("0", None, False), ("2026-10-03", moscow(3), None), ("", None, None)],
)
def test_it_reads_an_activation_as_a_day_or_as_a_flag(cell: str, at: object, flag: bool | None) -> None:
    row = read(CUSTOMERS, f"id,activated\n1,{cell}\n").row
    assert (row["activated_at"], row["activated"]) == (at, flag)


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [
        ("end", "2026-10-04", "end_before_start"),
        ("end", "gone", "no_time"),
        ("lost", "maybe", "no_flag"),
        ("activated", "perhaps", "no_time"),
        ("id", "", "no_id"),
    ],
)
def test_it_rejects_a_row_with_a_cell_that_cannot_be(field: str, cell: str, reason: str) -> None:
    cells = {"id": "1", "start": "2026-10-05"} | {field: cell}
    found = read(CUSTOMERS, ",".join(cells) + "\n" + ",".join(cells.values()) + "\n")
    assert found.reasons == [(2, field, cell, reason)]


def test_it_takes_a_customer_who_left_on_the_first_day() -> None:
    assert read(CUSTOMERS, "id,start,end\n1,2026-10-05,2026-10-05\n").row["end_day"] == date(2026, 10, 5)


def test_it_keeps_the_period_that_flags_are_about() -> None:
    period = date(2026, 7, 1), date(2026, 9, 30)
    row = read(CUSTOMERS, "id,lost\n1,yes\n", period=period).row
    assert (row["first"], row["last"]) == period
    row = read(CUSTOMERS, "id,lost\n1,yes\n", time=date(2026, 9, 30)).row
    assert (row["first"], row["last"]) == (date(2026, 9, 30), date(2026, 9, 30))


def test_it_counts_equal_rows_each_where_there_is_no_id() -> None:
    table = "visits,converted\n1,yes\n1,yes\n2,no\n"
    keys = [row["external_id"] for row in read(CUSTOMERS, table).rows]
    assert len(set(keys)) == 3
    grown = [row["external_id"] for row in read(CUSTOMERS, table + "1,yes\n").rows]
    assert grown[:3] == keys


def test_it_needs_a_column_of_any_field() -> None:
    refused = refusal(CUSTOMERS, "customerID,Churn\n1,yes\n")
    assert (refused.problem, refused.values["columns"]) == (Problem.NOTHING_MAPPED, "customerID, Churn")


@pytest.mark.skipif(not TELCO.exists(), reason="the telephone company's customers are not beside the repository")
def test_it_reads_the_customers_of_a_telephone_company() -> None:
    found = read(CUSTOMERS, TELCO.read_text(), {"id": "customerID", "lost": "Churn"})
    assert (len(found.rows), sum(row["lost"] for row in found.rows), found.rejected) == (7_043, 1_869, [])


@pytest.mark.skipif(not SHOPPERS.exists(), reason="the shop's visits are not beside the repository")
def test_it_reads_visits_that_are_alike_each_for_itself() -> None:
    found = read(CUSTOMERS, SHOPPERS.read_text(), {"converted": "Revenue"})
    assert len({row["external_id"] for row in found.rows}) == 12_330
    assert sum(row["converted"] for row in found.rows) == 1_908
