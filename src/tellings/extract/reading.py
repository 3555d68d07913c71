"""What the finders of statements, events and ties look at: one report, parsed, with what was found in it so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tellings.model.coding import Mention, Sited, Timed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from tellings.extract.names import Cast
    from tellings.extract.syntax import Sentence, Syntax
    from tellings.model.report import Dateline, Span


@dataclass(frozen=True)
class Reading:
    """One report: its id, its syntax, its own day if known, and the mentions of all kinds, in order of the text."""

    report: str
    syntax: Syntax
    day: date | None
    cast: Cast
    times: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    quantities: tuple[Mention, ...] = ()
    dateline: Dateline | None = None

    @cached_property
    def text(self) -> str:
        """The report's exported text."""
        return self.syntax.text

    def times_in(self, span: Span | Sentence) -> Iterator[Timed]:
        """The date expressions inside, in order."""
        return (Timed(m.span, m.date) for m in _inside(self.times, span.start, span.end) if m.date)

    def places_in(self, span: Span | Sentence) -> Iterator[Sited]:
        """The resolved places inside, in order."""
        return (Sited(m.span, m.place, m.referent) for m in _inside(self.places, span.start, span.end) if m.place)

    def quantities_in(self, span: Span | Sentence) -> Iterator[Mention]:
        """The quantities inside, in order."""
        return _inside(self.quantities, span.start, span.end)


def _inside(mentions: Iterable[Mention], start: int, end: int) -> Iterator[Mention]:
    return (m for m in mentions if start <= m.span.start and m.span.end <= end)
