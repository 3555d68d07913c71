"""What a judgement is of, kept with it, so that it is found again; who took one back, and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Three columns of the judgements."""
    op.add_column("judgements", sa.Column("anchors", sa.JSON(), comment="what it is of, with where that stands in the reports"))
    op.add_column("judgements", sa.Column("undone_by", sa.String()))
    op.add_column("judgements", sa.Column("undone_at", sa.String()))
