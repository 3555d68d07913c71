"""Which country a report is about, and which one a bare `the army` or `a foreign ministry spokesman` belongs to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tellings.data.actors import cast_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tellings.extract.known import Known
    from tellings.extract.syntax import Syntax, Token

STATE = cast_words("state_sector")
"""Sectors that belong to a country; for the rest the words alone say whose they are."""

MAIN_SHARE = 0.5
"""Share of all country words from which a country is what the report is about."""

SPEAKING = ("spokesman", "spokeswoman", "spokesperson", "ministry", "minister", "foreign office", "presidency")
"""Those who speak for the country that has just spoken, where no country is told."""

CLEAR = 4
"""Country words from which a report's own country is clear enough to be given to a person."""

BODIES = frozenset({"UNO", "IGO", "EUR", "NGO", "IMG", "MNC", "ISM"})


class Context:
    """Countries of a report as they are met, in order of the text."""

    def __init__(self, syntax: Syntax, known: Mapping[int, Known]) -> None:
        words = [(t, k) for s in syntax.sentences for t in s if (k := known.get(t.start)) and _counts(t, k)]
        self._all = Counter(k.country for _, k in words if k.country)
        self._by_sentence = {s.start: Counter[str]() for s in syntax.sentences}
        for token, k in words:
            if k.country:
                self._by_sentence[token.sent.start][k.country] += 1
        self._said_of: dict[str, str] = {}
        self.speaking: str | None = None

    @property
    def main(self) -> str | None:
        """The country that the report is about, if one is."""
        if not self._all:
            return None
        code, count = max(self._all.items(), key=lambda item: (item[1], item[0]))
        return code if count / self._all.total() >= MAIN_SHARE else None

    def country(self, noun: str, sector: str | None, token: Token) -> str | None:
        """The country of an actor whose words name none: the one said of the same noun before, or the report's own."""
        if sector == "GOV" and self.speaking and noun.endswith(SPEAKING):
            return self.speaking
        if noun in self._said_of:
            return self._said_of[noun]
        if sector not in STATE:
            return None
        here = self._by_sentence[token.sent.start]
        return self.main or (next(iter(here)) if len(here) == 1 else None)

    def country_of_office(self, noun: str, sector: str | None) -> str | None:
        """The country of a named person's office that tells none: that of the last speaker, or the report's own if clear."""
        if sector == "GOV" and self.speaking and noun.endswith(SPEAKING):
            return self.speaking
        return self.main if sector in STATE and self._all.total() >= CLEAR else None

    def said(self, noun: str, country: str | None) -> None:
        """Remember that an actor of that kind was of that country."""
        if country:
            self._said_of[noun] = country


def _counts(token: Token, known: Known) -> bool:
    """The first word of each country name, demonym and capital; bodies are no country."""
    first = token.sent.tokens[known.first]
    return first is token and known.country not in BODIES and known.how in ("name", "demonym", "capital", "seat")
