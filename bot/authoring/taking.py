"""What was chosen counts only where it was offered."""

from bot.actions import row_id
from bot.authoring.sheets import Field, Sheet, Typed


def taken(sheet: Sheet, typed: Typed, field: Field) -> int:
    """The row id that was chosen; 0, which no row has, for what the list does not offer."""
    value = typed.get(field, "")
    return row_id(value) if any(choice.value == value for choice in sheet.lists[field]) else 0
