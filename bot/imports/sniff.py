"""What a file is likely to be, by its header: offered, never taken without a person's word."""

import re
from collections.abc import Mapping, Sequence

from storage.imports.choice import SCORE_NAME
from storage.kinds import ImportKind

SIGNS = {
    ImportKind.TICKETS: (
        r"ticket|case (id|number)|тикет|заявк|обращени",
        r"solved|resolv|closed|решен|закрыт",
        r"first.?(reply|response)|первый ответ",
        r"reopen|переоткрыт",
        r"assignee|priority|requester|исполнител|приоритет",
    ),
    ImportKind.CUSTOMERS: (
        r"customer|client|account|клиент",
        r"churn|cancel|lost|отток|уш[её]л|отмен",
        r"sign.?up|activat|subscri|регистрац|активац|подписк",
        r"retain|tenure|удержан",
    ),
    ImportKind.ORDERS: (
        r"order|purchase|invoice|заказ|покупк|счет|чек",
        r"amount|total|revenue|price|сумма|выручк|цена",
        r"refund|возврат",
        r"customer|buyer|client|клиент|покупател",
    ),
    ImportKind.REVIEWS: (r"review|отзыв", r"stars?|rating|оценк|зв[её]зд", r"sentiment|тональн"),
}
DAY, NUMBER = re.compile(r"date|day|дата|день", re.IGNORECASE), re.compile(r"value|значени", re.IGNORECASE)
FIELDS: Mapping[ImportKind, Mapping[str, str]] = {
    ImportKind.TICKETS: {
        "id": r"(ticket|case|тикет\w*|заявк\w*|обращени\w*)?[ _#]*(id|number|no|номер|№)",
        "created": r"created( at| time| date| on)?|opened( at)?|создан\w*|дата создания",
        "solved": r"(initially )?(solved|resolved|closed)( at| time| date)?|решен[оаы]?|закрыт[оаы]?|дата решения",
        "first_reply": r"first (reply|response)( at| time| date)?|первый ответ",
        "reopened": r"reopened( at)?|переоткрыт[оаы]?",
        "tier": r"tier|priority|уровень|приоритет",
        "status": r"(ticket )?status|статус",
    },
    ImportKind.CUSTOMERS: {
        "id": r"((customer|client|account|user|клиент\w*)[ _]*)?(id|номер|№)",
        "start": r"(start|sign.?up|subscribed|registered)( at| date| on)?|начало|дата регистрации",
        "end": r"(end|churned|cancell?ed)( at| date| on)?|конец|окончание|дата ухода",
        "activated": r"activated( at| date| on)?|активирован|дата активации",
        "status": r"(customer )?status|статус( клиента)?",
    },
    ImportKind.ORDERS: {
        "id": r"((order|invoice|заказ\w*)[ _#]*)?(id|number|no|номер|№)",
        "customer": r"(customer|client|buyer)([ _]*id)?|клиент|покупатель",
        "time": r"(order )?(time|date|created at|placed at)|дата( заказа)?",
        "amount": r"(order )?(amount|total|revenue)|сумма( заказа)?|выручка",
        "refunded": r"refund(ed)?( amount)?|возврат",
    },
    ImportKind.REVIEWS: {
        "id": r"((review|отзыв\w*)[ _]*)?(id|number|номер|№)",
        "time": r"(review )?(time|date|created at)|дата( отзыва)?",
        "rating": r"rating|stars?|score|оценка",
        "sentiment": r"sentiment|тональность",
        "text": r"(review )?(text|body|comment)|текст( отзыва)?|отзыв",
    },
    ImportKind.VALUES: {"date": r"date|day|дата|день", "value": r"value|значение"},
}


def kind_of(header: Sequence[str]) -> ImportKind | None:
    """The kind that the header shows more signs of than of any other, two at least; none where that is in doubt."""
    if len(header) == 2 and any(map(DAY.search, header)) and any(map(NUMBER.search, header)):
        return ImportKind.VALUES
    counts = {kind: sum(_shown(sign, header) for sign in signs) for kind, signs in SIGNS.items()}
    best = max(counts.values())
    leading = [kind for kind, count in counts.items() if count == best]
    if best >= 2 and len(leading) == 1:
        return leading[0]
    return ImportKind.SURVEYS if best < 2 and any(map(SCORE_NAME.search, header)) else None


def columns_of(kind: ImportKind, header: Sequence[str]) -> dict[str, str]:
    """Columns by field: the header that is the field's name, else the one header that reads like it. A column is
    taken for one field only."""
    found: dict[str, str] = {}
    for name, pattern in FIELDS.get(kind, {}).items():
        called = re.compile(pattern, re.IGNORECASE)
        exactly = [one for one in header if one.casefold() == name]
        alike = exactly or [one for one in header if called.fullmatch(one.replace("_", " ").strip())]
        if len(alike) == 1 and header.count(alike[0]) == 1 and alike[0] not in found.values():
            found[name] = alike[0]
    return found


def _shown(sign: str, header: Sequence[str]) -> bool:
    found = re.compile(sign, re.IGNORECASE)
    return any(found.search(one) for one in header)
