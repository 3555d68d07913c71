"""The picture drawn behind the pages' back: in another process, so that no reader waits for it."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Protocol

from tellings.desk.drawing import redraw
from tellings.errors import StoreError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from tellings.store.base import Store

LOOK_SECONDS = 2.0
"""How often the drawer looks whether something has changed: a report read elsewhere is in the picture about as soon."""

PATIENCE_SECONDS = 2.0
"""How long the answer to a judgement waits for the new picture: most are drawn by then, and nobody wants to wait longer."""

TIRED_SECONDS = 10.0
"""How long the drawer rests after the store has failed."""

REST_SECONDS = 5.0
"""Between the end of a drawer that ended by itself and the start of another."""

NICENESS = 10
"""Readers first: beside a server that has much to answer, the drawer gets a tenth of a core that both want."""


class Drawer(Protocol):
    """Keeps the picture up to date."""

    def drawn(self) -> bool:
        """Whether it is, after what has just changed; waits a moment for it."""
        ...

    def close(self) -> None:
        """Draw no more."""
        ...


class AtOnce:
    """Draws on the spot: for tests and small stores."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def drawn(self) -> bool:
        """The picture, drawn."""
        redraw(self._store)
        return True

    def close(self) -> None:
        """Nothing is left to do."""


class Behind:
    """Draws in a process of its own, which ends with this one, and is started again where it ends by itself.

    The two speak through a pipe: what they share otherwise (events, locks) stays locked for ever when one is killed.
    """

    def __init__(self, store: Store, address: str) -> None:
        self._store, self._address = store, address
        self._context = multiprocessing.get_context("spawn")
        self._closing = threading.Event()
        self._start()
        threading.Thread(target=self._mind, name="minds the drawer", daemon=True).start()

    def drawn(self) -> bool:
        """Wake the drawer, and wait a moment for it."""
        with suppress(OSError):  # it has just ended, and looks for itself when it is started again
            self._line.send_bytes(b"look")
        until = time.monotonic() + PATIENCE_SECONDS
        while self._store.drawn() is None and time.monotonic() < until:
            time.sleep(0.05)
        return self._store.drawn() is not None

    def close(self) -> None:
        """Have the drawer stop; what it had half drawn is drawn by whoever comes next."""
        self._closing.set()
        self._line.close()
        self._process.join(PATIENCE_SECONDS)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def _start(self) -> None:
        self._line, theirs = self._context.Pipe()
        self._process: BaseProcess = self._context.Process(
            target=keep_drawn, args=(self._address, theirs), name="tellings drawer", daemon=True
        )
        self._process.start()
        theirs.close()  # ours to give, not to keep: the drawer hears the end of the line when we are gone

    def _mind(self) -> None:
        while not self._closing.is_set():
            wait([self._process.sentinel])
            if not self._closing.wait(REST_SECONDS):
                self._start()


def keep_drawn(address: str, line: Connection) -> None:
    """Draw whenever something has changed, until nobody is at the other end of the line."""
    import signal

    from tellings.desk import Desk

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent, which gets it too, ends the line
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            try:
                with Desk.open(address, must_exist=True) as desk:
                    while True:
                        redraw(desk.store)
                        _rest(line, LOOK_SECONDS)
            except StoreError:  # in use, or the disk is full: it may pass
                _rest(line, TIRED_SECONDS)


def _rest(line: Connection, seconds: float) -> None:
    """Wait so long, or until woken. Raises EOFError where nobody is there any more."""
    if line.poll(seconds):
        line.recv_bytes()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
