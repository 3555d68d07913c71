"""When an exported row means what the founding example expects: codes, names, places and dates, never wording."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

NEAR_DEGREES = 0.25
WORDS_SHARED = 0.6
TAKING_NAMES = {"al", "el", "the"}

Row = dict[str, Any]


@dataclass(frozen=True)
class Drawn:
    """All exports, and what the example expects."""

    tables: dict[str, list[Row]]
    expected: Row

    def of(self, kind: str, name: str) -> list[Row]:
        """The rows of a kind that stand in the report of a file."""
        return [row for row in self.tables[kind] if row["report"] == self.report(name)["report"]]

    def report(self, name: str) -> Row:
        return next(r for r in self.tables["reports"] if Path(r["ref"]).stem == name)

    def files(self, where: str) -> list[str]:
        return ["outlet-a", "outlet-b"] if where == "both" else [where]

    def entity(self, key: str | None) -> Row:
        return next(
            (e for e in self.tables["entities"] if e["entity"] == key),
            {"name": key or "", "names": [], "country": None, "sector": None},
        )


def words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.casefold()) if w not in TAKING_NAMES}


def alike(wanted: str, found: str) -> bool:
    """Whether most telling words of the one stand in the other."""
    a, b = words(wanted), words(found)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= WORDS_SHARED and len(a & b) / len(a) >= WORDS_SHARED / 2


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_code(party: Row, code: str) -> bool:
    country, _, sector = code.partition(" ")
    return party.get("country") == country and (not sector or party.get("sector") == sector)


def has_codes(parties: list[Row], codes: Any) -> bool:
    """Whether all of the parties asked for are among those found (a missing sector is no objection)."""
    return all(any(is_code(p, code) for p in parties) for code in listed(codes))


def is_named(party: Row | None, name: str) -> bool:
    return bool(party) and bool(words(name) & words(f"{party.get('name') or ''} {party['text']}"))  # type: ignore[index,union-attr]  # bool(party) holds


def at_place(drawn: Drawn, place: Row | None, name: str) -> bool:
    if place is None:
        return False
    bare = name.split(" (", maxsplit=1)[0]
    if bare in drawn.expected["places"]:
        lat, lon = drawn.expected["places"][bare]
        return place["lat"] is not None and abs(place["lat"] - lat) < NEAR_DEGREES and abs(place["lon"] - lon) < NEAR_DEGREES
    return (
        words(bare) <= words(place.get("name") or "")
        or words(bare) <= words(place["text"])
        or (bare == "Syria" and place["country"] == "SYR")
    )


def bounds(wanted: Any) -> tuple[date, date | None]:
    """The first and last day of a date as the example writes it: a day, a year, a pair, `2011/..`."""
    first, last = wanted if isinstance(wanted, list) else (wanted.split("/")[0], wanted.rsplit("/", maxsplit=1)[-1])
    start = date.fromisoformat(first if "-" in first else f"{first}-01-01")
    if last == "..":
        return start, None
    return start, date.fromisoformat(last if "-" in last else f"{last}-12-31")


def on_date(found: Row | None, wanted: Any) -> bool:
    if not found or not found["from"]:
        return False
    start, end = bounds(wanted)
    first = date.fromisoformat(found["from"])
    last = date.fromisoformat(found["to"]) if found["to"] else None
    if end is None:
        return last is None and first.year == start.year
    return last is not None and start <= first and last <= end
