"""Names that the tables know: countries, demonyms, capitals, seats of power, groups and bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tellings.data.actors import Group, group_names, peoples, seats
from tellings.data.countries import CountryKind, by_capital, by_demonym, by_name, by_people, by_seat, countries, country
from tellings.extract.asked_once import asked_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tellings.extract.syntax import Sentence, Token

WORDS = re.compile(r"[\w.&']+|[^\w\s]")
LONGEST = 8
"""Words of the longest name that is looked up."""


IN_RECORDS = {"UNO": "IGO", "EUR": "IGO"}
"""PLOVER's gold records code the United Nations and the European Union as IGO, like every body of states."""
ARTICLES = frozenset({"al", "el"})
"""Small words with which a name can begin."""
SHOUTED = 4
"""Letters of the longest name whose capitals are its own (`ISIL`); a longer one in capitals is only loud (`DAESH`)."""
LED = frozenset({"led", "run", "controlled", "based", "born", "mediated", "brokered"})
LOOK_UPS = (("capital", by_capital, "GOV"), ("seat", by_seat, "GOV"), ("demonym", by_demonym, None), ("demonym", by_people, None))
"""What else a name may be, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class Known:
    """Words `first` to `last` (excluded) of a sentence that a table knows; `how` is name, demonym, capital, seat or group."""

    first: int
    last: int
    how: str
    country: str | None
    sector: str | None = None
    group: Group | None = None


class KnownWords(dict[int, Known]):
    """What the tables know of the words of a report, by where each starts.

    In the sentences that start at `doubted` the report itself knows better than the tables, so that what is read there is not
    kept for other reports with the same paragraph.
    """

    def __init__(self, words: Mapping[int, Known], doubted: frozenset[int]) -> None:
        super().__init__(words)
        self.doubted = doubted


@asked_once
def find_known(sentence: Sentence, text: str) -> tuple[Known, ...]:
    """Every name that the tables know, the longest at each place, in order."""
    return tuple(_scan(sentence, text))


def _scan(sentence: Sentence, text: str) -> Iterator[Known]:
    tokens, i = sentence.tokens, 0
    while i < len(tokens):
        found = _at(tokens, i, text) if _can_begin(tokens[i].text) else None
        if found:
            yield found
        i = found.last if found else i + 1


def _can_begin(word: str) -> bool:
    """Whether a name can begin with the word: it has a capital, or is an article. Nine words in ten are ruled out at once."""
    if word.islower():
        return word in ARTICLES
    return word[:1].isalnum() and any(c.isupper() for c in word)


def _at(tokens: tuple[Token, ...], i: int, text: str) -> Known | None:
    """The longest known name that begins at word `i`."""
    reach = max(1, _reach().get(tokens[i].lower.split("-")[0], 0))
    for j in range(min(len(tokens), i + reach), i, -1):
        if tokens[j - 1].text[:1].isalnum() or tokens[j - 1].text in (")", "'"):
            words = " ".join(text[tokens[i].start : tokens[j - 1].end].split()).replace("’", "'")
            if found := _look_up(words, tokens, i, j):
                return found
    return None


@cache
def _reach() -> Mapping[str, int]:
    """For each first word of a known name, the most words and marks that a name beginning with it has."""
    names = [
        f
        for row in countries()
        for f in (row.name, *row.names, *row.parts, *row.capitals, *row.seats, *row.adjectives, *row.people)
    ]
    reach: dict[str, int] = {}
    for name in (*names, *group_names(), *seats(), *peoples()):
        words = WORDS.findall(name.lower())
        for first in {words[0], "the"} if words[0] != "the" else {"the"}:
            reach[first] = max(reach.get(first, 0), min(LONGEST, len(words) + 1))
        if words[0] == "the" and len(words) > 1:
            reach[words[1]] = max(reach.get(words[1], 0), min(LONGEST, len(words)))
    return reach


def _look_up(words: str, tokens: tuple[Token, ...], i: int, j: int) -> Known | None:
    words = words[:-1] if words.endswith(".") and words.count(".") == 1 else words
    shouted = words.capitalize() if words.isupper() and len(words) > SHOUTED else words
    if (group := group_names().get(words) or group_names().get(shouted)) and _named(tokens, i, j):
        return Known(i, j, "group", group.country, group.sector, group)
    if found := _listed(words):
        return Known(i, j, *found)
    return _damaged(words, tokens, i, j)


@lru_cache(maxsize=65536)
def _listed(words: str) -> tuple[str, str | None, str | None] | None:
    """What the tables of countries, seats and peoples say of some words: how, country, sector."""
    if (seat := seats().get(words.lower().removeprefix("the "))) and words[:1].isupper():
        return "seat", seat.country, seat.sector
    if code := by_name(words):
        row = country(code)
        body = row is not None and row.kind is CountryKind.BODY
        return "body" if body else "name", IN_RECORDS.get(code, code), None
    for how, find, sector in LOOK_UPS:
        if code := find(words):
            return how, IN_RECORDS.get(code, code), sector
    return ("demonym", peoples()[words], None) if words in peoples() else None


def _damaged(words: str, tokens: tuple[Token, ...], i: int, j: int) -> Known | None:
    """`U.S.-led`, which is one word to the parser, and `Syrias` where copy has lost its apostrophe."""
    first, hyphen, tail = words.rpartition("-")
    if hyphen and tail in LED and (code := by_name(first) or by_demonym(first)):
        return Known(i, j, "demonym", code)
    if words.endswith("s") and tokens[j - 1].tag in ("NNP", "NNPS") and j < len(tokens):
        if group := group_names().get(words[:-1]):
            return Known(i, j, "group", group.country, group.sector, group)
        code = by_name(words[:-1]) if tokens[j].tag[:2] in ("NN", "JJ") else None
        return Known(i, j, "name", code) if code else None
    return None


def _named(tokens: tuple[Token, ...], i: int, j: int) -> bool:
    """Whether the words are written as a name: `Total` and `Dawn` at the head of a sentence are not."""
    return j - i > 1 or tokens[i].pos == "PROPN" or tokens[i].text.isupper() or bool(tokens[i].ent)
