"""Every place in the tables where people or words stand is known to those who export and erase."""

import pytest
from sqlalchemy import Column

from storage import facts, installations  # noqa: F401 - their tables belong to the metadata
from storage.forgetting import swept
from storage.models import metadata
from storage.personal import BLANK, FATES, KEPT, WORDED, Fate, Whom, goes, is_worded

NOBODY = Whom(1, 1, "U0")
COLUMNS = {str(column): column for table in metadata.tables.values() for column in table.columns}


def refers_to_people(column: Column[object]) -> bool:
    return any(key.column.table.name == "person" for key in column.foreign_keys)


def test_it_knows_what_becomes_of_every_reference_to_a_person() -> None:
    references = {name for name, column in COLUMNS.items() if refers_to_people(column)}
    ids = {name for name in FATES if not COLUMNS[name].foreign_keys}
    assert references == set(FATES) - ids
    assert ids == {"delivery.target", "audit.actor", "slack_installations.user_id"}


def test_it_knows_of_every_column_with_words_why_it_stays_or_that_it_goes() -> None:
    kept = {name for names in KEPT.values() for name in names}
    untold = set()
    for name, column in COLUMNS.items():
        table = column.table
        own = table.name == "person" or goes(table, NOBODY) is not None
        told = name in kept or f"{table.name}.*" in kept or name in FATES
        if is_worded(column) and not told and column.name not in BLANK.get(table.name, {}) and not own:
            untold.add(name)
        if own and table.name != "delivery":
            assert not told or name in FATES, name
    assert untold == set(), "say in storage/personal.py what becomes of them when a person is forgotten"


def test_it_gives_no_reason_for_what_is_not_there() -> None:
    for name in {name for names in KEPT.values() for name in names} | set(WORDED):
        table, _, column = name.partition(".")
        assert table in metadata.tables
        assert column == "*" or column in metadata.tables[table].c


@pytest.mark.parametrize("table", ["draft", "shown"])
def test_it_finds_what_hangs_on_rows_of_a_person(table: str) -> None:
    assert goes(metadata.tables[table], NOBODY) is not None
    assert not any(FATES.get(str(column)) is Fate.GOES for column in metadata.tables[table].columns)


def test_it_looks_for_ids_in_every_column_with_words_of_colleagues() -> None:
    names = {str(column) for table in metadata.sorted_tables for column in swept(table)}
    assert set(WORDED) <= names
    assert {"reply.told", "handled.key", "delivery.error", "audit.subject"} <= names
    assert not {name for name in names if name.startswith(("survey", "customer", "review"))}
