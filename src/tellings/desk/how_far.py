"""Says how far long work is."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LOG = logging.getLogger("tellings")
"""What a person who waits is told; the command line shows it on standard error."""

SAY_EVERY = 10.0
"""Seconds: what is done sooner is done without a word."""


class HowFar:
    """Says what is left to do, no more often than every `SAY_EVERY` seconds."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def __call__(self, what: str, left: Callable[[], int]) -> None:
        """What is being done, and how many of it are left: counted where it is said."""
        now = time.monotonic()
        if now - self._said >= SAY_EVERY:
            self._said = now
            LOG.info("drawing the picture: %s %s left", f"{left():,}", what)
