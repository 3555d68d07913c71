"""Paths as a person types them (files, folders, globs, `-`) to inputs, one a file."""

from __future__ import annotations

import glob
import io
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tellings.model.report import Reject
from tellings.read.fetch import ADDRESS, Fetcher, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STANDARD_INPUT = "-"
OK = 200


@dataclass(frozen=True)
class Input:
    """One thing to read: its name and a way to open its bytes."""

    ref: str
    open: Callable[[], BinaryIO]


BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite calls the files of one database."""


def find_inputs(paths: Iterable[str], own: Iterable[str] = (), *, allow_private: bool = False) -> Iterator[Input | Reject]:
    """The inputs behind the paths, each file once, folders in the order of their names; what is not there is refused.

    `own` are databases that are passed over without a word.
    """
    seen = {Path(f"{Path(database).resolve()}{end}") for database in own for end in BESIDE}
    for path in paths:
        if path == STANDARD_INPUT:
            yield Input(STANDARD_INPUT, lambda: sys.stdin.buffer)
            continue
        if ADDRESS.match(path):
            yield Input(path, partial(_fetched, path, allow_private=allow_private))
            continue
        for found in _files(path):
            if isinstance(found, Reject):
                yield found
            elif (real := found.resolve()) not in seen:
                seen.add(real)
                yield Input(str(found), lambda file=found: file.open("rb"))  # type: ignore[misc]  # the default binds `found` now


def _fetched(address: str, *, allow_private: bool) -> BinaryIO:
    """The bytes behind an address. Raises OSError with the reason where there are none."""
    with Fetcher(allow_private=allow_private) as fetcher:
        answer = fetcher.fetch(address)
    if isinstance(answer, Unreachable):
        raise OSError(answer.reason)
    if answer.status != OK:
        raise OSError(f"the server answers {answer.status}")
    return io.BytesIO(answer.body)


def _files(path: str) -> Iterator[Path | Reject]:
    given = Path(path)
    try:
        if given.is_dir():
            yield from _inside(given)
        elif given.is_file():
            yield given
        elif given.exists():
            yield Reject(path, "is neither a file nor a folder")
        elif glob.has_magic(path):
            matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # the pattern may be absolute
            yield from (Path(m) for m in matches if Path(m).is_file())
            if not matches:
                yield Reject(path, "matches no file")
        else:
            yield Reject(path, "is not there")
    except (OSError, ValueError) as error:
        yield Reject(path, f"cannot be opened: {error}")


def _inside(folder: Path) -> Iterator[Path | Reject]:
    """Every file below the folder but hidden ones; a folder with none is refused."""
    empty = True
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            empty = False
            yield path
    if empty:
        yield Reject(str(folder), "holds no file")
