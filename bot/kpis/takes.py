"""What each formula takes: rows, fields, columns, units."""

from storage.kinds import Formula, ImportKind

SCORED = {Formula.NPS, Formula.CSAT, Formula.CSAT_MEAN, Formula.CES, Formula.CES_TOP}
FROM_SURVEY = SCORED | {Formula.RESPONSE_RATE}
LEAVING = {Formula.CHURN, Formula.RETENTION, Formula.CLTV}
FROM_CUSTOMERS = LEAVING | {Formula.CONVERSION, Formula.ACTIVATION, Formula.TTFV}
FROM_ORDERS = {Formula.AOV, Formula.REPEAT_RATE}
TICKET_TIMES = {Formula.FIRST_RESPONSE_TIME, Formula.RESOLUTION_TIME, Formula.HANDLE_TIME}
FROM_TICKETS = TICKET_TIMES | {Formula.FCR, Formula.TICKET_VOLUME, Formula.SOLVED_SHARE, Formula.ANSWERED_SHARE}
TIMES = TICKET_TIMES | {Formula.TTFV}
SHARES = {
    Formula.CSAT, Formula.CES_TOP, Formula.RESPONSE_RATE, Formula.CHURN, Formula.RETENTION, Formula.REPEAT_RATE,
    Formula.CONVERSION, Formula.ACTIVATION, Formula.FCR, Formula.SOLVED_SHARE, Formula.ANSWERED_SHARE,
    Formula.REVIEW_SHARE,
}  # fmt: skip
WITHOUT_MINIMUM = {Formula.TICKET_VOLUME, Formula.VALUE}
"""What is counted or sent in rests on no sample."""
LESS_IS_BETTER = TIMES | {Formula.CHURN}
TIME_UNITS = ("h", "min", "days")
UNITS: dict[Formula, tuple[str, ...]] = {
    # The unit of a conversion names its prospects: visits, leads.
    **dict.fromkeys(SHARES - {Formula.CONVERSION}, ("%",)),
    Formula.FIRST_RESPONSE_TIME: TIME_UNITS,
    Formula.RESOLUTION_TIME: TIME_UNITS,
    Formula.HANDLE_TIME: ("min", "h", "days"),
    Formula.TTFV: ("days", "h"),
}
"""The units a formula knows, its own first; others take any."""
TAKERS: dict[str, set[Formula]] = {
    "source": set(Formula) - {Formula.CLTV},
    "stat": TIMES,
    "hours": {Formula.FIRST_RESPONSE_TIME, Formula.RESOLUTION_TIME},
    "margin": {Formula.CLTV},
    "period": LEAVING,
    "keep": SCORED,
    "scale": SCORED | {Formula.REVIEW_SHARE},
    "top": {Formula.CSAT, Formula.CES_TOP},
    "lost": LEAVING,
    "present": LEAVING,
    "solved": {Formula.FCR, Formula.SOLVED_SHARE},
    "sentiment": {Formula.REVIEW_SHARE},
    "within": {Formula.FCR, Formula.ACTIVATION},
    "survey": FROM_SURVEY,
    "segment": FROM_SURVEY | FROM_TICKETS | FROM_CUSTOMERS - {Formula.CLTV},
}
"""The formulas that a field says anything for; a field that is not here says something for all of them."""
COLUMNS: dict[ImportKind, tuple[str, ...]] = {
    ImportKind.SURVEYS: ("score", "time", "segment", "respondent", "complete"),
    ImportKind.TICKETS: (
        "id", "created", "solved", "first_reply", "reopened", "customer_reply", "tier", "status", "handle_minutes",
        "segment",
    ),
    ImportKind.CUSTOMERS: (
        "id", "start", "end", "status", "activated", "first_value", "lost", "retained", "converted", "segment",
    ),
    ImportKind.ORDERS: ("id", "customer", "time", "amount", "refunded", "margin"),
    ImportKind.REVIEWS: ("id", "time", "rating", "sentiment", "text"),
    ImportKind.VALUES: ("date", "value"),
}  # fmt: skip
"""What the columns of a table in another database can be."""
NEEDED: dict[Formula, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(SCORED, (("score",),)),
    Formula.RESPONSE_RATE: (("complete",),),
    Formula.CHURN: (("start", "lost", "retained", "status"),),
    Formula.RETENTION: (("start", "lost", "retained", "status"),),
    Formula.CONVERSION: (("converted",),),
    Formula.ACTIVATION: (("start",), ("activated",)),
    Formula.TTFV: (("start",), ("first_value", "activated")),
    Formula.AOV: (("amount",),),
    Formula.REPEAT_RATE: (("customer",), ("amount",)),
    Formula.RESOLUTION_TIME: (("created",), ("solved",)),
    Formula.FIRST_RESPONSE_TIME: (("created",), ("first_reply",)),
    Formula.HANDLE_TIME: (("created",), ("handle_minutes",)),
    Formula.FCR: (("created",), ("solved", "status")),
    Formula.TICKET_VOLUME: (("created",),),
    Formula.SOLVED_SHARE: (("created",), ("solved", "status")),
    Formula.ANSWERED_SHARE: (("created",), ("first_reply",)),
    Formula.REVIEW_SHARE: (("rating", "sentiment"),),
    Formula.VALUE: (("date",), ("value",)),
}
"""The columns that such a table must have: of each group at least one."""
FILTERS: dict[ImportKind, tuple[str, ...]] = {
    ImportKind.SURVEYS: ("segment",),
    ImportKind.TICKETS: ("tier", "status", "segment"),
    ImportKind.CUSTOMERS: ("status", "segment"),
}
"""What own rows can be filtered by."""


def rows_of(formula: Formula) -> ImportKind:
    """The rows that a formula is computed from; a lifetime value takes orders besides its customers."""
    if formula in FROM_SURVEY:
        return ImportKind.SURVEYS
    if formula in FROM_TICKETS:
        return ImportKind.TICKETS
    if formula in FROM_CUSTOMERS:
        return ImportKind.CUSTOMERS
    if formula in FROM_ORDERS:
        return ImportKind.ORDERS
    return ImportKind.REVIEWS if formula is Formula.REVIEW_SHARE else ImportKind.VALUES
