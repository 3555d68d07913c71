"""Rows of every kind as Arrow tables, and so as Parquet, pandas and Polars: one exact schema a kind, dates as dates.

pyarrow is an extra (`tables`, `parquet`); it is imported when a table is made, not before.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from tellings.errors import UsageError
from tellings.export.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow as pa

    from tellings.export.rows import Row

BATCH_ROWS = 2_000
"""Rows in a record batch: enough that columns pay, few enough that a batch of whole reports stays below some 20 MB."""

_SPAN = "{start:int, end:int, text:text}"
_EVIDENCE = f"[{{report:text, {_SPAN[1:-1]}}}]"
_PARTY = f"{{{_SPAN[1:-1]}, entity:text, name:text, country:text, sector:text"
_PLACE = "lat:real, lon:real, geonameid:int, country:text, admin1:text, precision:text, reason:text"
_PASSAGE = "{report:text, start:int, end:int}"
_PERIOD = "{from:date, to:date}"
_TIMED = "{from:date, to:date, text:text}"
_QUANTITY = f"[{{{_SPAN[1:-1]}, measure:text, low:real, high:real, unit:text}}]"

TYPES: dict[str, dict[str, str]] = {
    "reports": {
        "byline": "[text]", "published": "{date:date, how:text, reason:text}", "dateline": "{places:[text], date:date}",
        "credits": "[{agency:text, for:text}]", "blocks": "[{kind:text, start:int, end:int}]",
        "places": "[text]", "capture": "{record:text, digest:text, at:time}",
    },
    "mentions": {
        "start": "int", "end": "int", "lat": "real", "lon": "real", "geonameid": "int", "from": "date", "to": "date",
        "low": "real", "high": "real",
    },
    "statements": {
        "content": f"[{_SPAN}]", "quoted": f"[{_SPAN}]", "cue": _SPAN, "speaker": f"{_PARTY}, role:text}}",
        "via": "[{name:text, role:text}]", "addressee": _SPAN, "venue": _SPAN, "said": _TIMED, "about": "[text]",
        "evidence": _SPAN,
    },
    "events": {
        "evidence": _SPAN, "trigger": _SPAN, "contexts": "[text]", "actors": f"[{_PARTY}}}]", "recipients": f"[{_PARTY}}}]",
        "place": f"{{{_SPAN[1:-1]}, entity:text, name:text, {_PLACE}}}", "date": _TIMED, "quantities": _QUANTITY,
    },
    "stories": {
        "from": "date", "to": "date", "reports": "[text]", "origins": "[{origin:text, reports:[text], reason:text, agency:text}]",
        "weakest": "real", "follows": "[{story:text, score:real, reason:text}]",
    },
    "copies": {"left": _PASSAGE, "right": _PASSAGE, "score": "real", "changes": "[[text]]"},
    "claims": {
        "members": "[text]", "reports": "[text]", "outlets": "int", "origins": "int", "against": "int", "speakers": "[text]",
        "disagreements": "[{about:text, values:[{value:text, reports:[text], origins:int, first:date}], how:text, low:real, "
        "best:real, high:real}]",
        "actors": "[text]", "recipients": "[text]", "place": f"{{name:text, {_PLACE}}}", "date": _PERIOD, "stories": "[text]",
        "told": _PERIOD,
    },
    "entities": {
        "names": "[{text:text, reports:[text]}]", "roles": "[{title:text, from:date, to:date}]",
        "merges": "[{left:text, right:text, score:real, reason:text}]",
    },
    "relations": {"from": "date", "to": "date", "means": "[text]", "claims": "[text]", "evidence": _EVIDENCE},
    "control": {
        "geonameid": "int", "from": "date", "to": "date", "disputed": "flag", "claims": "[text]", "evidence": _EVIDENCE,
    },
    "judgements": {"of": "[text]", "at": "time", "undone": "flag", "undone_at": "time"},
    "rejects": {},
}  # fmt: skip
"""What each field holds; one that is not named is text. `{a:b}` is a struct, `[a]` a list."""


@cache
def schema(kind: str) -> pa.Schema:
    """The Arrow schema of a kind: the fields of the contract in order. Raises UsageError where pyarrow is missing."""
    return schema_of({field: TYPES[kind].get(field, "text") for field in FIELDS[kind]})


def schema_of(types: dict[str, str]) -> pa.Schema:
    """The Arrow schema of columns of these types."""
    made = _arrow()
    return made.schema([made.field(name, _type(told)) for name, told in types.items()])


def batches(rows: Iterable[Row], wanted: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows as record batches, a few thousand at a time; a value that no column foresees is kept as JSON."""
    made = _arrow()
    fits: list[tuple[str, Callable[[Any], Any]]] = [(field.name, _fit(field.type)) for field in wanted]
    found = iter(rows)
    while some := list(islice(found, BATCH_ROWS)):
        fitted = [{name: fit(row.get(name)) for name, fit in fits} for row in some]
        yield made.RecordBatch.from_pylist(fitted, schema=wanted)


