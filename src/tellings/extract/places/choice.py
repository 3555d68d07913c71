"""One joint decision for all the places of a report: which of the places of a name is meant."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tellings.data.countries import by_capital, country
from tellings.model.gazetteer import Entry, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.extract.places.names import Named

COUNTRY_PRIOR = 8.5
STATE_PRIOR = 7.0
LARGE_PRIOR = 8.0
LANDMARK_PRIOR = 6.3
"""Orders of magnitude of inhabitants that a place without a population of its own counts for, against log10 of a town's."""

CAPITAL_BONUS = 3.0
"""A capital is meant before a state or town of its name (`Washington`)."""

SMALL_CAPITAL = 100_000
"""Inhabitants from which a town of a capital's name is the capital: Utah has a Washington too."""

METROPOLIS = 1_000_000
"""Inhabitants from which a bare name is rather the city's than that of its state."""

ALTERNATE = 1.5
"""What an alternate name costs against a place's own; a town of half a million pays little of it."""

COUNTRY_WEIGHT = 2.0
STATE_WEIGHT = 2.2
NEAR_WEIGHT = 1.0
HOME_WEIGHT = 3.0
KIND_WEIGHT = 3.0
"""What each sign adds, in orders of magnitude of inhabitants. Swept on three annotated sets: from 1.5 to 2.5 (country), 1.8 to 3
(state), 0.5 to 2 (near), the share of right places moves by about one in a hundred at most."""

NEAR_KM = 150.0
NEAR_DEGREES = 1.35
"""A little more latitude than `NEAR_KM`: places that lie farther apart need no measuring, and nearly all do."""

ENOUGH = 2.0
"""Votes from which a country or state is surely spoken of."""

DOMINANT_VOTE = 0.7
DOUBTFUL_VOTE = 0.3
"""What a town's vote for its state and country counts where it dwarfs the others of its name, and where it does not."""

CONSIDERED = 8
"""Places of one name whose distance to the others is measured; the rest score too low to win by it."""

ROUNDS = 2
HALF = 0.5


@dataclass
class Context:
    """What the report speaks of: votes for countries and states, by voter, and the points of what is decided."""

    votes: dict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    points: list[tuple[float, float, str]] = field(default_factory=list)
    home: Entry | None = None

    def cast(self, voter: str, code: str, weight: float) -> None:
        """A vote for a country, or for a state and its country."""
        if code:
            self.votes[code].append((voter, weight))
        if "." in code and (row := country(code.partition(".")[0])):
            self.votes[row.code].append((voter, weight))

    def spoken(self, code: str, key: str) -> float:
        """How surely a country or state is spoken of, 0 to 1; a name has no vote in its own cause."""
        if not (votes := self.votes.get(code)):  # as for most of the places of a common name
            return 0.0
        return min(1.0, sum(weight for voter, weight in votes if voter != key) / ENOUGH)


@dataclass(frozen=True)
class Choice:
    """The place that was chosen for a name, with the reason in words."""

    entry: Entry
    reason: str


def choose(named: Sequence[Named], spoken: Mapping[str, float], home: Entry | None = None) -> dict[str, Choice]:
    """For each name (its `group_key`) the place that is meant, decided together; `home` is the town that the outlet writes in."""
    groups: dict[str, list[Named]] = defaultdict(list)
    for one in named:
        if one.entries:
            groups[group_key(one)].append(one)
    chosen: dict[str, Choice] = {}
    for _ in range(ROUNDS):
        context = _context(groups, chosen, spoken)
        if home:
            context.home = home
            context.points.append((home.lat, home.lon, ""))
        chosen = {key: _best(key, group, context) for key, group in groups.items()}
    return chosen


def group_key(named: Named) -> str:
    """Mentions with this key in common mean the same place; `Aleppo province` is not `Aleppo`."""
    word = named.kind.value if named.kind and any(e.kind is named.kind for e in named.entries) else ""
    return named.text.lower().removeprefix("the ") + (f" {word}" if word not in ("", "town") else "")


def _context(groups: Mapping[str, Sequence[Named]], chosen: Mapping[str, Choice], spoken: Mapping[str, float]) -> Context:
    context = Context()
    for code, votes in spoken.items():
        context.cast("", code, votes)
    for key, group in groups.items():
        weight = min(len(group), 3) ** 0.5
        for inside in dict.fromkeys(n.inside for n in group if n.inside):
            context.cast("", inside, weight)
        if entry := chosen[key].entry if key in chosen else _plain(group):
            region = entry.kind in (PlaceKind.COUNTRY, PlaceKind.STATE)
            sure = 1.0 if region else DOMINANT_VOTE if _dominant(entry, group[0].entries) else DOUBTFUL_VOTE
            context.cast(key, entry.state or entry.country or "", weight * sure)
            if entry.kind in (PlaceKind.TOWN, PlaceKind.SITE, PlaceKind.COUNTY):
                context.points.append((entry.lat, entry.lon, key))
    return context


def _plain(group: Sequence[Named]) -> Entry | None:
    """What a name means before the context is known: its only place, or the one that dwarfs the others."""
    top = max(group[0].entries, key=lambda e: prior(e, group[0].kind))
    return top if _dominant(top, group[0].entries) else None


def _dominant(entry: Entry, entries: Sequence[Entry]) -> bool:
    rest = [prior(e, None) for e in entries if e.key != entry.key and _apart(e, entry)]
    return not rest or prior(entry, None) - max(rest) >= 1.0


def _apart(left: Entry, right: Entry) -> bool:
    return not close_by(left.lat, left.lon, right.lat, right.lon)


