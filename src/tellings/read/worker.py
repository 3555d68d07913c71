"""The process that parses untrusted bytes (see `apart`): takes one input after the other and answers with what is in it.

python -m tellings.read.worker SECONDS BYTES
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from tellings.model.codec import decode, encode
from tellings.model.report import Reject, Report
from tellings.read.apart import ITEMS, receive, send
from tellings.read.feeds import items
from tellings.read.options import Hints
from tellings.read.readers import reader_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

GRACE = 5
"""Seconds beyond its time after which the process ends itself: the one that started it does so earlier, while it lives."""


def serve(given: IO[bytes], out: IO[bytes], seconds: float) -> None:
    """Answer until there is nothing more to read."""
    while (request := receive(given)) is not None:
        asked = json.loads(request)
        data = given.read(asked["size"])
        _alarm(int(seconds) + GRACE)
        try:
            with _opened(asked["path"], data) as file:
                _answer(asked, file, _sender(out, seconds))
        except MemoryError:
            _say(out, "fault", {"reason": "was given up: its parser needs more memory than it may have"})
        except Exception as error:  # noqa: BLE001  # whatever a parser raises costs one input
            _say(out, "fault", {"reason": f"could not be parsed: {type(error).__name__}: {error}"})
        _say(out, "done", {})
        _alarm(0)


def _answer(asked: dict[str, Any], file: BinaryIO, say: Callable[[str, Any], None]) -> None:
    if asked["format"] == ITEMS:
        listed = items(file.read())
        for item in [listed] if isinstance(listed, Reject) else listed:
            say("reject" if isinstance(item, Reject) else "item", encode(item))
        return
    reader = reader_named(asked["format"])
    for found in reader.read(asked["ref"], file, decode(Hints, asked["hints"])):
        say("report" if isinstance(found, Report) else "reject", encode(found))


def _sender(out: IO[bytes], seconds: float) -> Callable[[str, Any], None]:
    def say(kind: str, value: Any) -> None:
        _say(out, kind, value)
        _alarm(int(seconds) + GRACE)

    return say


def _say(out: IO[bytes], kind: str, value: Any) -> None:
    send(out, json.dumps([kind, value]).encode())
    out.flush()


def _opened(path: str | None, data: bytes) -> BinaryIO:
    return Path(path).open("rb") if path else io.BytesIO(data)


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):  # not on Windows
        signal.alarm(seconds)


def bound(memory: int) -> None:
    """Let the process have so many bytes at most, where the system can hold it to that."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main() -> None:
    """Serve on standard input and output; whatever parsers print goes nowhere near the answers."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    bound(memory)
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's ^C is for the one that started us
    serve(sys.stdin.buffer, out, seconds)


if __name__ == "__main__":
    main()
