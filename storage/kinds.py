"""The closed sets of values that tables hold."""

from enum import IntEnum, StrEnum


class Level(StrEnum):
    COMPANY = "company"
    TEAM = "team"
    PERSON = "person"


class Visibility(StrEnum):
    OPEN = "open"
    TEAM = "team"


class Kind(StrEnum):
    CHANGE = "change"
    MAINTAIN = "maintain"
    MILESTONE = "milestone"
    BASELINE = "baseline"


class Openness(StrEnum):
    """The state of a cycle, an objective, a key result or an initiative."""

    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What becomes of a key result when its cycle closes."""

    DONE = "done"
    CARRIED = "carried"
    DROPPED = "dropped"


class Zone(StrEnum):
    """Whose local time a check-in rule follows."""

    PERSON = "person"
    TEAM = "team"


class DigestTime(StrEnum):
    EARLY = "early"
    DEADLINE = "deadline"


class PartState(StrEnum):
    PENDING = "pending"
    ON_TIME = "on_time"
    LATE = "late"
    MISSED = "missed"
    EXCUSED = "excused"


class Source(StrEnum):
    """Where a check-in came from."""

    MODAL = "modal"
    NO_CHANGE = "no_change"
    REPLY = "reply"
    COMMAND = "command"
    KPI = "kpi"


class Surface(StrEnum):
    """Where a person has seen a KPI's number."""

    PROMPT = "prompt"
    FORM = "form"


class DeliveryKind(StrEnum):
    PROMPT = "prompt"
    REMINDER = "reminder"
    RECEIPT = "receipt"
    DIGEST = "digest"
    DIGEST_UPDATE = "digest_update"
    DIGEST_DETAILS = "digest_details"
    DIGEST_AGENDA = "digest_agenda"
    COMPANY_DIGEST = "company_digest"
    NOTICE = "notice"
    FILE = "file"
    FILE_IMPORTED = "file_imported"
    ALERT = "alert"
    REPLY = "reply"
    REPLY_UPDATE = "reply_update"
    LATER = "later"
    AWAY_HINT = "away_hint"
    THANKS = "thanks"
    HANDOVER = "handover"
    RETROSPECTIVE = "retrospective"
    WELCOME = "welcome"


UNDER_DIGESTS = (DeliveryKind.DIGEST_AGENDA, DeliveryKind.DIGEST_DETAILS)
"""What stands in a digest's thread."""


class Rank(IntEnum):
    """What goes before what when both are due: new looks of what stands, which have a limit of Slack's to
    themselves, then what somebody waits for, then what many get at once."""

    UPDATE = 0
    FIRST = 1
    REST = 2


RANKS = {
    DeliveryKind.RECEIPT: Rank.UPDATE,
    DeliveryKind.DIGEST_UPDATE: Rank.UPDATE,
    DeliveryKind.FILE_IMPORTED: Rank.UPDATE,
    DeliveryKind.REPLY_UPDATE: Rank.UPDATE,
    DeliveryKind.PROMPT: Rank.REST,
    DeliveryKind.REMINDER: Rank.REST,
    DeliveryKind.LATER: Rank.REST,
    DeliveryKind.RETROSPECTIVE: Rank.REST,
    DeliveryKind.COMPANY_DIGEST: Rank.REST,
}
"""The others go first."""


class ReplyState(StrEnum):
    """Of a message in which somebody answers in words."""

    UNDERSTOOD = "understood"
    UNREAD = "unread"
    UNDONE = "undone"


class HintState(StrEnum):
    """Of days on which a person seems to be away: asked about, confirmed, or denied."""

    ASKED = "asked"
    AWAY = "away"
    HERE = "here"


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    EXPIRED = "expired"
    PARKED = "parked"
    SKIPPED = "skipped"


class Formula(StrEnum):
    NPS = "nps"
    CSAT = "csat"
    CSAT_MEAN = "csat_mean"
    CES = "ces"
    CES_TOP = "ces_top"
    RESPONSE_RATE = "response_rate"
    CHURN = "churn"
    RETENTION = "retention"
    CLTV = "cltv"
    AOV = "aov"
    REPEAT_RATE = "repeat_rate"
    CONVERSION = "conversion"
    ACTIVATION = "activation"
    TTFV = "ttfv"
    FIRST_RESPONSE_TIME = "first_response_time"
    RESOLUTION_TIME = "resolution_time"
    HANDLE_TIME = "handle_time"
    FCR = "fcr"
    TICKET_VOLUME = "ticket_volume"
    SOLVED_SHARE = "solved_share"
    ANSWERED_SHARE = "answered_share"
    REVIEW_SHARE = "review_share"
    VALUE = "value"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class ImportKind(StrEnum):
    """What the rows of a file are."""

    SURVEYS = "surveys"
    TICKETS = "tickets"
    CUSTOMERS = "customers"
    ORDERS = "orders"
    REVIEWS = "reviews"
    VALUES = "values"


class DroppedState(StrEnum):
    """Of a file in a direct message: not read yet, waiting for a click, being stored, and the three ends."""

    SENT = "sent"
    ASKED = "asked"
    IMPORTING = "importing"
    IMPORTED = "imported"
    LEFT = "left"
    REFUSED = "refused"


class AuditAction(StrEnum):
    """What the audit log tells of: who changed what others rely on, and who took data out or brought some in."""

    PLAN_IMPORTED = "plan_imported"
    PLAN_EXPORTED = "plan_exported"
    DATA_IMPORTED = "data_imported"
    TEAM_ADDED = "team_added"
    TEAM_CHANGED = "team_changed"
    ADMINS_CHANGED = "admins_changed"
    CYCLE_CHANGED = "cycle_changed"
    CYCLE_CLOSED = "cycle_closed"
    OBJECTIVE_ADDED = "objective_added"
    OBJECTIVE_CHANGED = "objective_changed"
    KEY_RESULT_ADDED = "key_result_added"
    KEY_RESULT_CHANGED = "key_result_changed"
    INITIATIVE_ADDED = "initiative_added"
    INITIATIVE_CHANGED = "initiative_changed"
    ARCHIVED = "archived"
    RESTORED = "restored"
    GRADED = "graded"
    KPI_DEFINED = "kpi_defined"
    PERSON_EXPORTED = "person_exported"
    PERSON_FORGOTTEN = "person_forgotten"
    APP_INSTALLED = "app_installed"
    APP_UNINSTALLED = "app_uninstalled"
    TOKEN_ADDED = "token_added"  # noqa: S105 - no password
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - no password
    HOOK_ADDED = "hook_added"
    HOOK_CHANGED = "hook_changed"
    HOOK_REVOKED = "hook_revoked"
    KEYS_CHANGED = "keys_changed"


class Signature(StrEnum):
    """How a survey tool signs what it sends: Standard Webhooks, or an HMAC-SHA256 of the body, written either way."""

    STANDARD = "standard"
    BASE64 = "hmac-sha256-base64"
    HEX = "hmac-sha256-hex"
