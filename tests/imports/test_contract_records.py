"""Tickets, customers, orders, reviews and values: the fields of --map."""

from pathlib import Path

import pytest

from tests.command import Run, written
from tests.contract import defined, figure, lite, shown, taken_in

__all__ = ["lite"]
FIELDS = {
    "tickets": "id created solved first_reply reopened customer_reply tier status handle_minutes segment",
    "customers": "id start end status activated first_value lost retained converted segment",
    "orders": "id customer time amount refunded margin",
    "reviews": "id time rating sentiment text",
    "values": "date value",
}
NEEDED = {"tickets": "id created", "orders": "id customer time amount", "reviews": "id time", "values": "date value"}
EXTRA = {"values": ("--kpi", "k")}


def mapped(*pairs: str) -> tuple[str, ...]:
    return tuple(word for pair in pairs for word in ("--map", pair))


@pytest.mark.parametrize("kind", FIELDS)
def test_it_lists_its_fields_in_its_help(lite: Run, kind: str) -> None:
    said = lite(kind, "import", "--help").stdout
    assert [name for name in FIELDS[kind].split() if name not in said] == []


@pytest.mark.parametrize(("kind", "absent"), [(kind, name) for kind in NEEDED for name in NEEDED[kind].split()])
def test_it_calls_a_missing_needed_field_wrong_use(lite: Run, kind: str, absent: str) -> None:
    defined(lite, formula="value")
    file = written(Path("f.csv"), "a,b,c,d\n1,2026-10-01,2026-10-01,4\n")
    columns = zip(NEEDED[kind].split(), "abcd", strict=False)
    given = mapped(*(f"{name}={column}" for name, column in columns if name != absent))
    result = lite(kind, "import", file, *EXTRA.get(kind, ()), *given, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert absent in result.stderr


@pytest.mark.parametrize("given", ["nonsense=id", "id", "=id", "id=", "id=id=2", "created"])
def test_it_calls_a_malformed_map_wrong_use(lite: Run, given: str) -> None:
    file = written(Path("f.csv"), "id,created\n1,2026-10-01\n")
    result = lite("tickets", "import", file, *mapped("id=id", "created=created", given), "--json")
    assert result.exit_code in (1, 2)
    assert result.stdout == ""


def test_it_refuses_a_column_that_is_not_there_with_the_nearest(lite: Run) -> None:
    file = written(Path("f.csv"), "Ticket ID,Created at\n1,2026-10-01\n")
    result = lite("tickets", "import", file, *mapped("id=Ticket ID", "created=Craeted at"), "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Created at" in result.stderr


def test_it_takes_columns_whose_names_hold_a_sign(lite: Run) -> None:
    file = written(Path("f.csv"), "a=b,#,Created at\n1,x,2026-10-01\n")
    assert taken_in(lite, "tickets", file, *mapped("id=a=b", "created=#3"))["imported"] == 1


def test_it_rejects_a_ticket_that_was_solved_before_it_was_made(lite: Run) -> None:
    rows = "id,made,solved\n1,2026-10-02,2026-10-01\n2,2026-10-02 10:00,2026-10-02 10:00\n3,2026-10-02,\n"
    said = taken_in(lite, "tickets", written(Path("t.csv"), rows), *mapped("id=id", "created=made", "solved=solved"))
    assert (said["imported"], said["rejected"], said["errors"][0]["row"]) == (2, 1, 2)
    assert said["errors"][0]["column"] == "solved"


@pytest.mark.parametrize(
    ("yes", "no"), [("yes", "no"), ("true", "false"), ("TRUE", "FALSE"), ("1", "0"), ("Yes", "No"), ("да", "нет")]
)
def test_it_reads_yes_and_no(lite: Run, yes: str, no: str) -> None:
    rows = f"id,left\n1,{yes}\n2,{no}\n3,{no}\n4,{no}\n5,\n"
    taken_in(lite, "customers", written(Path("c.csv"), rows), *mapped("id=id", "lost=left"))
    found = figure(lite, formula="churn")
    assert (found["value"], found["n"], found["undated"]) == (25, 4, True)


def test_it_rejects_a_flag_that_is_neither_yes_nor_no(lite: Run) -> None:
    rows = "id,left\n1,yes\n2,maybe\n3,no\n"
    said = taken_in(lite, "customers", written(Path("c.csv"), rows), *mapped("id=id", "lost=left"))
    assert [(error["row"], error["column"], error["value"]) for error in said["errors"]] == [(3, "left", "maybe")]


def test_it_takes_kept_for_the_opposite_of_lost(lite: Run) -> None:
    rows = "id,stays\n1,yes\n2,no\n3,yes\n4,yes\n"
    taken_in(lite, "customers", written(Path("c.csv"), rows), *mapped("id=id", "retained=stays"))
    assert figure(lite, formula="churn")["value"] == 25
    assert figure(lite, formula="retention")["value"] == 75


def test_it_knows_which_period_a_flag_is_about(lite: Run) -> None:
    rows = "id,left\n1,yes\n2,no\n"
    words = (*mapped("id=id", "lost=left"), "--period", "2026-07-01..2026-09-30")
    taken_in(lite, "customers", written(Path("c.csv"), rows), *words)
    defined(lite, formula="churn")
    assert shown(lite, "--from", "2026-07-01", "--to", "2026-09-30")["value"] == 50
    assert shown(lite, "--from", "2026-04-01", "--to", "2026-06-30")["value"] is None


@pytest.mark.parametrize("period", ["2026-07-01", "2026-09-30..2026-07-01", "..", "a..b", "2026-07-01...2026-09-30"])
def test_it_calls_a_malformed_period_wrong_use(lite: Run, period: str) -> None:
    file = written(Path("c.csv"), "id,left\n1,yes\n")
    assert lite("customers", "import", file, *mapped("id=id", "lost=left"), "--period", period).exit_code == 2


STATUSES = "Id,Customer Status\n1,Stayed\n2,Churned\n3,Joined\n4,stayed\n5,\n"


def test_it_takes_a_status_for_what_it_is_said_to_mean(lite: Run) -> None:
    words = (*mapped("id=Id", "status=Customer Status"), "--value", "status:Churned=lost")
    taken_in(lite, "customers", written(Path("c.csv"), STATUSES), *words)
    found = figure(lite, formula="churn")
    assert (found["value"], found["n"]) == (25, 4)


def test_it_takes_the_words_of_a_status_from_the_kpi(lite: Run) -> None:
    taken_in(lite, "customers", written(Path("c.csv"), STATUSES), *mapped("id=Id", "status=Customer Status"))
    found = figure(lite, formula="churn", lost=["Churned"], present=["Stayed", "Churned"])
    assert (found["value"], found["n"]) == (pytest.approx(100 / 3), 3)
    assert figure(lite, formula="churn", lost=["churned"])["n"] == 4


def test_it_takes_the_words_for_solved_from_the_kpi(lite: Run) -> None:
    rows = "id,at,state\n1,2026-10-01,Resolved\n2,2026-10-01,open\n3,2026-10-01,Closed\n4,2026-10-01,new\n"
    taken_in(lite, "tickets", written(Path("t.csv"), rows), *mapped("id=id", "created=at", "status=state"))
    assert figure(lite, formula="solved_share", solved=["resolved", "Closed"])["value"] == 50
    assert figure(lite, formula="solved_share", solved=["Closed"])["value"] == 25


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1234.5", 1234.5),
        ('"1,234.50"', 1234.5),
        ('"1 234,50"', 1234.5),
        ("$1234.50", 1234.5),
        ('"1.234,50 €"', 1234.5),
    ],
)
def test_it_reads_amounts_as_shops_write_them(lite: Run, cell: str, amount: float) -> None:
    rows = f"id,who,at,sum\n1,a,2026-10-01,{cell}\n"
    taken_in(lite, "orders", written(Path("o.csv"), rows), *mapped("id=id", "customer=who", "time=at", "amount=sum"))
    assert figure(lite, formula="aov")["value"] == pytest.approx(amount)


