"""What a check found, in words, with what to do about it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.health.finding import Finding, SlackId, State
from bot.text import Text, escape
from storage.kinds import DeliveryKind

LABELS = {State.OK: "health.ok", State.WARNING: "health.warning", State.WRONG: "health.wrong"}

KINDS = {
    DeliveryKind.PROMPT: "health.kind_prompt",
    DeliveryKind.REMINDER: "health.kind_reminder",
    DeliveryKind.RECEIPT: "health.kind_receipt",
    DeliveryKind.DIGEST: "health.kind_digest",
    DeliveryKind.DIGEST_UPDATE: "health.kind_digest_update",
    DeliveryKind.NOTICE: "health.kind_notice",
    DeliveryKind.FILE: "health.kind_file",
    DeliveryKind.FILE_IMPORTED: "health.kind_file_imported",
    DeliveryKind.ALERT: "health.kind_alert",
    DeliveryKind.REPLY: "health.kind_reply",
    DeliveryKind.REPLY_UPDATE: "health.kind_reply_update",
    DeliveryKind.LATER: "health.kind_later",
    DeliveryKind.AWAY_HINT: "health.kind_away_hint",
    DeliveryKind.THANKS: "health.kind_thanks",
    DeliveryKind.HANDOVER: "health.kind_handover",
    DeliveryKind.WELCOME: "health.kind_welcome",
    DeliveryKind.RETROSPECTIVE: "health.kind_retrospective",
    DeliveryKind.DIGEST_DETAILS: "health.kind_digest_details",
    DeliveryKind.DIGEST_AGENDA: "health.kind_digest_agenda",
    DeliveryKind.COMPANY_DIGEST: "health.kind_company_digest",
}
Kept = Callable[[object], str]


def advice(text: Text, finding: Finding, zone: str) -> str:
    """For Slack: what is not well, and how to mend it."""
    label = text(LABELS[finding.state])
    return f"*{label}:* {says(text, finding, zone, in_slack)}\n→ {fix(text, finding, zone, in_slack)}"


def says(text: Text, finding: Finding, zone: str, kept: Kept = str) -> str:
    return text(finding.says, **_values(text, finding, zone, kept))


def fix(text: Text, finding: Finding, zone: str, kept: Kept = str) -> str:
    return text(finding.fix, **_values(text, finding, zone, kept))


def _values(text: Text, finding: Finding, zone: str, kept: Kept) -> dict[str, str]:
    return {name: _told(text, value, zone, kept) for name, value in finding.values.items()}


def _told(text: Text, value: object, zone: str, kept: Kept) -> str:
    match value:
        case datetime():
            return text.moment(value, zone)
        case timedelta():
            return text.lasting(value)
        case int():
            return text.number(value)
        case list():
            return ", ".join(map(kept, value))
        case DeliveryKind():
            return text(KINDS[value])
        case _:
            return kept(value)


def in_slack(value: object) -> str:
    if isinstance(value, SlackId):
        return f"<@{value}>" if value.startswith(("U", "W")) else f"<#{value}>"
    return escape(str(value))
