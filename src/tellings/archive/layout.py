"""Where an archive's parts lie, and how they are written: Parquet files that are there whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tellings.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from types import TracebackType

    import pyarrow as pa

BUCKETS = 8
"""Buckets unless told otherwise: each holds an eighth of the reports, so that eight processes have work."""

FLUSHED = 512
"""Rows gathered for a file before they are written: some ten megabytes of whole reports."""

ABOUT = "about.json"


@dataclass(frozen=True, slots=True)
class Layout:
    """The folder of an archive, and the number of buckets that its parts are dealt into."""

    root: str
    buckets: int = BUCKETS

    @classmethod
    def at(cls, root: Path, buckets: int | None = None) -> Layout:
        """The layout of a folder; the number of buckets is settled when it is first used. Raises UsageError for another one."""
        about = root / ABOUT
        if about.exists():
            known = int(json.loads(about.read_text(encoding="utf-8"))["buckets"])
            if buckets not in (None, known):
                raise UsageError(f"{root} was begun with {known} buckets: leave --buckets out, or name another folder")
            return cls(str(root), known)
        layout = cls(str(root), buckets or BUCKETS)
        write_json(about, {"buckets": layout.buckets})
        return layout

    def path(self, *parts: object) -> Path:
        """A path inside the folder."""
        return Path(self.root).joinpath(*(str(p) for p in parts))

    def files(self, *parts: object) -> list[Path]:
        """The finished Parquet files of a part, by name."""
        return sorted(p for p in self.path(*parts).glob("*.parquet") if not p.name.startswith("."))

    def bucket(self, number: int) -> int:
        """Where what bears this number lies."""
        return number % self.buckets

    def between(self, left: int, right: int) -> str:
        """The bucket of a pair of reports."""
        first, last = sorted((self.bucket(left), self.bucket(right)))
        return f"{first}-{last}"

    def all_between(self) -> list[str]:
        """Every bucket of pairs."""
        return [f"{i}-{j}" for i in range(self.buckets) for j in range(i, self.buckets)]


def number(report: str) -> int:
    """The 64 bits of a report's id."""
    return int(report.rpartition("-")[2], 16)


def report_id(number: int) -> str:
    """The id of a report with that number."""
    return f"report-{number:016x}"


class Dealt:
    """Rows dealt out to files of one schema by a key; the files are there when all of them are done, and not before.

    Done again with other rows, nothing stays of those dealt before.
    """

    def __init__(self, layout: Layout, part: str, name: str, schema: pa.Schema) -> None:
        self._layout, self._part, self._name, self._schema = layout, part, name, schema
        self._rows: dict[object, list[dict[str, Any]]] = {}
        self._writers: dict[object, tuple[Any, Path, Path]] = {}

    def add(self, key: object, row: dict[str, Any]) -> None:
        """Deal a row to the file of a key."""
        rows = self._rows.setdefault(key, [])
        rows.append(row)
        if len(rows) >= FLUSHED:
            self._flush(key)

    def add_table(self, key: object, table: pa.Table) -> None:
        """Deal a whole table to the file of a key."""
        self._writer(key).write_table(table)

    def _flush(self, key: object) -> None:
        import pyarrow as pa

        if rows := self._rows.pop(key, []):
            self._writer(key).write_table(pa.Table.from_pylist(rows, schema=self._schema))

    def _writer(self, key: object) -> Any:
        if key not in self._writers:
            import pyarrow.parquet as pq

            final = self._layout.path(self._part, key, f"{self._name}.parquet")
            draft = _draft(final)
            self._writers[key] = pq.ParquetWriter(draft, self._schema, compression="zstd"), draft, final
        return self._writers[key][0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        for key in list(self._rows) if kind is None else ():
            self._flush(key)
        for writer, draft, final in self._writers.values():
            writer.close()
            if kind is None:
                draft.replace(final)
            else:
                draft.unlink(missing_ok=True)
        if kind is None:
            self._clear({final for _, _, final in self._writers.values()})

    def _clear(self, written: Collection[Path]) -> None:
        """Take away what was dealt under the same name before, to keys that have no rows now."""
        part = self._layout.path(self._part)
        for folder in part.iterdir() if part.is_dir() else ():
            if (path := folder / f"{self._name}.parquet") not in written:
                path.unlink(missing_ok=True)


def write_table(path: Path, table: pa.Table) -> None:
    """A Parquet file, whole or not at all."""
    import pyarrow.parquet as pq

    draft = _draft(path)
    pq.write_table(table, draft, compression="zstd")
    draft.replace(path)


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """A JSON file, whole or not at all."""
    write_text(path, json.dumps(value, ensure_ascii=False))


def write_text(path: Path, text: str) -> None:
    """A file of text, whole or not at all."""
    draft = _draft(path)
    draft.write_text(text, encoding="utf-8", newline="")
    draft.replace(path)


def read_tables(paths: list[Path], columns: list[str] | None = None) -> Iterator[pa.Table]:
    """The tables of some Parquet files, one after the other."""
    import pyarrow.parquet as pq

    for path in paths:
        yield pq.read_table(path, columns=columns, partitioning=None)


def _draft(path: Path) -> Path:
    """The name under which a file is written; no other process has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
