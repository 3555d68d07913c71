"""What every table is declared in, and the columns that many have."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, String

TABLES = MetaData()

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""A row's own number. SQLite counts rows in an INTEGER of eight bytes, and in no column that is called otherwise."""


def report_column(*, primary_key: bool = False) -> Column[str]:
    """The report that a row is of, and goes with."""
    return Column("report", String, ForeignKey("reports.report", ondelete="CASCADE"), nullable=False, primary_key=primary_key)