def prior(entry: Entry, kind: PlaceKind | None) -> float:
    """How likely a place is meant by its name alone, in orders of magnitude of its inhabitants."""
    size = math.log10(entry.population + 10)
    base = PRIORS.get(entry.kind, size)
    if entry.kind is PlaceKind.STATE:
        base = STATE_PRIOR if entry.country in FEDERAL else size - 1.0
    elif entry.kind is PlaceKind.COUNTY:
        base = size - 1.5
    if (
        entry.own
        and entry.population > SMALL_CAPITAL
        and entry.kind is PlaceKind.TOWN
        and by_capital(entry.name) == entry.country
    ):
        base += CAPITAL_BONUS
    if not entry.own and entry.kind in (PlaceKind.TOWN, PlaceKind.STATE, PlaceKind.COUNTY):
        base -= ALTERNATE * (0.3 if entry.population > 500_000 else 1.0) + (2.0 if entry.kind is PlaceKind.COUNTY else 0.0)
    if kind and kind is entry.kind:
        base += KIND_WEIGHT
    return base


PRIORS = {
    PlaceKind.COUNTRY: COUNTRY_PRIOR,
    PlaceKind.CONTINENT: LARGE_PRIOR,
    PlaceKind.WORLDREGION: LARGE_PRIOR,
    PlaceKind.WATER: LANDMARK_PRIOR,
    PlaceKind.MOUNTAINS: LANDMARK_PRIOR,
    PlaceKind.AREA: LANDMARK_PRIOR + 0.5,
    PlaceKind.SITE: LANDMARK_PRIOR,
}
"""What places of these kinds count for, whatever their population."""

FEDERAL = frozenset({"USA", "CAN", "AUS", "IND", "GBR", "DEU", "BRA", "MEX", "NGA", "PAK"})
"""Countries whose states news names bare (`in Texas`); elsewhere a bare name is the town's."""


def _best(key: str, group: Sequence[Named], context: Context) -> Choice:
    inside = next((n.inside for n in group if n.inside), "")
    kind = next((n.kind for n in group if n.kind), None)
    entries: Iterable[Entry] = group[0].entries
    if inside:
        entries = [e for e in entries if inside in (e.state, e.county, e.country)] or entries
    entries = _without_namesakes(list(entries), kind)
    scored = sorted(((_score(e, key, kind, context), -n, e) for n, e in enumerate(entries)), reverse=True)
    points = [(lat, lon) for lat, lon, other in context.points if other != key]
    near = [(score + NEAR_WEIGHT * _nearness(e, points), n, e) for score, n, e in scored[:CONSIDERED]]
    best = max(near)[2]
    return Choice(best, _reason(best, key, inside, len(scored), context))


def _without_namesakes(entries: list[Entry], kind: PlaceKind | None) -> list[Entry]:
    """A town stands before the state or county around it that bears its name (`Idlib`, `Jenin`), unless the words say otherwise.

    Of the states that news names bare (`Quebec`) only a metropolis does (`New York`).
    """
    towns = [e for e in entries if e.kind is PlaceKind.TOWN]
    large = {e.state for e in towns if e.population >= METROPOLIS}

    def hidden(e: Entry) -> bool:
        if e.kind is PlaceKind.STATE and e.country in FEDERAL:
            return e.state in large
        inside = e.kind in (PlaceKind.STATE, PlaceKind.COUNTY)
        return inside and any(e.state == t.state and (e.kind is PlaceKind.STATE or e.county == t.county) for t in towns)

    return [e for e in entries if e.kind is kind or not hidden(e)]


def _score(entry: Entry, key: str, kind: PlaceKind | None, context: Context) -> float:
    land = context.spoken(entry.country or "", key)
    state = context.spoken(entry.state, key) if entry.state and entry.kind is not PlaceKind.COUNTRY else 0.0
    own = HOME_WEIGHT * bool(context.home and entry.key == context.home.key)
    return prior(entry, kind) + COUNTRY_WEIGHT * land + STATE_WEIGHT * state + own


def _nearness(entry: Entry, points: Sequence[tuple[float, float]]) -> float:
    if entry.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.WORLDREGION):
        return 0.0
    close = sum(close_by(entry.lat, entry.lon, lat, lon) for lat, lon in points)
    return min(2.0, close) / 2


def _reason(entry: Entry, key: str, inside: str, rivals: int, context: Context) -> str:
    if inside:
        return f"named with {_called(inside, entry)}"
    if rivals == 1:
        return "the only place of that name in the gazetteer"
    if entry.state and context.spoken(entry.state, key) >= HALF and entry.admin1:
        return f"{entry.admin1} is spoken of; {_others(rivals)}"
    if entry.country and context.spoken(entry.country, key) >= HALF:
        return f"the country is spoken of; {_others(rivals)}"
    return f"the best known of {rivals} places of that name"


def _others(rivals: int) -> str:
    return "one other place bears the name" if rivals == 2 else f"{rivals - 1} other places bear the name"


def _called(code: str, entry: Entry) -> str:
    """A country, state or county by name."""
    row = country(code) if "." not in code else None
    return row.name if row else (entry.admin2 if code == entry.county and entry.admin2 else entry.admin1) or code


def close_by(lat: float, lon: float, other_lat: float, other_lon: float) -> bool:
    """Whether two points are at most `NEAR_KM` apart."""
    return abs(other_lat - lat) <= NEAR_DEGREES and distance(lat, lon, other_lat, other_lon) <= NEAR_KM


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points of the globe, to one in a hundred: enough for near and far."""
    x = math.radians((other_lon - lon + 180) % 360 - 180) * math.cos(math.radians((lat + other_lat) / 2))
    return 6371 * math.hypot(x, math.radians(other_lat - lat))
