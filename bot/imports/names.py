"""What kinds of files, their fields and the ways of writing a date are called; what a refusal says in a message."""

from collections.abc import Mapping

from storage.imports.times import DateOrder
from storage.kinds import ImportKind

KIND_NAMES: Mapping[ImportKind, str] = {
    ImportKind.SURVEYS: "files.kind.surveys",
    ImportKind.TICKETS: "files.kind.tickets",
    ImportKind.CUSTOMERS: "files.kind.customers",
    ImportKind.ORDERS: "files.kind.orders",
    ImportKind.REVIEWS: "files.kind.reviews",
    ImportKind.VALUES: "files.kind.values",
}
KIND_IN_SENTENCE: Mapping[ImportKind, str] = {
    ImportKind.SURVEYS: "files.a.surveys",
    ImportKind.TICKETS: "files.a.tickets",
    ImportKind.CUSTOMERS: "files.a.customers",
    ImportKind.ORDERS: "files.a.orders",
    ImportKind.REVIEWS: "files.a.reviews",
    ImportKind.VALUES: "files.a.values",
}
ORDER_NAMES: Mapping[DateOrder, str] = {
    DateOrder.DMY: "files.dmy",
    DateOrder.MDY: "files.mdy",
    DateOrder.YMD: "files.ymd",
    DateOrder.SERIAL: "files.serial",
    DateOrder.EPOCH: "files.epoch",
    DateOrder.EPOCH_MS: "files.epoch_ms",
}
FIELD_NAMES: Mapping[str, str] = {
    "score": "files.field.score",
    "time": "files.field.time",
    "id": "files.field.id",
    "respondent": "files.field.respondent",
    "comment": "files.field.comment",
    "segment": "files.field.segment",
    "status": "files.field.status",
    "question": "files.field.question",
    "created": "files.field.created",
    "solved": "files.field.solved",
    "first_reply": "files.field.first_reply",
    "reopened": "files.field.reopened",
    "customer_reply": "files.field.customer_reply",
    "tier": "files.field.tier",
    "handle_minutes": "files.field.handle_minutes",
    "start": "files.field.start",
    "end": "files.field.end",
    "activated": "files.field.activated",
    "first_value": "files.field.first_value",
    "lost": "files.field.lost",
    "retained": "files.field.retained",
    "converted": "files.field.converted",
    "customer": "files.field.customer",
    "amount": "files.field.amount",
    "refunded": "files.field.refunded",
    "margin": "files.field.margin",
    "rating": "files.field.rating",
    "sentiment": "files.field.sentiment",
    "text": "files.field.text",
    "date": "files.field.date",
    "value": "files.field.value",
}
IN_SLACK: Mapping[str, str] = {
    "imports.undecodable": "files.slack.undecodable",
    "imports.unknown_encoding": "files.slack.unknown_encoding",
    "imports.no_score_column": "files.slack.no_score_column",
    "imports.several_score_columns": "files.slack.several_score_columns",
    "imports.several_time_columns": "files.slack.several_time_columns",
    "imports.which_scale": "files.slack.which_scale",
    "imports.unknown_answer": "files.slack.unknown_answer",
    "imports.ambiguous_dates": "files.slack.ambiguous_dates",
    "imports.mixed_dates": "files.slack.mixed_dates",
    "imports.fields_missing": "files.slack.fields_missing",
    "imports.nothing_mapped": "files.slack.nothing_mapped",
    "imports.no_kpi": "files.slack.no_kpi",
    "imports.nothing_readable": "files.slack.nothing_readable",
    "imports.other_scale": "files.slack.other_scale",
    "imports.several_sheets": "files.slack.several_sheets",
    "imports.no_such_sheet": "files.slack.no_such_sheet",
    "imports.no_sheets": "files.slack.no_sheets",
    "imports.which_question": "files.slack.which_question",
    "imports.which_question_column": "files.slack.which_question_column",
    "imports.which_status": "files.slack.which_status",
    "imports.no_status_column": "files.slack.no_status_column",
}
"""Sentences that name an option of the command line, and what they are in a message."""
