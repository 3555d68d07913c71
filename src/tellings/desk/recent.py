"""What was worked out lately, kept for the next time."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """What was worked out, kept for the next time; what was used longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._made: OrderedDict[Key, Value] = OrderedDict()
        self._lock, self._most = Lock(), most

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """What is kept under a key, made unless it is there. Two who ask at once may both make it."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        self.keep(key, made)
        return made

    def keep(self, key: Key, made: Value) -> None:
        """Keep what is made already."""
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
