"""What a header looks like, and what it leaves open."""

import pytest

from bot.imports.sniff import columns_of, kind_of
from storage.kinds import ImportKind

HEADERS = {
    "Ticket ID,Created at,Solved at,Priority,Status": ImportKind.TICKETS,
    "Номер заявки,Создано,Решено,Исполнитель": ImportKind.TICKETS,
    "Customer ID,Signup date,Churned at,Plan": ImportKind.CUSTOMERS,
    "Order ID,Customer,Date,Amount,Refund": ImportKind.ORDERS,
    "Заказ,Клиент,Дата,Сумма": ImportKind.ORDERS,
    "Review ID,Date,Stars,Text": ImportKind.REVIEWS,
    "date,value": ImportKind.VALUES,
    "Дата,Значение": ImportKind.VALUES,
    "Response ID,Date,How likely are you to recommend us?": ImportKind.SURVEYS,
    "Отметка времени,Оцените нас": ImportKind.SURVEYS,
    "alpha,beta": None,
    "ticket,order,solved,amount": None,
}


@pytest.mark.parametrize(("header", "kind"), HEADERS.items())
def test_it_tells_the_kind_where_there_is_no_doubt(header: str, kind: ImportKind | None) -> None:
    assert kind_of(header.split(",")) is kind


def test_it_finds_the_columns_of_fields() -> None:
    assert columns_of(ImportKind.TICKETS, ["Ticket ID", "Created at", "First reply", "Priority", "Anything"]) == {
        "id": "Ticket ID",
        "created": "Created at",
        "first_reply": "First reply",
        "tier": "Priority",
    }


def test_it_takes_the_very_name_of_a_field_before_what_reads_like_it() -> None:
    assert columns_of(ImportKind.VALUES, ["Day", "date", "value"]) == {"date": "date", "value": "value"}


@pytest.mark.parametrize("header", [["Order date", "Date", "id"], ["Date", "Date", "id"]])
def test_it_takes_none_of_two_that_read_alike(header: list[str]) -> None:
    assert "time" not in columns_of(ImportKind.ORDERS, header)
