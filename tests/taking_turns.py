"""The cases of a story take turns at the databases: a story meets both, and each case meets one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import pytest

STORIES = {"authoring", "company", "cycles", "objectives", "scenarios", "teams"}
"""Folders; in the others what is said of a case may depend on the database."""
Cases = defaultdict[str, list[pytest.Function]]


def resting(items: Sequence[pytest.Item]) -> Iterator[pytest.Function]:
    """Those whose case has its turn at the other database."""
    stories: defaultdict[tuple[object, str], Cases] = defaultdict(lambda: defaultdict(list))
    for item in items:
        if isinstance(item, pytest.Function) and item.path.parent.name in STORIES and hasattr(item, "callspec"):
            database = str(item.callspec.params.get("database_url", ""))
            stories[item.parent, item.originalname][item.callspec.id.replace(database, "", 1)].append(item)
    for cases in stories.values():
        for turn, on_each in enumerate(cases.values() if len(cases) > 1 else ()):
            yield from (item for place, item in enumerate(on_each) if place != turn % len(on_each))
