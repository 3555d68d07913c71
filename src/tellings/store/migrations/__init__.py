"""Alembic migrations, shipped in the package: one file a version of the store."""
