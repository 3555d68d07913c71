"""What a report's places say of the people in it: the country that its towns lie in, and which words name no country."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tellings.extract.names import Ground
from tellings.model.coding import Precision

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tellings.extract.names import Cast
    from tellings.model.coding import Mention, Place

FINE = frozenset({Precision.SITE, Precision.TOWN, Precision.REGION})

TOWNS = 2
"""Places of different names from which they tell a country: one alone may be read as its namesake elsewhere."""

SHARE = 0.8
"""Share of all fine places that lie there: in a report from both sides of a border, an army may be either's."""


def ground(places: Sequence[Mention], cast: Cast) -> Ground | None:
    """What to find the cast with once more, now that its places are known; None where it would be the same cast."""
    fine = {m.span.start: m.place for m in places if m.place and m.place.country and m.place.precision in FINE}
    country = _country(fine.values())
    namesakes = frozenset(start for start, place in fine.items() if _elsewhere(start, place, cast))
    return Ground(country, namesakes) if namesakes or (country and not cast.tells_country) else None


def _elsewhere(start: int, place: Place, cast: Cast) -> bool:
    """Whether the tables know the words there as the name of a country or capital, and they name a place of another country."""
    known = cast.known.get(start)
    return known is not None and known.how in ("name", "capital") and known.country != place.country


def _country(places: Collection[Place]) -> str | None:
    """The country in which nearly all of these lie, if they are several."""
    counts = Counter(place.country for place in places)
    country, count = max(counts.items(), key=lambda item: (item[1], item[0] or ""), default=(None, 0))
    several = len({place.name for place in places if place.country == country}) >= TOWNS
    return country if several and count >= SHARE * len(places) else None
