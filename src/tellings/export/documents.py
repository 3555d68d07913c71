"""The formats that are one document each: what writes them and what they are, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.export import followthemoney, geojson, icalendar, network, ninjs, page, sqlite, stix, web_annotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tellings.export.asked import Asked


@dataclass(frozen=True)
class Document:
    """A format that has its own shape. `excerpts` says that whole texts are in it only where they are asked for."""

    name: str
    about: str
    write: Callable[[Asked], Iterator[str] | Iterator[bytes]]
    media: str
    excerpts: bool = False
    binary: bool = False


DOCUMENTS: dict[str, Document] = {
    d.name: d
    for d in (
        Document(
            "ninjs", "IPTC ninjs 3.1, a report a line with what was read from it", ninjs.write, "application/x-ndjson",
            excerpts=True,
        ),
        Document(
            "followthemoney", "FollowTheMoney entities with their statements, one a line", followthemoney.write,
            "application/x-ndjson", excerpts=True,
        ),
        Document("geojson", "events, control and places as features with their evidence", geojson.write, "application/geo+json"),
        Document("stix", "a STIX 2.1 bundle: stories, parties, places, claims, evidence", stix.write, "application/stix+json"),
        Document(
            "annotations", "W3C Web Annotation with PROV: every span behind a claim", web_annotations.write, "application/ld+json"
        ),
        Document(
            "sqlite", "one SQLite file of all kinds with views for people", sqlite.write, "application/vnd.sqlite3",
            excerpts=True, binary=True,
        ),
        Document("graphml", "who stands to whom as GraphML", network.write_graphml, "application/xml"),
        Document("gexf", "the same network for Gephi, with its time line", network.write_gexf, "application/xml"),
        Document("icalendar", "claimed events with days as a calendar", icalendar.write, "text/calendar"),
        Document("html", "the stories as one page that can be mailed", page.write, "text/html", excerpts=True),
    )
}  # fmt: skip
"""What KIND may name beside tables."""