def reader(kind: str, rows: Iterable[Row]) -> pa.RecordBatchReader:
    """The rows of a kind as a stream of record batches, for whatever speaks Arrow; `.read_all()` is the table."""
    wanted = schema(kind)
    return _arrow().RecordBatchReader.from_batches(wanted, batches(rows, wanted))


def parquet(rows: Iterable[Row], wanted: pa.Schema) -> Iterator[bytes]:
    """The rows as one Parquet file, in pieces as they are ready."""
    _arrow()
    import pyarrow.parquet as pq

    sink = _Sink()
    with pq.ParquetWriter(sink, wanted, compression="zstd") as writer:
        for batch in batches(rows, wanted):
            writer.write_batch(batch)
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """A file that keeps only what has not been taken from it yet."""

    closed = False

    def __init__(self) -> None:
        self._kept: list[bytes] = []
        self._at = 0

    def write(self, data: Any) -> int:
        """Keep a piece."""
        piece = bytes(data)
        self._kept.append(piece)
        self._at += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        piece = b"".join(self._kept)
        self._kept.clear()
        return piece

    def tell(self) -> int:
        """How much was written."""
        return self._at

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def readable(self) -> bool:
        """It is written only."""
        return False

    def writable(self) -> bool:
        """It is written only."""
        return True

    def seekable(self) -> bool:
        """A stream has no way back."""
        return False


def _arrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError as error:
        raise UsageError("tables need pyarrow: install tellings[tables]") from error
    return pa


def _type(told: str) -> pa.DataType:
    pa = _arrow()
    plain = {
        "text": pa.string(), "int": pa.int64(), "real": pa.float64(), "date": pa.date32(), "flag": pa.bool_(),
        "time": pa.timestamp("us", tz="UTC"),
    }  # fmt: skip
    if told in plain:
        return plain[told]
    inner = told[1:-1]
    if told[0] == "[":
        return pa.list_(_type(inner))
    return pa.struct([pa.field(name, _type(kind)) for name, _, kind in (part.partition(":") for part in _parts(inner))])


def _parts(inner: str) -> list[str]:
    """`a:int, b:{c:text, d:text}` cut at the commas that stand in no bracket."""
    parts, depth, start = [], 0, 0
    for k, sign in enumerate(inner):
        depth += (sign in "[{") - (sign in "]}")
        if sign == "," and depth == 0:
            parts.append(inner[start:k].strip())
            start = k + 1
    return [*parts, inner[start:].strip()]


def _fit(kind: pa.DataType) -> Callable[[Any], Any]:
    """What makes a value of a row one that the column takes."""
    types = _arrow().types
    if types.is_date32(kind):
        return lambda v: date.fromisoformat(v) if isinstance(v, str) else v
    if types.is_timestamp(kind):
        return lambda v: datetime.fromisoformat(v) if isinstance(v, str) else v
    if types.is_list(kind):
        each = _fit(kind.value_type)
        return lambda v: None if v is None else [each(x) for x in v]
    if types.is_struct(kind):
        parts = [(kind.field(k).name, _fit(kind.field(k).type)) for k in range(kind.num_fields)]
        return lambda v: None if v is None else {name: fit(v.get(name)) for name, fit in parts}
    if types.is_string(kind):
        return lambda v: v if v is None or isinstance(v, str) else json.dumps(v, ensure_ascii=False)
    return lambda v: v
