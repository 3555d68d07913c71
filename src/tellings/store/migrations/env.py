"""What Alembic runs: the migrations on the connection that `store.migrate` hands over."""

from __future__ import annotations

from alembic import context

from tellings.store.schema import TABLES

context.configure(connection=context.config.attributes["connection"], target_metadata=TABLES, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
