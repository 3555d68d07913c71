"""A desk for tests: invented reports, a parser that needs no pipeline, a gazetteer of nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tellings.desk import Desk
from tellings.extract.syntax import Parse
from tellings.pipeline import Tools
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

LEAD = (
    "Soldiers of the transitional council entered the river port of Malakal before dawn on Tuesday and raised their flag over "
    "the customs house, two residents told this agency by telephone."
)
SECOND = (
    "Shopkeepers pulled down their shutters along the quay while barges loaded with sorghum were towed to the western bank, "
    "away from the shelling that had begun on Monday evening."
)
THIRD = "A spokesman for the council, Deng Alier, said his men would hold the port until the ferries ran again."
OTHER = (
    "Farmers around Coimbra counted their losses after a hailstorm flattened vineyards and broke greenhouse panes in eleven "
    "parishes, and asked Lisbon for help with the replanting."
)

RECORDS = (
    {
        "ref": "nile-1",
        "outlet": "Nile Courier",
        "published": "2031-03-11",
        "title": "Port falls",
        "text": f"{LEAD}\n\n{SECOND}\n\n{THIRD}",
    },
    {
        "ref": "delta-1",
        "outlet": "Delta Post",
        "published": "2031-03-11",
        "title": "Malakal port taken",
        "text": f"{LEAD}\n\n{SECOND}",
    },
    {"ref": "vine-1", "outlet": "Mondego Diary", "published": "2031-06-02", "title": "Hail in the vineyards", "text": OTHER},
    {"ref": "alone-1", "text": "The museum in Arbroath will close for repairs from October, its keeper said."},
)  # fmt: skip
"""Two reports that share copy, one about something else, one without outlet, title or day."""

_WORD = re.compile(r"\w+|[^\w\s]")


class PlainParser:
    """Words in a row, each the child of the first; a sentence is what ends with a full stop. No pipeline is loaded."""

    name = "plain 1"

    def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
        return [_parse(p) for p in paragraphs]


def _parse(text: str) -> Parse:
    words = list(_WORD.finditer(text))
    ends = [k + 1 for k, w in enumerate(words) if w.group() == "." or k == len(words) - 1]
    ranges = tuple(zip([0, *ends[:-1]], ends, strict=False))
    heads = tuple(next(a for a, b in ranges if a <= k < b) for k in range(len(words)))
    return Parse(
        text=text, starts=tuple(w.start() for w in words), ends=tuple(w.end() for w in words),
        lemmas=tuple(w.group().lower() for w in words), tags=tuple("NN" if w.group()[0].isalnum() else "." for w in words),
        deps=tuple("ROOT" if heads[k] == k else "dep" for k in range(len(words))), heads=heads,
        sentences=ranges, entities=(),
    )  # fmt: skip


class Nowhere:
    """A gazetteer that knows no place."""

    name = "nowhere"

    def look_up(self, name: str) -> tuple[()]:  # noqa: ARG002  # the seam asks for it
        return ()

    def look_up_loosely(self, name: str, country: str) -> tuple[()]:  # noqa: ARG002  # the same
        return ()


def open_desk(path: Path) -> Desk:
    """A desk over a new or old store at that path."""
    return Desk(SqliteStore(path), lambda: Tools(PlainParser(), Nowhere()))


def written(path: Path, records: Iterable[object] = RECORDS) -> str:
    """The records as JSON Lines in a file; its name."""
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return str(path)
