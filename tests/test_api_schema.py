"""What the API says of itself holds for whatever is sent to it: requests drawn from its own description."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from tellings.desk import Desk
from tellings.server.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

FEW, MANY = 6, 300
"""Requests for each operation; many in `make soak`."""


class CalledRight:
    """The application, called by the name that it listens to."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            scope["headers"] = [(k, b"127.0.0.1" if k == b"host" else v) for k, v in scope["headers"]]
        await self.app(scope, receive, send)


class Undrawn:
    """Leaves the picture as it is: what is judged here at random need not be drawn."""

    def drawn(self) -> bool:
        return False

    def close(self) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def api(week_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("api") / "week.db"
    shutil.copy(week_store, path)
    desk = Desk.open(path)
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", CalledRight(create_app(desk, drawer=Undrawn())))
    desk.close()


def hold(api: Any, examples: int) -> None:
    """Every operation, each with so many requests, answers as it is described."""

    @settings(
        max_examples=examples, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
        database=None, derandomize=examples == FEW,
    )  # fmt: skip
    def holds(case: Any) -> None:
        case.call_and_validate()

    for operation in api.get_all_operations():
        test = operation.ok().as_strategy()
        from hypothesis import given

        given(case=test)(holds)()


def test_the_api_keeps_to_its_description(api: Any) -> None:
    hold(api, FEW)


@pytest.mark.soak
def test_the_api_keeps_to_its_description_at_length(api: Any) -> None:
    hold(api, MANY)
