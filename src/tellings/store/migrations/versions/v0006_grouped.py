"""The group of each report, so that a new one is grouped with what it touches only; reports counted by language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """The table made anew; the picture is drawn anew."""
    op.drop_table("draft_reports")
    op.create_table(
        "draft_reports",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("grouped", sa.String(), nullable=False, comment="the first report of the group that links make"),
        sa.Column("weakest", sa.Float(), nullable=True, comment="the weakest link that joined that group"),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report"),
    )
    op.create_index("draft_reports_by_group", "draft_reports", ["grouped"], unique=False)
    op.create_index("draft_reports_by_story", "draft_reports", ["story"], unique=False)
    op.create_index("reports_by_language", "reports", ["language"], unique=False)
    op.execute("DELETE FROM about WHERE key IN ('drawn', 'drawing')")
