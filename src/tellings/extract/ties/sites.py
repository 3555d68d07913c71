"""Which place a noun phrase means, and what of it: `much of Raqqa's centre`, `the town of Raqqa`, `the town`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.ties import place_parts
from tellings.model.coding import Precision, Sited

if TYPE_CHECKING:
    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Token
    from tellings.model.coding import Mention

Site = tuple[Sited, str | None]
"""A place and what of it is meant; None is the whole."""

DEEPEST = 5
"""Steps from the head to the name in `control of much of the city centre of Raqqa`."""

LOCAL = frozenset({Precision.SITE, Precision.TOWN, Precision.REGION})
WHOLE_TOWN = frozenset({"town", "city", "village", "settlement", "it", "port", "stronghold", "place"})

QUARTERS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central", "rural"})
"""Words for a part of a town by where it lies."""

BESIDE = 60
"""Characters between a town and its region in one phrase."""

LOOK_BACK = 400
"""Characters before `the town` in which its name stands; wire paragraphs are shorter."""


def site_of(head: Token, reading: Reading) -> Site | None:
    """The local place that the phrase headed by `head` names or means; never a whole country."""
    found = _named(head, reading, DEEPEST)
    if found is None and head.lemma in WHOLE_TOWN and not head.child("prep", "poss", "amod", "appos"):
        back = _just_before(head, reading)
        return (back, None) if back else None
    return found


def finer(site: Site, reading: Reading) -> Site:
    """The town that stands just before its region (`in the town of X, in Y province`), where the parse kept the region alone."""
    region = site[0]
    if region.place.precision != Precision.REGION:
        return site
    for m in reversed(reading.places):
        near = m.place and m.place.precision == Precision.TOWN and 0 < region.span.start - m.span.end <= BESIDE
        if near and m.place and m.place.country == region.place.country:
            return Sited(m.span, m.place, m.referent), site[1]
    return site


def _named(head: Token, reading: Reading, depth: int) -> Site | None:
    own = _place_at(head, reading)
    if own:
        return own, _quarter(head, own)
    parts = place_parts()
    if depth == 0 or (head.lemma not in parts and head.lower not in parts):
        return None
    part = parts.get(head.lemma, parts.get(head.lower))
    for token in _inner(head):
        found = _named(token, reading, depth - 1)
        if found:
            return found[0], part or found[1]
    return None


def _quarter(head: Token, site: Sited) -> str | None:
    """The quarter that an adjective or the name itself marks off: `east Raqqa`, `the western part of` stay parts."""
    words = [t.lower for t in head.children_by("amod", "compound", "nmod")]
    if site.place.precision == Precision.TOWN:  # `South Kordofan` is the whole of a region
        words += site.span.text.lower().split()[:1]
    return next((w for w in words if w.removesuffix("ern") in QUARTERS and len(site.span.text) > len(w)), None)


def _inner(head: Token) -> list[Token]:
    """Where the name of a place can stand around a noun: behind `of` or `in`, as apposition, possessor or modifier."""
    objects = [n for p in head.children_by("prep") if p.lower in ("of", "in", "around", "from") for n in p.children_by("pobj")]
    return [*objects, *head.children_by("appos", "poss", "compound", "nmod")]


def _place_at(token: Token, reading: Reading) -> Sited | None:
    for m in reading.places:
        if m.place and m.place.precision in LOCAL and m.span.start <= token.start and token.end <= m.span.end:
            return Sited(m.span, m.place, m.referent)
    return None


def _just_before(head: Token, reading: Reading) -> Sited | None:
    """The town named last before `the town`, not farther back than a paragraph."""

    def is_near(m: Mention) -> bool:
        return bool(m.place and m.place.precision == Precision.TOWN and 0 <= head.start - m.span.end <= LOOK_BACK)

    near = [m for m in reading.places if is_near(m)]
    last = max(near, key=lambda m: m.span.start, default=None)
    return Sited(last.span, last.place, last.referent) if last and last.place else None
