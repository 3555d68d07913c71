"""`tellings mcp`."""

from __future__ import annotations

from tellings.cli.options import DEFAULT_STORE, Store


def mcp(store: Store = DEFAULT_STORE) -> None:
    """Answer an assistant's questions about the store; it only reads.

    Model Context Protocol over standard input and output.
    """
    from tellings.desk import Desk
    from tellings.server.assistants import run

    with Desk.open(store, must_exist=True) as desk:
        run(desk)
