"""The places of one report: candidates from the gazetteer, one joint decision."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from tellings.data.countries import by_capital, by_name, country
from tellings.extract.places.choice import choose, group_key
from tellings.extract.places.datelines import dateline_names
from tellings.extract.places.names import demonyms
from tellings.extract.places.signs import find_named
from tellings.extract.places.unknown import astray, country_votes, respelt, unlisted
from tellings.model.coding import Mention, MentionKind, Place, Precision
from tellings.model.gazetteer import PlaceKind
from tellings.model.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tellings.data.outlets import Home
    from tellings.extract.names.cast import Cast
    from tellings.extract.places.choice import Choice
    from tellings.extract.places.names import Named
    from tellings.extract.syntax import Syntax
    from tellings.model.gazetteer import Entry
    from tellings.model.report import Dateline

DEMONYM_VOTE = 0.7
DATELINE_VOTE = 1.5
HOME_VOTE = 1.5
"""Votes for a country; two settle it: a people named once does not, a dateline or the outlet's home nearly does."""


class Gazetteer(Protocol):
    """Where place names are looked up; `data` opens it, read-only."""

    @property
    def name(self) -> str:
        """Which edition of it this is: another one may know other places."""
        ...

    def look_up(self, name: str) -> Sequence[Entry]:
        """Every place of that name (folded, alternate names too), the most populous first."""
        ...

    def look_up_loosely(self, name: str, country: str) -> Sequence[Entry]:
        """Places of one country whose name, romanised otherwise, may be this one; the most alike first."""
        ...


def find_places(
    syntax: Syntax, cast: Cast, gazetteer: Gazetteer, dateline: Dateline | None, home: Home | None = None
) -> tuple[Mention, ...]:
    """Every place as a PLACE mention with its `place`, in order of the text; countries too, wherever they are named.

    People and bodies named after places are left out, and so are demonyms. A country that acts is both: the cast has the
    actor, this the place. `home` is where the outlet writes for, if that is known.
    """
    spoken = _spoken(syntax, dateline, gazetteer, home)
    named = [*dateline_names(dateline, gazetteer), *find_named(syntax, cast, gazetteer)]
    town = _town(home, gazetteer)
    chosen = choose(named, spoken, town)
    spelt = respelt(named, chosen, spoken, gazetteer)
    if any(now.entries and now is not one for now, one in zip(spelt, named, strict=True)):  # else nothing new to choose from
        chosen = choose(spelt, spoken, town)
    mentions = _mentions(spelt, chosen, spoken, syntax.text)
    return tuple(sorted(mentions, key=lambda m: m.span))


def _spoken(syntax: Syntax, dateline: Dateline | None, gazetteer: Gazetteer, home: Home | None) -> Mapping[str, float]:
    """Votes for countries and states that do not come from names in the text: peoples, the dateline, the outlet's home."""
    votes: defaultdict[str, float] = defaultdict(float)
    for code, count in demonyms(syntax).items():
        votes[code] += DEMONYM_VOTE * min(count, 3)
    for place in dateline.places if dateline else ():
        entries = gazetteer.look_up(place)
        votes[by_name(place) or by_capital(place) or (entries[0].country if entries else None) or ""] += DATELINE_VOTE
    if home and (row := country(home.region.partition(".")[0])):
        votes[home.region if "." in home.region else row.code] += HOME_VOTE
    return votes


def _town(home: Home | None, gazetteer: Gazetteer) -> Entry | None:
    """The outlet's town in the gazetteer."""
    if home is None:
        return None
    row = country(home.region.partition(".")[0])
    towns = (e for e in gazetteer.look_up(home.town) if e.kind is PlaceKind.TOWN and row and e.country == row.code)
    return next((e for e in towns if "." not in home.region or e.state == home.region), None)


def _mentions(named: Sequence[Named], chosen: Mapping[str, Choice], spoken: Mapping[str, float], text: str) -> Iterator[Mention]:
    votes = country_votes(chosen, spoken)
    for one in named:
        choice = None if one.site else chosen.get(group_key(one))
        if choice and astray(one, choice.entry, votes):
            continue
        place = _place(choice) if choice else unlisted(one, named, chosen, votes)
        if place:
            yield Mention(Span.of(text, one.start, one.end), MentionKind.PLACE, place.name, None, place)


def _place(choice: Choice) -> Place:
    e = choice.entry
    return Place(e.name, e.lat, e.lon, e.geonameid, e.country, e.admin1, Precision(e.precision), choice.reason)
