"""What a page is made from: one moment of the store, the address, the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tellings.server.query import Query
    from tellings.store.asked import Asked
    from tellings.store.base import Store


@dataclass(frozen=True)
class Ask:
    """A question of a page. `today` is the clock's day."""

    asked: Asked
    store: Store
    query: Query
    today: date
