"""The picture drawn behind the pages' back: in another process, so that no reader waits for it."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from typing import TYPE_CHECKING, Protocol

from tellings.desk.drawing import redraw
from tellings.errors import StoreError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from multiprocessing.synchronize import Event

    from tellings.store.base import Store

LOOK_SECONDS = 2.0
"""How often the drawer looks whether something has changed: a report read elsewhere is in the picture about as soon."""

PATIENCE_SECONDS = 2.0
"""How long the answer to a judgement waits for the new picture: most are drawn by then, and nobody wants to wait longer."""

TIRED_SECONDS = 10.0
"""How long the drawer rests after the store has failed."""

NICENESS = 5
"""Readers first."""


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
    """Draws in a process of its own, which ends with this one."""

    def __init__(self, store: Store, address: str) -> None:
        self._store = store
        context = multiprocessing.get_context("spawn")
        self._stop, self._wake = context.Event(), context.Event()
        self._process: BaseProcess = context.Process(
            target=keep_drawn, args=(address, self._stop, self._wake), name="tellings drawer", daemon=True
        )
        self._process.start()

    def drawn(self) -> bool:
        """Wake the drawer, and wait a moment for it."""
        self._wake.set()
        until = time.monotonic() + PATIENCE_SECONDS
        while self._store.drawn() is None and time.monotonic() < until:
            time.sleep(0.05)
        return self._store.drawn() is not None

    def close(self) -> None:
        """Have the drawer stop; what it had half drawn is drawn by whoever comes next."""
        self._stop.set()
        self._wake.set()
        self._process.join(PATIENCE_SECONDS)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()


def keep_drawn(address: str, stop: Event, wake: Event) -> None:
    """Draw whenever something has changed, until told to stop or left alone."""
    import signal

    from tellings.desk import Desk

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent, which gets it too, tells us
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while not stop.is_set():
        try:
            with Desk.open(address, must_exist=True) as desk:
                while not stop.is_set():
                    redraw(desk.store)
                    wake.wait(LOOK_SECONDS)
                    wake.clear()
        except StoreError:  # in use, or the disk is full: it may pass
            stop.wait(TIRED_SECONDS)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
