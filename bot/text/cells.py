"""What keeps a person's words from becoming a formula of a spreadsheet."""

import re

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
FORMULA = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20\x00-\x1f]")
"""What a spreadsheet may take for the start of a formula; some take the wide letters of East Asia, too."""


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell
