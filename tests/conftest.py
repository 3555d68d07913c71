"""What several test files share."""

import os
from pathlib import Path

import pytest

from tellings.extract.syntax import MemoParser, Parser, SpacyParser
from tellings.store.memo import SqliteMemo


@pytest.fixture(scope="session")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Parser:
    """The real pipeline behind a memo, loaded once a session; `TELLINGS_MEMO` keeps the parses between sessions."""
    kept = os.environ.get("TELLINGS_MEMO")
    return MemoParser(SpacyParser(), SqliteMemo(Path(kept) if kept else tmp_path_factory.mktemp("memo") / "parses.db"))