def test_it_leaves_a_refunded_order_out(lite: Run) -> None:
    rows = "id,who,at,sum,back\n1,a,2026-10-01,100,no\n2,a,2026-10-01,50,yes\n3,b,2026-10-01,30,no\n"
    columns = ("id=id", "customer=who", "time=at", "amount=sum", "refunded=back")
    taken_in(lite, "orders", written(Path("o.csv"), rows), *mapped(*columns))
    found = figure(lite, formula="aov")
    assert (found["value"], found["n"]) == (65, 2)
    assert figure(lite, formula="repeat_rate")["value"] == 0


def test_it_needs_a_kpi_for_values(lite: Run) -> None:
    file = written(Path("v.csv"), "date,value\n2026-10-01,3\n")
    assert lite("values", "import", file, "--kpi", "nobody", *mapped("date=date", "value=value")).exit_code == 1
    defined(lite, formula="value")
    again = ("--kpi", "k", *mapped("date=date", "value=value"))
    assert taken_in(lite, "values", file, *again)["imported"] == 1
    assert taken_in(lite, "values", file, *again)["duplicates"] == 1
    changed = written(Path("v.csv"), "date,value\n2026-10-01,4\n")
    assert taken_in(lite, "values", changed, *again)["updated"] == 1
    assert shown(lite)["value"] == 4


def test_it_dates_customers_and_tickets_of_a_file_without_times(lite: Run) -> None:
    file = written(Path("t.csv"), "id\n1\n2\n")
    taken_in(lite, "tickets", file, *mapped("id=id"), "--time", "2026-10-13")
    assert figure(lite, "--from", "2026-10-13", "--to", "2026-10-13", formula="ticket_volume")["value"] == 2


@pytest.mark.parametrize(
    ("kind", "figures"), [("tickets", {"formula": "ticket_volume"}), ("orders", {"formula": "aov"})]
)
def test_it_reads_any_kind_of_file_as_it_is_told(lite: Run, kind: str, figures: dict[str, str]) -> None:
    """No header, bars, another encoding, days before months, words for nothing, a sum below."""
    rows = "1|05/10/2026|Аня|10|nil\n2|06/10/2026|Боря|20|nil\nИтого||||30\n"
    places = {
        "tickets": ("id=#1", "created=#2", "solved=#5"),
        "orders": ("id=#1", "time=#2", "customer=#3", "amount=#4"),
    }
    words = ("--header-rows", "0", "--delimiter", "|", "--encoding", "cp1251", "--footer-rows", "1")
    more = ("--date-order", "dmy", "--missing", "nil,none", "--timezone", "Asia/Tokyo")
    said = taken_in(lite, kind, written(Path("f.csv"), rows.encode("cp1251")), *mapped(*places[kind]), *words, *more)
    assert (said["imported"], said["rejected"]) == (2, 0)
    assert figure(lite, "--from", "2026-10-05", "--to", "2026-10-06", **figures)["n"] == 2
