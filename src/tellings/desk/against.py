"""Rows of another data set held against the picture: which it has, lacks, contradicts, and which are one event told often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from tellings.data.actors import actor_nouns
from tellings.data.foreign_codes import actor_codes
from tellings.export.happenings import happenings
from tellings.model.coding import Precision
from tellings.model.foreign import Difference, ForeignEvent, Held
from tellings.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from tellings.export.happenings import Actor, Happening
    from tellings.model.foreign import ForeignParty
    from tellings.model.opened import OpenedStory

HERE, CONTRADICTED, MISSING, OUTSIDE = "here", "contradicted", "missing", "outside"

NEAR_KM = 30.0
"""As far apart two points for one event may lie: data sets code the nearest town, or the seat of the district."""

EARTH_KM = 6371.0

COMMON_WORDS = frozenset(
    [
        "the", "and", "for", "forces", "force", "military", "police", "army", "government", "group", "front", "movement", "party",
        "people", "unidentified", "armed",
    ]
)  # fmt: skip
"""Words of names that tell nobody apart."""

FIGHTING = frozenset({"REB", "PRM", "UAF", "CRM"})
"""Sectors of armed non-state actors: data sets draw the lines between them differently."""

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
"""Sectors of a state: the same for them."""


@dataclass(frozen=True)
class Ours:
    """What of a claim rows are held against."""

    happening: Happening
    first: date
    last: date
    urls: frozenset[str]
    parties: tuple[Actor, ...]


class Calendar:
    """The picture's claims by day."""

    def __init__(self, stories: Iterable[OpenedStory]) -> None:
        self._by_day: dict[date, list[Ours]] = {}
        self.days: set[date] = set()
        for opened in stories:
            self.days.update(c.published.day for c in opened.codings.values() if c.published.day)
            for h in happenings(opened):
                self._add(h)

    def _add(self, h: Happening) -> None:
        if h.first is None or h.last is None or (h.last - h.first).days > LONGEST_DAYS:
            return
        urls = frozenset(t.report.url for t in h.tellings if t.report.url)
        ours = Ours(h, h.first, h.last, urls, (*h.actors, *h.recipients))
        for n in range((h.last - h.first).days + 1):
            day = h.first + timedelta(days=n)
            self.days.add(day)
            self._by_day.setdefault(day, []).append(ours)

    def near(self, event: ForeignEvent, window: int) -> list[Ours]:
        """The claims of the row's days, and of so many days before and after."""
        count = (event.last - event.first).days + 2 * window + 1
        days = (event.first + timedelta(days=n - window) for n in range(count))
        found = {o.happening.claim.id: o for day in days for o in self._by_day.get(day, ())}
        return list(found.values())

    def covers(self, event: ForeignEvent, window: int) -> bool:
        """Whether there is any report or claim of the row's days."""
        count = (event.last - event.first).days + 2 * window + 1
        return any(event.first + timedelta(days=n - window) in self.days for n in range(count))


LONGEST_DAYS = 31
"""Days of the longest claim that a row of a day is held against: one dated by its year alone would meet everything."""


def hold(events: Iterable[ForeignEvent], calendar: Calendar, window: int = 1) -> list[Held]:
    """What the picture says of each row, in order; rows that are one event are counted."""
    held = [_finding(e, calendar, window) for e in events]
    keys = [_key(h) for h in held]
    told = Counter(keys)
    return [replace(h, told=told[key]) for h, key in zip(held, keys, strict=True)]


def _key(held: Held) -> tuple[object, ...]:
    """What makes two rows one event: the same claim; or, where there is none, the same page, day, place and kind."""
    if held.claim:
        return ("claim", held.claim)
    e = held.event
    return ("page", e.url, e.first, e.place, e.types) if e.url else ("row", e.row)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a row and a claim agree: 1 yes (2 for all parties), -1 no, 0 not told."""

    place: int
    parties: int
    page: bool
    same_day: bool
    differs: tuple[Difference, ...]
    reason: str

    @property
    def is_same(self) -> bool:
        """Whether the two are one event: nothing speaks against it, and place, all parties or the page for it.

        What is of one kind, in one town, on one day, is one event where the parties don't rule it out.
        """
        if self.place < 0 or self.parties < 0:
            return False
        if self.same_day and (self.place > 0 or self.parties == 2):
            return True
        return self.page or (self.place > 0 and self.parties > 0)

    @property
    def score(self) -> float:
        """To choose between claims of the same days and kind."""
        return 2 * self.place + 2 * self.parties + 3 * self.page + 0.5 * self.same_day - len(self.differs)


def _finding(event: ForeignEvent, calendar: Calendar, window: int) -> Held:
    same_kind = [o for o in calendar.near(event, window) if o.happening.claim.type in event.types]
    judged = [(o, _likeness(event, o)) for o in same_kind]
    agreeing = [(o, k) for o, k in judged if k.is_same]
    if agreeing:
        ours, likeness = max(agreeing, key=lambda pair: (pair[1].score, pair[0].happening.claim.id))
        finding = CONTRADICTED if likeness.differs else HERE
        return _held(event, finding, ours, likeness)
    against = [(o, k) for o, k in judged if k.place > 0 and k.parties < 0 and k.same_day]
    if against:
        return _held(event, CONTRADICTED, *max(against, key=lambda pair: (pair[1].score, pair[0].happening.claim.id)))
    if not calendar.covers(event, window):
        return Held(event, OUTSIDE, None, "", "no report here is of these days")
    return Held(event, MISSING, None, "", _why_missing(event, same_kind))


def _held(event: ForeignEvent, finding: str, ours: Ours, likeness: Likeness) -> Held:
    claim = ours.happening.claim
    return Held(event, finding, claim.id, claim.summary, likeness.reason, likeness.differs)


def _why_missing(event: ForeignEvent, same_kind: Sequence[Ours]) -> str:
    if not event.types:
        return "its kind has no counterpart here"
    return "claims of its days and kind are of other places or parties" if same_kind else "no claim of its days is of its kind"


def _likeness(event: ForeignEvent, ours: Ours) -> Likeness:
    where, far = _places(event, ours)
    who, agreeing = _parties(event, ours)
    same_day = event.first <= ours.last and ours.first <= event.last
    page = bool(event.url) and event.url in ours.urls
    differs = [*_number(event, ours)]
    if who < 0:
        theirs = " and ".join(filter(None, map(_shown, event.parties)))
        differs.append(Difference("actor", theirs, " and ".join(p.name for p in ours.parties)))
    told = ["same day" if same_day else "days apart", far, agreeing, "same page" if page else ""]
    return Likeness(where, who, page, same_day, tuple(differs), ", ".join(filter(None, told)))


def _places(event: ForeignEvent, ours: Ours) -> tuple[int, str]:
    place = ours.happening.place
    if place is None or (event.lat is None and not event.place and not event.country):
        return 0, ""
    if event.country and place.country and event.country != place.country:
        return -1, "another country"
    fine = event.fine and place.precision in (Precision.SITE, Precision.TOWN)
    if fine and event.lat is not None and event.lon is not None and place.lat is not None and place.lon is not None:
        km = kilometres((event.lat, event.lon), (place.lat, place.lon))
        return (1, f"{km:.0f} km apart" if km >= 1 else "same place") if km <= NEAR_KM else (-1, f"{km:.0f} km apart")
    if event.place and fold(event.place) == fold(place.name):
        return 1, "same place"
    return 0, "same country" if event.country else ""


def kilometres(left: tuple[float, float], right: tuple[float, float]) -> float:
    """The distance of two points on the globe."""
    (a, b), (c, d) = (tuple(map(radians, p)) for p in (left, right))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _parties(event: ForeignEvent, ours: Ours) -> tuple[int, str]:
    """2 where all parties are the same, 1 where one is, -1 where none can be; on whichever side, for data sets differ in that."""
    known = [p for p in event.parties if p.sector or _words(p.name)]
    our_own = [p for p in ours.parties if p.sector or _words(p.name)]
    if not known or not our_own:
        return 0, ""
    alike = {(n, m): _alike(theirs, our) for n, theirs in enumerate(known) for m, our in enumerate(our_own)}
    met = {pair for pair, score in alike.items() if score > 0}
    if met:
        everybody = len({n for n, _ in met}) == len(known) and len({m for _, m in met}) == len(our_own)
        return (2 if everybody else 1), f"same party ({_shown(known[min(met)[0]])})"
    return (-1, "") if all(score < 0 for score in alike.values()) else (0, "")


def _alike(theirs: ForeignParty, ours: Actor) -> int:
    named, our_name = _words(theirs.name), _words(f"{ours.name} {ours.words}")
    if named & our_name:
        return 1
    if theirs.country and ours.country and theirs.country != ours.country:
        return -1
    if not theirs.sector or not ours.sector or ours.sector == "UNK":
        return 0
    if _family(theirs.sector) != _family(ours.sector):
        return -1
    return 1 if theirs.country and theirs.country == ours.country else 0


def _family(sector: str) -> str:
    if sector in FIGHTING:
        return "fighting"
    if sector in STATE:
        return "state"
    code = actor_codes().get(sector)
    return "armed" if code and code.armed else "civil"


def _words(name: str) -> frozenset[str]:
    """The words of a name that tell it apart; kinds of actors (`soldiers`) do not."""
    return frozenset(w for w in fold(name).split() if len(w) > 2 and w not in COMMON_WORDS and w not in actor_nouns())


def _shown(party: ForeignParty) -> str:
    return party.name or " ".join(filter(None, (party.country, party.sector)))


def _number(event: ForeignEvent, ours: Ours) -> Iterator[Difference]:
    """Where the dead that both count cannot be the same number."""
    toll = ours.happening.toll
    if event.killed and toll and (event.killed[2] < toll.low or event.killed[0] > toll.high):
        theirs = f"{event.killed[1]:g}" if event.killed[0] == event.killed[2] else f"{event.killed[0]:g} to {event.killed[2]:g}"
        yield Difference("killed", theirs, f"{toll.best:g}" if toll.low == toll.high else f"{toll.low:g} to {toll.high:g}")


def groups(held: Sequence[Held]) -> Mapping[tuple[object, ...], tuple[Held, ...]]:
    """Rows that are one event told often, the longest first."""
    found: dict[tuple[object, ...], list[Held]] = {}
    for one in held:
        if one.told > 1:
            found.setdefault(_key(one), []).append(one)
    return {key: tuple(rows) for key, rows in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[1][0].event.row))}
