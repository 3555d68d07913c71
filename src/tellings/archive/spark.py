"""Reading under Spark: the function for `DataFrame.mapInPandas`. It needs pandas, and nothing of Spark.

schema = tellings.archive.spark.SCHEMA
coded = frame.mapInPandas(tellings.archive.spark.code_frames, schema)      # columns of JSON Lines in, codings out
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.archive.own import NONE, Own
from tellings.archive.shards import report_row, worker_tools
from tellings.desk.reading import coded
from tellings.model.report import Reject
from tellings.read.records import record_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

SCHEMA = (
    "number decimal(20,0), report string, ref string, outlet string, url string, title string, day date, language string, "
    "version string, status string, text string, noun string, coding binary"
)
"""The columns that come out, as Spark writes a schema: those of an archive's `reports/`."""

COLUMNS = tuple(part.split()[0] for part in SCHEMA.split(", "))
"""Their names."""


def code_frames(frames: Iterable[pd.DataFrame], own: Own = NONE) -> Iterator[pd.DataFrame]:
    """Each frame's rows (columns as in JSON Lines: text, and title, outlet, url, published, ref if known) read and coded.

    What is no report is left out: count the rows of both sides to see how many. Tables of your own are handed in with
    `functools.partial(code_frames, own=Own(actors=…, outlets=…))`, files that every machine sees.
    """
    import pandas as pd

    tools, hints = worker_tools(own.actors), own.hints
    for frame in frames:
        rows = [{k: v for k, v in row.items() if not pd.isna(v)} for row in frame.to_dict("records")]
        found = [record_report(f"row {k}", row, hints) for k, row in enumerate(rows, start=1)]
        reports = [r for r in found if not isinstance(r, Reject)]
        kept = [report_row(r, c) for r, c in coded(reports, tools) if not isinstance(c, Reject)]
        yield pd.DataFrame(kept, columns=list(COLUMNS))
