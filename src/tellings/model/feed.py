"""A feed that is watched, and how it fares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """What is known of a feed from the last time it was asked. `due` is when to ask again; `failures` counts those in a row."""

    address: str
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    tried: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    says: str | None = None
    items: int = 0
