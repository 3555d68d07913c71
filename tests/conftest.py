"""What several test files share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from servers import Server, server
from tellings.extract.syntax import MemoParser, Parser, SpacyParser
from tellings.store.memo import SqliteMemo


@pytest.fixture(scope="session")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Parser:
    """The real pipeline behind a memo, loaded once a session; `TELLINGS_MEMO` keeps the parses between sessions."""
    kept = os.environ.get("TELLINGS_MEMO")
    return MemoParser(SpacyParser(), SqliteMemo(Path(kept) if kept else tmp_path_factory.mktemp("memo") / "parses.db"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, started once a session."""
    with server() as ready:
        yield ready


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store may be, for each kind of store."""
    if request.param == "sqlite":
        return str(tmp_path / "s.db")
    ready: Server = request.getfixturevalue("postgres")
    return ready.store()
