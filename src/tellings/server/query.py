"""What an address asks, taken apart: a value that cannot be is refused by name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from tellings.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST = 2_000
"""Characters of one value; more is no question of a person's."""

MOST_OFFSET = 10_000_000
"""Beyond this no list of a store goes on."""

SHOWN = 30
"""Lines of a list that a page shows."""

MOST = 500
"""Lines that a program may ask for at once: an answer stays under a megabyte or two."""


@dataclass(frozen=True)
class Query:
    """The values behind the question mark, in order."""

    path: str = "/"
    pairs: tuple[tuple[str, str], ...] = ()
    known: frozenset[str] = field(default_factory=frozenset)

    def text(self, name: str, otherwise: str = "") -> str:
        """The last value of that name, its ends and control characters cut off. Raises UsageError."""
        value = next((v for k, v in reversed(self.pairs) if k == name), otherwise)
        if len(value) > LONGEST:
            raise UsageError(f"{name} is longer than {LONGEST} characters")
        return "".join(c for c in value if c.isprintable()).strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of that name."""
        return tuple(v for k, v in self.pairs if k == name)

    def choice(self, name: str, of: Collection[str], otherwise: str) -> str:
        """One of a few values. Raises UsageError."""
        value = self.text(name) or otherwise
        if value not in of:
            raise UsageError(f"{name} {value!r} is none of {', '.join(of)}")
        return value

    def day(self, name: str) -> str:
        """A day in ISO form, or nothing. Raises UsageError."""
        value = self.text(name)
        if not value:
            return ""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise UsageError(f"{name} {value!r} is no day: write it as 2024-12-31") from error

    def number(self, name: str, otherwise: int, most: int = MOST_OFFSET) -> int:
        """A whole number from 0 on. Raises UsageError."""
        value = self.text(name)
        if not value:
            return otherwise
        if not (value.isascii() and value.isdecimal() and len(value) < 9 and int(value) <= most):
            raise UsageError(f"{name} {value!r} is no number from 0 to {most}")
        return int(value)

    def href(self, **changed: str | int | None) -> str:
        """This address with some values changed, or left out where they are None or empty."""
        return with_values(self.path, self.changed(**changed).pairs)

    def changed(self, **changed: str | int | None) -> Query:
        """The query with some values changed or left out."""
        kept = [(k, v) for k, v in self.pairs if k not in changed and v]
        return replace(self, pairs=(*kept, *((k, str(v)) for k, v in changed.items() if v not in (None, ""))))

    @property
    def string(self) -> str:
        """The values as an address has them."""
        return urlencode(self.pairs)


def with_values(path: str, pairs: Collection[tuple[str, str]]) -> str:
    """A path with values behind a question mark."""
    return f"{path}?{urlencode(tuple(pairs))}" if pairs else path


def part_of_path(value: str) -> str:
    """Any words as one part of a path."""
    return quote(value, safe="")
