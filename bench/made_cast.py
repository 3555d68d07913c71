"""An invented cast: countries that exist, everybody and every town in them made up."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from tellings.data.countries import CountryKind, countries
from tellings.model.coding import MentionKind

Kind = TypeVar("Kind")

SYLLABLES = re.findall("..", "badakalamanarasatavizomirelokushgodunepayofehajitu")
OFFICES = ("president", "foreign minister", "spokesman", "governor", "army chief", "mayor", "lawmaker", "envoy")
SECTORS = {"president": "GOV", "spokesman": "GOV", "army chief": "MIL", "lawmaker": "LEG"}
BODIES = ("Front", "Union", "Council", "Movement", "Brigade", "Ministry", "Bank", "Institute")
GROUPS = (("rebels", "REB"), ("troops", "MIL"), ("police", "COP"), ("protesters", "CVL"), ("lawmakers", "LEG"))

PERSONS, ORGANISATIONS, TOWNS = 1500, 600, 900
"""Those whom many happenings have; everybody else is made up when needed."""

ZIPF = 0.9
"""Of the frequency of names: the first is in one report out of ten."""


@dataclass(frozen=True)
class Somebody:
    """Who acts, is acted on or speaks: the key within a report, the names, and what is known."""

    key: str
    kind: MentionKind
    name: str
    short: str
    country: str | None
    sector: str | None
    office: str | None = None


@dataclass(frozen=True)
class Town:
    """A place; its number is in nobody's gazetteer."""

    name: str
    number: int
    country: str
    lat: float
    lon: float


class Cast:
    """Everybody and everywhere, by one seed."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(f"{seed} cast")  # noqa: S311  # what is invented is no secret
        found = (c for c in countries() if c.kind is CountryKind.COUNTRY and c.population)
        known = sorted(found, key=lambda c: (-c.population, c.code))
        self.countries = [(c.code, c.name) for c in known[:80]]
        self.people = [self._person(rng) for _ in range(PERSONS)]
        self.bodies = [self._body(rng) for _ in range(ORGANISATIONS)]
        self.states = [Somebody(f"country:{code}", MentionKind.COUNTRY, name, name, code, "GOV") for code, name in self.countries]
        self.groups = [self._group(code, name, *g) for code, name in self.countries for g in GROUPS]
        self.towns = [self._town(rng, n) for n in range(TOWNS)]
        sizes = (len(some) for some in (self.people, self.bodies, self.states, self.groups, self.towns))
        self._weights = {n: list(accumulate(1 / (k + 1) ** ZIPF for k in range(n))) for n in sizes}

    def somebody(self, rng: random.Random) -> Somebody:
        """One whom many know."""
        kind = rng.choices((self.people, self.bodies, self.states, self.groups), (4, 2, 3, 2))[0]
        return self._often(rng, kind)

    def minor(self, rng: random.Random) -> Somebody:
        """One whom hardly anybody else tells of."""
        return self._person(rng) if rng.random() < 0.7 else self._body(rng)

    def town(self, rng: random.Random) -> Town:
        """A town, the larger ones more often."""
        return self._often(rng, self.towns)

    def _often(self, rng: random.Random, some: list[Kind]) -> Kind:
        return rng.choices(some, cum_weights=self._weights[len(some)])[0]

    def _word(self, rng: random.Random) -> str:
        return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4)))

    def _country(self, rng: random.Random) -> str:
        return self.countries[min(rng.randrange(80), rng.randrange(80))][0]

    def _person(self, rng: random.Random) -> Somebody:
        given, family, office = self._word(rng), self._word(rng), rng.choice(OFFICES)
        sector, name = SECTORS.get(office, "GOV"), f"{given.capitalize()} {family.capitalize()}"
        return Somebody(
            f"person:{given} {family}", MentionKind.PERSON, name, family.capitalize(), self._country(rng), sector, office
        )

    def _body(self, rng: random.Random) -> Somebody:
        name, sector = f"{self._word(rng).capitalize()} {rng.choice(BODIES)}", rng.choice(("REB", "CVL", "GOV"))
        return Somebody(f"body:{name.lower()}", MentionKind.ORGANISATION, name, name, self._country(rng), sector)

    def _group(self, code: str, country: str, word: str, sector: str) -> Somebody:
        return Somebody(f"unnamed:{code} {sector}", MentionKind.GROUP, f"{country} {word}", word, code, sector)

    def _town(self, rng: random.Random, number: int) -> Town:
        name = self._word(rng).capitalize() + rng.choice(("", "", "grad", "abad", " City"))
        lat, lon = round(rng.uniform(-50, 65), 3), round(rng.uniform(-120, 150), 3)
        return Town(name, 90_000_000 + number, self._country(rng), lat, lon)
