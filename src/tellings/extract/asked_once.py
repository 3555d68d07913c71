"""What the tree says of a token, worked out once."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tellings.extract.syntax import Token

Found = TypeVar("Found")


def once_a_token(find: Callable[[Token], Found]) -> Callable[[Token], Found]:
    """`find`, asked once a token. For what depends on the finished tree alone; who asks must not change what is given.

    The same phrases are asked for by every frame of every trigger: without this they took a third of finding events.
    """

    @wraps(find)
    def ask(token: Token) -> Found:
        if token.found is None:
            token.found = {}
        if find not in token.found:
            token.found[find] = find(token)
        known: Found = token.found[find]
        return known

    return ask
