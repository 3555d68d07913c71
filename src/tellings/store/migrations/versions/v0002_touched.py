"""Entities, relations and control drawn again only where a report touches them."""

from __future__ import annotations

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """The tables that incremental drawing keeps."""
