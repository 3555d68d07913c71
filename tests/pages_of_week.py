"""A server over the week of examples/, for tests that need no browser."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from starlette.testclient import TestClient

from tellings.desk import Desk
from tellings.server.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tellings.server.settings import Settings

HERE = "http://127.0.0.1:8321"


class Undrawn:
    """Leaves the picture as it is."""

    def drawn(self) -> bool:
        return False

    def close(self) -> None:
        """Nothing."""


@contextmanager
def served(path: Path | str, settings: Settings | None = None, base: str = HERE, drawer: Any = None) -> Iterator[TestClient]:
    """A client of the server over a store; redirects are not followed, so that a test sees them."""
    with (
        Desk.open(path) as desk,
        TestClient(
            create_app(desk, settings, drawer), base_url=base, follow_redirects=False, raise_server_exceptions=True
        ) as client,
    ):
        yield client


def copied(store: Path, to: Path) -> Path:
    """A store of one's own."""
    shutil.copy(store, to)
    return to


def csrf(client: TestClient, path: str = "/login") -> str:
    """The token of a page's forms."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(path).text)
    assert found, path
    return found[1]


def send(client: TestClient, path: str, data: dict[str, Any], **headers: str) -> Any:
    """A form, as a page of ours sends it."""
    return client.post(path, data={"csrf": csrf(client)} | data, headers=headers)
