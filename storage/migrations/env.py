"""Alembic's entry: the connection comes from storage.schema, never from an ini file."""

from alembic import context

from storage import facts, installations  # noqa: F401 - their tables belong to the metadata
from storage.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
