"""The migrations, run from nothing, give the tables that the code speaks of."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tellings.store.migrate import HEAD
from tellings.store.schema import TABLES
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path


def test_the_newest_migration_is_the_version_that_we_write() -> None:
    config = Config()
    config.set_main_option("script_location", "tellings:store/migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_new_store_has_the_tables_that_the_code_speaks_of(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / "s.db")) as store, store.engine.connect() as connection:
        ours = {"include_name": lambda name, kind, _: kind != "table" or not str(name).startswith("search")}
        differences = compare_metadata(MigrationContext.configure(connection, opts=ours), TABLES)
    assert differences == []


def test_opening_again_migrates_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    SqliteStore(path).close()
    before = path.read_bytes()
    SqliteStore(path).close()
    assert path.read_bytes() == before
