"""ZIP, TAR and gzip: what is inside is read as if it lay in a folder; nothing is written to disk, bombs are refused."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from tellings.model.report import Reject, Report
from tellings.read.options import MAX_PAGE, Hints

Inner = Callable[[str, BinaryIO, Hints], Iterator[Report | Reject]]

MAX_MEMBERS = 100_000
MAX_TOTAL = 4_000_000_000
MAX_RATIO = 200
"""Members, bytes unpacked in all, and how many times its packed size a ZIP member may unpack to. News text packs to a fifth;
a member that claims a thousand times its size is a bomb."""


def looks_like_zip(first: bytes) -> bool:
    """Whether it begins as a ZIP file does."""
    return first.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def looks_like_tar(first: bytes) -> bool:
    """Whether it begins with the header of a TAR member."""
    return first[257:262] == b"ustar"


def looks_like_gzip(first: bytes) -> bool:
    """Whether it begins as a gzip file does."""
    return first.startswith(b"\x1f\x8b")


def read_gzip(ref: str, file: BinaryIO, hints: Hints, inner: Inner) -> Iterator[Report | Reject]:
    """What one gzip file holds; it is unpacked as it is read, so every reader's own bounds hold."""
    with gzip.GzipFile(fileobj=file) as opened:
        yield from inner(ref, cast("BinaryIO", opened), hints)


def read_zip(ref: str, file: BinaryIO, hints: Hints, inner: Inner) -> Iterator[Report | Reject]:
    """The reports of every member, in order; `inner` reads one member."""
    try:
        with zipfile.ZipFile(_seekable(file)) as packed:
            yield from _members(
                ref, ((m.filename, m.file_size, _opener(packed, m)) for m in packed.infolist() if not m.is_dir()), hints, inner
            )
    except (
        zipfile.BadZipFile,
        RuntimeError,
        ValueError,
        OverflowError,
        LookupError,
    ) as error:  # LookupError: a member without a name
        yield Reject(ref, f"is a ZIP file that cannot be read: {error}")


def read_tar(ref: str, file: BinaryIO, hints: Hints, inner: Inner) -> Iterator[Report | Reject]:
    """The same for TAR; links and devices are refused, paths are names only and lead nowhere."""
    try:
        with tarfile.open(fileobj=file, mode="r|") as packed:
            for count, member in enumerate(packed):
                name = f"{ref}/{member.name}"
                if count >= MAX_MEMBERS:
                    yield Reject(ref, f"holds more than {MAX_MEMBERS:,} files")
                    return
                if member.isdir():
                    continue
                if not member.isfile():
                    yield Reject(name, "is a link or a device, not a file")
                elif member.size > MAX_PAGE:
                    yield Reject(name, f"is longer than {MAX_PAGE:,} bytes")
                elif opened := packed.extractfile(member):
                    yield from inner(name, io.BytesIO(opened.read()), hints)
    except (tarfile.TarError, ValueError, OverflowError) as error:
        yield Reject(ref, f"is a TAR file that cannot be read: {error}")


def _members(
    ref: str, members: Iterator[tuple[str, int, Callable[[], bytes | str]]], hints: Hints, inner: Inner
) -> Iterator[Report | Reject]:
    total = 0
    for count, (name, size, content) in enumerate(members):
        total += size
        if count >= MAX_MEMBERS or total > MAX_TOTAL:
            yield Reject(ref, f"holds more than {MAX_MEMBERS:,} files or {MAX_TOTAL:,} bytes")
            return
        data = content()
        yield from inner(f"{ref}/{name}", io.BytesIO(data), hints) if isinstance(data, bytes) else [Reject(f"{ref}/{name}", data)]


def _opener(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], bytes | str]:
    """The member's bytes when called, or why it is refused."""

    def content() -> bytes | str:
        if member.file_size > MAX_PAGE:
            return f"is longer than {MAX_PAGE:,} bytes"
        if member.file_size > MAX_RATIO * max(member.compress_size, 1):
            return f"unpacks to more than {MAX_RATIO} times its size"
        with packed.open(member) as opened:
            data = opened.read(MAX_PAGE + 1)
        return data if len(data) <= MAX_PAGE else f"is longer than {MAX_PAGE:,} bytes"

    return content


def _seekable(file: BinaryIO) -> BinaryIO:
    return file if file.seekable() else io.BytesIO(file.read(MAX_TOTAL // 10))
