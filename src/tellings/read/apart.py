"""Untrusted bytes parsed apart, in a process bounded in time and memory: a parser that hangs or dies costs one input.

One process is kept warm and given one input after the other; it is started anew when it had to be stopped, and now and then
anyway. What it answers is data, never code.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, Self

from tellings.model.codec import decode, encode
from tellings.model.report import Reject, Report
from tellings.read.feeds import Item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from tellings.read.options import Hints

PATIENCE = 60.0
"""Seconds for one input, or for the next rows of a long one. The slowest of 111 real pages takes half a second, a PDF of 500
pages twenty."""

MEMORY = 2_000_000_000
"""Bytes of address space of the process; a page of 20 MB, the longest we take, needs a third of it."""

INPUTS = 2_000
"""Inputs after which it is started anew: parsers keep caches, and a start costs less than one input in a hundred takes."""

MODULE = "tellings.read.worker"


ITEMS = "items of a feed"
"""What is asked for where items are wanted, and no reports."""


class Parse(Protocol):
    """Reads one input in the format of that name (`READERS`)."""

    def __call__(self, name: str, ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
        """The reports or refusals in the input."""


class Parser(Parse, Protocol):
    """Reads feeds too."""

    def items(self, data: bytes) -> list[Item] | Reject:
        """The items of a feed."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one input may take, and how much memory the process may use."""

    seconds: float = PATIENCE
    memory: int = MEMORY


class Apart:
    """A process that parses. Close it, or use it as a context; it ends with ours in any case."""

    def __init__(self, bounds: Bounds | None = None, module: str = MODULE) -> None:
        self._bounds = bounds or Bounds()
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._taken = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()  # whoever forgot it must not leave a process behind

    def close(self) -> None:
        """End the process."""
        if process := self._process:
            self._process = None
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was never sent is lost with the process
                    pipe.close() if pipe else None

    def __call__(self, name: str, ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
        """The reports or refusals in one input; a refusal that says what became of the process where it gave none."""
        for kind, value in self._asked({"format": name, "ref": ref, "hints": encode(hints)}, file):
            yield decode(Report, value) if kind == "report" else decode(Reject, {"ref": ref} | value)

    def items(self, data: bytes) -> list[Item] | Reject:
        """The items of a feed; refused where it is none, or where its parser gave none."""
        found: list[Item] = []
        for kind, value in self._asked({"format": ITEMS, "ref": ITEMS, "hints": {}}, io.BytesIO(data)):
            if kind != "item":
                return Reject(ITEMS, value["reason"])
            found.append(decode(Item, value))
        return found

    def _asked(self, request: dict[str, Any], file: BinaryIO) -> Iterator[tuple[str, dict[str, Any]]]:
        path = path_of(file)
        data = b"" if path else file.read()
        try:
            process = self._running()
        except OSError as error:
            yield "fault", {"reason": f"cannot be parsed: no process can be started ({error})"}
            return
        watch = Watchdog(process, self._bounds.seconds)
        try:
            with watch:
                send(process.stdin, json.dumps({**request, "path": path, "size": len(data)}).encode())
                assert process.stdin
                process.stdin.write(data)
                process.stdin.flush()
            while True:
                with watch:
                    answer = receive(process.stdout)
                if answer is None:
                    break
                kind, value = json.loads(answer)
                if kind == "done":
                    return
                yield kind, value
        except (OSError, ValueError):
            pass  # it died while it was written to, or in the middle of an answer
        except BaseException:  # nobody wants the rest of this input: what is still to come must not be taken for the next one's
            self.close()
            raise
        self.close()
        yield "fault", {"reason": self._what_became(process, watch)}

    def _running(self) -> subprocess.Popen[bytes]:
        if self._taken >= INPUTS or (self._process and self._process.poll() is not None):
            self.close()
        if self._process is None:
            # -P: a file called lxml.py in the folder that is read is no module of ours
            command = [sys.executable, "-P", "-m", self._module, str(self._bounds.seconds), str(self._bounds.memory)]
            quiet = None if os.environ.get("TELLINGS_TRACEBACK") else subprocess.DEVNULL
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet
            )
            self._taken = 0
        self._taken += 1
        return self._process

    def _what_became(self, process: subprocess.Popen[bytes], watch: Watchdog) -> str:
        if watch.barked or -process.returncode == ALARM:
            return f"was given up: its parser took longer than {self._bounds.seconds:g} seconds"
        return "was given up: its parser died, and was started anew"


ALARM = 14
"""The signal by which a process that hangs ends itself where nobody is left to end it."""


class Watchdog:
    """Kills a process when what is inside the context takes too long."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._seconds = seconds
        self._timer: threading.Timer | None = None
        self.barked = False

    def __enter__(self) -> None:
        self._timer = threading.Timer(self._seconds, self._bark)
        self._timer.daemon = True
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        if self._timer:
            self._timer.cancel()

    def _bark(self) -> None:
        self.barked = True
        self._process.kill()


def path_of(file: BinaryIO) -> str | None:
    """The path of an input that is a whole file; the process opens it itself."""
    raw = getattr(file, "raw", file)
    whole = isinstance(raw, io.FileIO) and isinstance(raw.name, str) and file.tell() == 0
    return str(Path(raw.name).resolve()) if whole and Path(raw.name).is_file() else None


def send(pipe: IO[bytes] | None, message: bytes) -> None:
    """Write a message behind its length."""
    assert pipe
    pipe.write(len(message).to_bytes(8, "big") + message)


def receive(pipe: IO[bytes] | None) -> bytes | None:
    """The next message; None where the other side has ended, even in the middle of one."""
    assert pipe
    head = pipe.read(8)
    size = int.from_bytes(head, "big")
    message = pipe.read(size) if len(head) == 8 else b""
    return message if len(head) == 8 and len(message) == size else None
