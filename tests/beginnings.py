"""What many tests begin with: made by the bot once in a session, then brought back row for row.

Bringing rows back takes a tenth of the time that a plan takes to be read, checked and stored.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from storage.db import connect

KEEP = """
CREATE SCHEMA "{name}";
CREATE TABLE "{name}".sequences AS SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public';
DO $$ DECLARE found record; filled boolean; BEGIN
  FOR found IN SELECT oid::regclass AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
  LOOP
    EXECUTE 'SELECT EXISTS (SELECT FROM ' || found.name || ')' INTO filled;
    IF filled THEN EXECUTE 'CREATE TABLE "{name}".' || found.name || ' AS TABLE ' || found.name; END IF;
  END LOOP;
END $$
"""
BRING = """
SET LOCAL session_replication_role = replica;
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT quote_ident(relname) AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = '"{name}"'::regnamespace AND relname <> 'sequences'
  LOOP EXECUTE 'INSERT INTO ' || found.name || ' TABLE "{name}".' || found.name; END LOOP;
  PERFORM setval(sequencename::regclass, last_value) FROM "{name}".sequences WHERE last_value IS NOT NULL;
END $$
"""
KNOWN = "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{name}')"


class Beginnings:
    """Those of an empty migrated database, by their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def bring(self, url: str, name: str) -> bool:
        """Whether it was kept before; the database must be empty, and a file be open to nobody."""
        if (file := _file(url)) is not None:
            kept = self._folder / f"{name}.db"
            return kept.exists() and bool(shutil.copy(kept, file))
        with connect(url).begin() as connection:
            known: bool = connection.exec_driver_sql(KNOWN.format(name=name)).scalar_one()
            if known:
                connection.exec_driver_sql(BRING.format(name=name))
        return known

    def keep(self, url: str, name: str) -> None:
        if (file := _file(url)) is not None:
            with closing(sqlite3.connect(file)) as here, closing(sqlite3.connect(self._folder / f"{name}.db")) as kept:
                here.backup(kept)
            return
        with connect(url).begin() as connection:
            connection.exec_driver_sql(KEEP.format(name=name))


def _file(url: str) -> str | None:
    """Of SQLite."""
    parsed = make_url(url)
    return parsed.database if parsed.get_backend_name() == "sqlite" else None
