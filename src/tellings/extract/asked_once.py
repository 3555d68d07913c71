"""What the tree says of a token, a sentence or a paragraph, worked out once for as long as the tree is kept."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Kept(Protocol):
    """A token, a sentence or a paragraph."""

    found: dict[Any, Any] | None


class Placed(Kept, Protocol):
    """One that stands somewhere in the report's text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...


Of = TypeVar("Of", bound=Kept)
At = TypeVar("At", bound=Placed)
More = ParamSpec("More")
Found = TypeVar("Found")


def asked_once(find: Callable[Concatenate[Of, More], Found]) -> Callable[Concatenate[Of, More], Found]:
    """`find`, asked once of each. For what depends on the finished tree alone, and holds no offsets but those of its tokens.

    What more is given must follow from the tree, too, or never change; who asks must not change what is given. The same phrases
    are asked for by every frame of every trigger, and a reprint asks for all of it again.
    """

    @wraps(find)
    def ask(of: Of, /, *more: More.args, **named: More.kwargs) -> Found:
        kept = of.found
        if kept is None:
            kept = of.found = {}
        elif find in kept:
            known: Found = kept[find]
            return known
        kept[find] = found = find(of, *more, **named)
        return found

    return ask


def found_once(
    move: Callable[[Found, int], Found],
) -> Callable[[Callable[Concatenate[At, More], Iterable[Found]]], Callable[Concatenate[At, More], tuple[Found, ...]]]:
    """Like `asked_once`, for things that hold offsets: `move` gives one of them so many code points further on."""

    def once(find: Callable[Concatenate[At, More], Iterable[Found]]) -> Callable[Concatenate[At, More], tuple[Found, ...]]:
        @wraps(find)
        def ask(at: At, /, *more: More.args, **named: More.kwargs) -> tuple[Found, ...]:
            kept = at.found
            if kept is None:
                kept = at.found = {}
            if find not in kept:
                kept[find] = at.start, tuple(find(at, *more, **named))
            start, found = kept[find]
            if by := at.start - start:  # the tree was moved since: once a report
                found = tuple(move(one, by) for one in found)
                kept[find] = at.start, found
            known: tuple[Found, ...] = found
            return known

        return ask

    return once
