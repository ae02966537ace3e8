"""Seconds between two times, in the words of each database."""

from typing import Any

from sqlalchemy import Double
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class seconds_between(GenericFunction[float]):
    """From the first to the second; none where either is."""

    type = Double()
    inherit_cache = True
    name = "seconds_between"


def _pair(element: Any, compiler: SQLCompiler, **options: Any) -> tuple[str, str]:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return start, end


@compiles(seconds_between)
def _as_an_interval(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    start, end = _pair(element, compiler, **options)
    return f"EXTRACT(EPOCH FROM ({end}) - ({start}))"


@compiles(seconds_between, "sqlite")
def _in_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    """Whole seconds: a difference of Julian days would not be exact."""
    start, end = _pair(element, compiler, **options)
    return f"(CAST(strftime('%s', {end}) AS INTEGER) - CAST(strftime('%s', {start}) AS INTEGER))"


@compiles(seconds_between, "mysql", "mariadb")
def _in_mysql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    start, end = _pair(element, compiler, **options)
    return f"TIMESTAMPDIFF(SECOND, {start}, {end})"


@compiles(seconds_between, "mssql", "snowflake", "redshift")
def _by_datediff(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    start, end = _pair(element, compiler, **options)
    return f"DATEDIFF(second, {start}, {end})"
