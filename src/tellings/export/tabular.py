"""Rows of one kind as a table in the hands of a Python program: iterated, or as Arrow, pandas, Polars with exact types."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from tellings.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from tellings.export.rows import Row

SHOWN = 10
"""Rows that a notebook shows of a table."""


@dataclass(frozen=True)
class Table:
    """The rows of a kind, asked for anew each time; nothing is in memory before it is wanted."""

    kind: str
    rows: Callable[[], Iterator[Row]]
    batches: Callable[[], pa.RecordBatchReader]

    def __iter__(self) -> Iterator[Row]:
        return self.rows()

    def __repr__(self) -> str:
        return f"Table({self.kind!r})"

    def to_arrow(self) -> pa.Table:
        """As an Arrow table. Raises UsageError where pyarrow is missing, as the others do for their library."""
        return self.batches().read_all()

    def to_pandas(self) -> pd.DataFrame:
        """As a pandas frame of Arrow types: days stay days, numbers that may be missing stay whole."""
        try:
            import pandas as pd
        except ImportError as error:
            raise UsageError("frames of pandas need pandas: install tellings[tables]") from error
        return self.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)

    def to_polars(self) -> pl.DataFrame:
        """As a Polars frame."""
        try:
            import polars as pl
        except ImportError as error:
            raise UsageError("frames of Polars need polars: install tellings[tables]") from error
        frame = pl.from_arrow(self.to_arrow())
        assert isinstance(frame, pl.DataFrame)
        return frame

    def _repr_html_(self) -> str:
        from tellings.export.notebook import table_html

        first: list[dict[str, Any]] = list(islice(self.rows(), SHOWN + 1))
        return table_html(self.kind, first[:SHOWN], more=len(first) > SHOWN)
