"""What the bot made of a file that was sent to it, in a form that a row of the database keeps."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

SHOWN = 5
MOST_COLUMNS = 100
"""As many options as a select takes."""


@dataclass(frozen=True)
class Told:
    """`doubt` is the id of the sentence that says why the file cannot be imported yet, with its `values`; a doubt
    that is `open` can be settled in the form. `header` are columns as one would name them, `chosen` everything that
    was asked for or found out, `counts` what the rows are or became, `errors` the first rows left out."""

    kind: str = ""
    name: str = ""
    header: tuple[str, ...] = ()
    doubt: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    open: bool = False
    chosen: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    errors: tuple[Mapping[str, Any], ...] = ()

    def kept(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def told(kept: Mapping[str, Any]) -> Told:
    """As it was kept."""
    lists = {name: tuple(kept[name]) for name in ("header", "fields", "errors") if name in kept}
    return Told(**{**kept, **lists})
