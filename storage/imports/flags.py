"""Yes and no as exports write them."""

YES = frozenset(
    {"yes", "y", "true", "t", "1", "1.0", "x", "✓", "✔", "on", "да", "д", "истина", "sí", "si", "oui", "ja"}
)
NO = frozenset({"no", "n", "false", "f", "0", "0.0", "off", "нет", "н", "ложь", "non", "nein"})


def read_flag(cell: str) -> bool | None:
    """None for a cell that says neither."""
    word = cell.strip().casefold()
    if word in YES:
        return True
    return False if word in NO else None
