"""Cases take turns at the databases: a file's tests meet both, and each case meets one. `make test-long` runs all."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import pytest

ON_BOTH = {"delivery", "faults", "imports", "kpis", "rounds", "storage"}
"""Folders in which what is said of each case is said of the database too."""
Cases = defaultdict[str, list[pytest.Function]]


def resting(items: Sequence[pytest.Item]) -> Iterator[pytest.Function]:
    """Those whose case has its turn at the other database."""
    stories: defaultdict[tuple[object, str], Cases] = defaultdict(lambda: defaultdict(list))
    for item in items:
        if isinstance(item, pytest.Function) and item.path.parent.name not in ON_BOTH and hasattr(item, "callspec"):
            database = str(item.callspec.params.get("database_url", ""))
            stories[item.parent, item.originalname][item.callspec.id.replace(database, "", 1)].append(item)
    for first, cases in enumerate(stories.values()):
        for turn, on_each in enumerate(cases.values(), first):
            yield from (item for place, item in enumerate(on_each) if place != turn % len(on_each))
