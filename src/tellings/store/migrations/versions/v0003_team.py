"""What a team's store needs: PostgreSQL's search, checks."""

from __future__ import annotations

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
