"""The kinds of files whose columns are given field by field."""

from storage.imports.customers import CUSTOMERS
from storage.imports.orders import ORDERS
from storage.imports.records import Kind
from storage.imports.reviews import REVIEWS
from storage.imports.tickets import TICKETS
from storage.imports.values import VALUES
from storage.kinds import ImportKind

KINDS: dict[ImportKind, Kind] = {
    ImportKind.TICKETS: TICKETS,
    ImportKind.CUSTOMERS: CUSTOMERS,
    ImportKind.ORDERS: ORDERS,
    ImportKind.REVIEWS: REVIEWS,
    ImportKind.VALUES: VALUES,
}
