"""Column types that every table shares."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, ForeignKey
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

SECRET = {"secret": True}
"""The `info` of a column that holds ciphertext only, and is shown to nobody."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware on both sides, UTC in the table. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def one_of(values: type[StrEnum]) -> Enum:
    """Text that a CHECK holds to the members of `values`, read back as the member."""
    return Enum(
        values,
        name=values.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )


def instant(*, index: bool = False, nullable: bool = False) -> Any:
    if nullable:
        return Field(default=None, sa_type=UtcDateTime, index=index)
    return Field(sa_type=UtcDateTime, index=index)


def reference(table: str, *, nullable: bool = False, index: bool = True) -> Any:
    """A foreign key to the id of `table`; deleting what is referred to is refused."""
    if nullable:
        return Field(default=None, sa_column_args=[ForeignKey(f"{table}.id")], index=index)
    return Field(sa_column_args=[ForeignKey(f"{table}.id")], index=index)


def document(default: type[list[Any]] | type[dict[str, Any]] = list) -> Any:
    return Field(default_factory=default, sa_type=JSON)
