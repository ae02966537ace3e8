"""Why a backup is not written or brought back: the texts."""

from bot.errors import UserError
from storage.backup_file import Unusable, Why

TEXTS = {
    Why.NO_SCHEMA: "db.backup_no_schema",
    Why.EXISTS: "db.backup_exists",
    Why.NOT_WRITTEN: "db.backup_not_written",
    Why.NOT_READ: "db.backup_not_read",
    Why.NO_BACKUP: "db.backup_no_backup",
    Why.DAMAGED: "db.backup_damaged",
    Why.NEWER: "db.backup_newer",
    Why.NOT_EMPTY: "db.backup_not_empty",
    Why.REFUSED: "db.backup_refused",
}


def refusal(refused: Unusable) -> UserError:
    return UserError(TEXTS[refused.why], **refused.values)
