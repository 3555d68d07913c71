"""What several test files share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

import served
from servers import Server, server
from tellings.extract.spacy_parser import SpacyParser
from tellings.extract.syntax import MemoParser, Parser
from tellings.store.memo import SqliteMemo

if TYPE_CHECKING:
    from playwright.sync_api import Browser


settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("default"), derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
"""`make test` says the same each time it is run; `make soak` looks for cases that nobody has met. A busy machine is no fault."""


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
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new store may be, for each kind of store."""
    if request.param == "sqlite":
        yield str(tmp_path / "s.db")
        return
    ready: Server = request.getfixturevalue("postgres")
    made = ready.store()
    yield made
    ready.remove(made)


@pytest.fixture(scope="session")
def week_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The week of examples/ and a hostile report, read once for all workers; tests that change it copy it."""
    return served.week_store(tmp_path_factory)


@pytest.fixture(scope="session")
def week_server(week_store: Path) -> Iterator[str]:
    """The address of `tellings serve` over the week; nothing changes it."""
    with served.serving(week_store) as address:
        yield address


@pytest.fixture(scope="module")
def started() -> "Iterator[Browser]":
    """A browser for one file of tests: its event loop must not outlive it in this worker."""
    from browser_tools import browser

    with browser() as ready:
        yield ready


@pytest.fixture(scope="module")
def addresses(week_server: str) -> dict[str, str]:
    """The path of a page of each kind, on the server that nothing changes."""
    from browser_tools import found

    return found(week_server)
