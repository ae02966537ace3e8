"""Yes and no as exports write them."""

YES = frozenset(
    {
        "yes",
        "y",
        "true",
        "t",
        "1",
        "1.0",
        "x",
        "\u2713",
        "\u2714",
        "on",
        "да",
        "д",
        "истина",
        "wahr",
        "ja",
        "vrai",
        "oui",
    }
    | {"verdadero", "sí", "si", "vero", "verdadeiro", "sim"}
)
NO = frozenset(
    {"no", "n", "false", "f", "0", "0.0", "off", "нет", "н", "ложь", "falsch", "nein", "faux", "non", "falso", "não"}
)
"""English and Russian ones, and what spreadsheets write in other languages."""


def read_flag(cell: str) -> bool | None:
    """None for a cell that says neither."""
    word = cell.strip().casefold()
    if word in YES:
        return True
    return False if word in NO else None
