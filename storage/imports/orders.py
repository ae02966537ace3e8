"""Orders of customers: money in, money given back."""

from storage.facts import Purchase
from storage.imports.cells import Cell, Share
from storage.imports.records import Field, Kind, Row, Values, Wanted
from storage.purchases import PurchaseRow, purchase_row


def _row(values: Values, wanted: Wanted) -> Row:
    amount: float = values["amount"]
    refunded = _refunded(values["refunded"], amount)
    margin = values["margin"]
    order = PurchaseRow(
        external_id=values["id"],
        customer=values["customer"],
        at=values["time"],
        amount=amount,
        refunded=refunded,
        margin=margin.of * (amount - refunded) if isinstance(margin, Share) else margin,
    )
    return purchase_row(order, wanted.day_zone)


def _refunded(told: float | bool | None, amount: float) -> float:
    """A flag stands for all of it."""
    if isinstance(told, bool):
        return amount if told else 0
    return told or 0


ORDERS = Kind(
    fields=(
        Field("id", Cell.ID, needed=True),
        Field("customer", Cell.ID, needed=True),
        Field("time", Cell.TIME, needed=True),
        Field("amount", Cell.NUMBER, needed=True),
        Field("refunded", Cell.MONEY_OR_FLAG),
        Field("margin", Cell.MONEY_OR_SHARE),
    ),
    model=Purchase,
    key="external_id",
    columns={
        "external_id": "id",
        "customer": "customer",
        "at": "time",
        "day": "time",
        "amount": "amount",
        "refunded": "refunded",
        "margin": "margin",
    },
    row=_row,
    dated="time",
)
