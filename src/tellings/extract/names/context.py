"""Which country a report is about, and which one a bare `the army` or `a foreign ministry spokesman` belongs to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tellings.data.actors import cast_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tellings.extract.names.known import Known
    from tellings.extract.syntax import Syntax, Token

STATE = cast_words("state_sector")
SITE_WORDS = cast_words("site")
PLACE_PREPOSITIONS = cast_words("place_preposition")
"""Sectors that belong to a country; for the rest the words alone say whose they are."""

MAIN_SHARE = 0.5
"""Share of all country words from which a country is what the report is about."""

SPEAKING = ("spokesman", "spokeswoman", "spokesperson", "ministry", "minister", "foreign office", "presidency")
"""Those who speak for the country that has just spoken, where no country is told."""

SEATED = cast_words("seated")

LAWLESS = frozenset({"UAF", "CRM"})
"""Sectors that belong to the place alone where they strike."""
LOCAL = cast_words("local")
CIVIL = frozenset({"GOV", "LEG", "JUD", "COP"})
"""Sectors of offices that are held at home; a colonel may be anybody's."""

CLEAR = 4
"""Country words from which a report's own country is clear enough to be given to a person."""

SURE_SHARE = 0.67
"""Share of them that it needs for that: in a report on talks of two countries, a minister may be of either."""

TELLING = 2
"""Country words from which they say what a report is about; a single one may be a language or somebody's passport."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a report's places say of its people.

    `country` is the one that its towns lie in; at `namesakes` start words that look like the name of a country or capital and
    name another place (`Georgia` the state, `Athens` there).
    """

    country: str | None = None
    namesakes: frozenset[int] = frozenset()


BODIES = frozenset({"UNO", "IGO", "EUR", "NGO", "IMG", "MNC", "ISM"})


class Context:
    """Countries of a report as they are met, in order of the text; `ground` is the one that its towns lie in, if known."""

    def __init__(self, syntax: Syntax, known: Mapping[int, Known], ground: str | None) -> None:
        words = [(t, k.country) for s in syntax.sentences for t in s if (k := known.get(t.start)) and _counts(t, k)]
        self.known = known
        self._ground = ground
        self._all = Counter(code for _, code in words if code)
        located = [(token, code) for token, code in words if code and _locates(token)]
        self._places = Counter(code for _, code in located)
        self._here = {s.start: Counter[str]() for s in syntax.sentences}
        for token, code in located:
            self._here[token.sent.start][code] += 1
        self._struck = {code for token, code in words if code and _uses_force(token)}
        self._met = {code for token, code in words if code and not (token.dep == "nsubj" and token.tag == "NNP")}
        self._met |= {ground} if ground else set()
        self._said_of: dict[str, str] = {}
        self.speaking: str | None = None

    @cached_property
    def main(self) -> str | None:
        """The country that the report is about: the one it speaks of most, places where something happens counted thrice.

        Where hardly any country is spoken of, it is the one that its towns lie in.
        """
        told = _majority(self._all + self._places + self._places)
        return told if self.tells or not self._ground else self._ground

    @cached_property
    def tells(self) -> bool:
        """Whether the report's country words say what it is about."""
        return self._all.total() >= TELLING

    def country(self, noun: str, sector: str | None, token: Token) -> str | None:
        """The country of an actor whose words name none: the one said of the same noun before, or the report's own."""
        if sector == "GOV" and self.speaking and noun.endswith(SPEAKING):
            return self.speaking
        if noun in self._said_of:
            return self._said_of[noun]
        here = self._here[token.sent.start]
        if sector in LAWLESS or token.lemma in LOCAL:
            return next(iter(here)) if len(here) == 1 else None
        if sector not in STATE:
            return None
        if sector == "MIL" and len(self._struck) == 1:
            return next(iter(self._struck))
        main = self.main if self.main in self._met or _names(token, self.main, self.known) else None
        return main or (next(iter(here)) if len(here) == 1 else None)

    def home(self) -> str | None:
        """The country of a group that fights: the report's own, unless that is only one who acts or speaks in it."""
        return self.main if self.main in self._met else None

    def country_of_office(self, noun: str, sector: str | None, *, speaks: bool) -> str | None:
        """The country of an office that tells none: the last speaker's for who speaks too, or the report's own if clear."""
        if speaks and sector == "GOV" and self.speaking and noun.endswith(SPEAKING):
            return self.speaking
        sure = self.main and self._all[self.main] >= SURE_SHARE * self._all.total()
        return self.main if sure and sector in CIVIL and self._all.total() >= CLEAR else None

    def said(self, noun: str, country: str | None) -> None:
        """Remember that an actor of that kind was of that country."""
        if country:
            self._said_of[noun] = country


FORCE = cast_words("force_act")


def _uses_force(token: Token) -> bool:
    """Whether a country word is of those who use force: `Israel struck`, `an Israeli raid`, `Israel said it killed`."""
    if token.dep in ("amod", "compound", "poss", "nmod"):
        return token.head.lemma in FORCE and token.head.pos in ("NOUN", "PROPN")
    if token.dep != "nsubj":
        return False
    told = (c for c in token.head.children_by("ccomp") if (own := c.child("nsubj")) is not None and own.lower == "it")
    return any(verb.lemma in FORCE for verb in (token.head, *told))


def _names(token: Token, country: str | None, known: Mapping[int, Known]) -> bool:
    """Whether the sentence of a word names the country."""
    return any((k := known.get(t.start)) is not None and k.country == country for t in token.sent)


def _counts(token: Token, known: Known) -> bool:
    """The first word of each country name, demonym and capital; bodies are no country, and where one sits tells nothing."""
    first = token.sent.tokens[known.first]
    told = first is token and known.country not in BODIES and known.how in ("name", "demonym", "capital", "seat")
    return told and not _is_seat(token.sent.tokens[known.last - 1])


def _is_seat(token: Token) -> bool:
    """Whether a country is only where somebody is at home: `a monitor based in Britain`, `the Britain-based monitor`."""
    above = (token, token.head, token.head.head)
    return any(t.lower in SEATED for t in above)


def _majority(counts: Counter[str]) -> str | None:
    if not counts:
        return None
    code, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    return code if count / counts.total() >= MAIN_SHARE else None


def _locates(token: Token) -> bool:
    """Whether a country word says where something happens: `in Syria`, `the Syrian city of`, `northern Syria`."""
    head = token.sent.tokens[token.i]
    while head.dep in ("compound", "amod", "nmod", "poss") and head.head.pos in ("NOUN", "PROPN"):
        head = head.head
    placed = head is token or head.lemma in SITE_WORDS or (head.dep == "pobj" and head.lower in known_parts(token))
    return (placed and head.dep == "pobj" and head.head.lower in PLACE_PREPOSITIONS) or head.lemma in SITE_WORDS


def known_parts(token: Token) -> frozenset[str]:
    """The words of a country's name behind the first (`States` behind `United`)."""
    return frozenset(t.lower for t in token.sent.tokens[token.i + 1 : token.i + 5] if t.tag.startswith("NNP"))
