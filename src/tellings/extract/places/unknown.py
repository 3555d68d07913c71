"""Places that the gazetteer does not know under the name that the report gives them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.countries import by_misspelt_name, country
from tellings.extract.places.choice import Choice, group_key
from tellings.extract.places.names import PLACE_LABELS, placed
from tellings.model.coding import Place, Precision
from tellings.model.gazetteer import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tellings.extract.places.finder import Gazetteer
    from tellings.extract.places.names import Named
    from tellings.model.gazetteer import Entry

COUNTRIES_ASKED = 3
"""Countries of the report in which other spellings are looked for: world-wide, Kremlin would be a town in Colorado."""

SPOKEN = 1.0
SHARE = 0.5
"""Votes that such a country needs, and their share of the votes of the one spoken of most."""

FAMOUS = 200_000
"""Inhabitants from which a town may lie in a country that the report does not speak of."""

OUTSPOKEN = 4.0
"""How surely the words must call such a town a place: the pipeline's label and `in` before it."""

SETTLED = 2.0
"""Votes from which an unknown place is said to lie in the country that is spoken of most."""


def respelt(
    named: Sequence[Named], chosen: Mapping[str, Choice], spoken: Mapping[str, float], gazetteer: Gazetteer
) -> list[Named]:
    """The names, each unknown one with the places of the report's own countries that bear it in another romanisation."""
    votes = country_votes(chosen, spoken)
    most = max(votes.values(), default=0)
    near = [code for code, weight in votes.most_common(COUNTRIES_ASKED) if weight >= max(SPOKEN, SHARE * most)]
    return [n if n.entries or n.site else replace(n, entries=_respelt(n.text, near, gazetteer)) for n in named]


def country_votes(chosen: Mapping[str, Choice], spoken: Mapping[str, float]) -> Counter[str]:
    """How much each country is spoken of, places and peoples and homes together."""
    votes: Counter[str] = Counter()
    for choice in chosen.values():
        if choice.entry.country:
            votes[choice.entry.country] += 1  # type: ignore[assignment,unused-ignore]
    for code, weight in spoken.items():
        if row := country(code.partition(".")[0]):
            votes[row.code] += weight  # type: ignore[assignment]  # a Counter may hold floats
    return votes


def astray(named: Named, entry: Entry, votes: Counter[str]) -> bool:
    """Whether a small town of a country that nothing else in the report speaks of is more likely a namesake of something else."""
    if entry.kind not in (PlaceKind.TOWN, PlaceKind.COUNTY) or entry.population >= FAMOUS or named.inside:
        return False
    others = votes.get(entry.country or "", 0.0) - 1.0
    return others <= 0.0 and max(votes.values(), default=0.0) >= SETTLED and named.sure < OUTSPOKEN


def _respelt(name: str, near: Sequence[str], gazetteer: Gazetteer) -> tuple[Entry, ...]:
    if (code := by_misspelt_name(name)) and (row := country(code)):
        return tuple(e for e in gazetteer.look_up(row.name) if e.kind is PlaceKind.COUNTRY)
    found = (gazetteer.look_up_loosely(name, code) for code in near)
    return tuple(next((entries for entries in found if entries), ()))


def unlisted(named: Named, others: Sequence[Named], chosen: Mapping[str, Choice], votes: Counter[str]) -> Place | None:
    """Where a place without an entry lies by what its sentence says; None where the words are no sign that it is a place."""
    holder = _holder(named, others, chosen)
    if holder:
        precision = Precision.TOWN if holder.kind is PlaceKind.TOWN else Precision(holder.precision)
        reason = f"not in the gazetteer; said to be in {holder.name}"
        return Place(named.text, holder.lat, holder.lon, None, holder.country, holder.admin1, precision, reason)
    if named.site or named.label not in PLACE_LABELS or not (named.kind or placed(named.sentence, named.first)):
        return None
    (code, first), (_, second) = [*votes.most_common(2), ("", 0.0), ("", 0.0)][:2]
    lies = code if first >= SETTLED and second <= SHARE * first else None
    return Place(named.text, None, None, None, lies, None, Precision.TOWN, "not in the gazetteer; the words call it a place")


def _holder(named: Named, others: Sequence[Named], chosen: Mapping[str, Choice]) -> Entry | None:
    """What it lies in: a town in its name, its owner (`Aleppo's Sukkari`), or what follows (`Kelley Square in Worcester`)."""
    if named.entries and (choice := chosen.get(group_key(named))) and _spoken_of(choice.entry, named, others, chosen):
        return choice.entry
    owner = next((n for n in others if n.sentence is named.sentence and n.last == named.first - 1), None)
    if owner and named.before and named.before.tag == "POS" and (choice := chosen.get(group_key(owner))):
        return choice.entry
    following = [n for n in others if n.sentence is named.sentence and n.first > named.last - 1]
    for other in following[:1]:
        between = [t.lower for t in named.sentence.tokens[named.last : other.first]]
        choice = chosen.get(group_key(other))
        if (
            choice
            and 0 < len(between) <= LONGEST_LINK
            and between[0] in LINKS
            and (between[0] != "," or choice.entry.kind in HOLDERS)
        ):
            return choice.entry
    return None


def _spoken_of(town: Entry, named: Named, others: Sequence[Named], chosen: Mapping[str, Choice]) -> bool:
    """Whether the town in a site's name is named without the site too: `Roanoke Park` may be anywhere else."""
    keys = (group_key(n) for n in others if n is not named and not n.site)
    return any(key in chosen and chosen[key].entry.key == town.key for key in keys)


HOLDERS = frozenset({PlaceKind.STATE, PlaceKind.COUNTY, PlaceKind.COUNTRY})
"""What a comma nests a place in; between two towns it only parts a list."""

LINKS = frozenset({"in", ",", "near", "of", "outside", "(", "'s", "’s"})
LONGEST_LINK = 5
"""Words between a place and the one it is said to be in (`in the northwestern Syrian Idlib`)."""
