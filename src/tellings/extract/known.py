"""Names that the tables know: countries, demonyms, capitals, seats of power, groups and bodies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.data.actors import Group, group_names, peoples, seats
from tellings.data.countries import CountryKind, by_capital, by_demonym, by_name, by_people, by_seat, country

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.extract.syntax import Sentence, Token

LONGEST = 8
"""Words of the longest name that is looked up."""


IN_RECORDS = {"UNO": "IGO", "EUR": "IGO"}
"""PLOVER's gold records code the United Nations and the European Union as IGO, like every body of states."""
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


def find_known(sentence: Sentence, text: str) -> tuple[Known, ...]:
    """Every name that the tables know, the longest at each place, in order."""
    return tuple(_scan(sentence, text))


def _scan(sentence: Sentence, text: str) -> Iterator[Known]:
    tokens, i = sentence.tokens, 0
    while i < len(tokens):
        found = _at(tokens, i, text) if tokens[i].text[:1].isalnum() else None
        if found:
            yield found
        i = found.last if found else i + 1


def _at(tokens: tuple[Token, ...], i: int, text: str) -> Known | None:
    """The longest known name that begins at word `i`."""
    if not any(c.isupper() for c in tokens[i].text):
        return None
    for j in range(min(len(tokens), i + LONGEST), i, -1):
        if tokens[j - 1].text[:1].isalnum() or tokens[j - 1].text.endswith((".", ")", "'")):
            words = " ".join(text[tokens[i].start : tokens[j - 1].end].split()).replace("’", "'")
            if found := _look_up(words, tokens, i, j):
                return found
    return None


def _look_up(words: str, tokens: tuple[Token, ...], i: int, j: int) -> Known | None:
    if (group := group_names().get(words)) and _named(tokens, i, j):
        return Known(i, j, "group", group.country, group.sector, group)
    if (seat := seats().get(words.lower())) and words[:1].isupper():
        return Known(i, j, "seat", seat.country, seat.sector)
    if code := by_name(words):
        row = country(code)
        body = row is not None and row.kind is CountryKind.BODY
        return Known(i, j, "body" if body else "name", IN_RECORDS.get(code, code))
    for how, find, sector in LOOK_UPS:
        if code := find(words):
            return Known(i, j, how, IN_RECORDS.get(code, code), sector)
    if words in peoples():
        return Known(i, j, "demonym", peoples()[words])
    return _damaged(words, tokens, i, j)


def _damaged(words: str, tokens: tuple[Token, ...], i: int, j: int) -> Known | None:
    """`U.S.-led`, which is one word to the parser, and `Syrias` where copy has lost its apostrophe."""
    first, hyphen, tail = words.rpartition("-")
    if hyphen and tail in LED and (code := by_name(first) or by_demonym(first)):
        return Known(i, j, "demonym", code)
    if j - i == 1 and words.endswith("s") and tokens[i].tag in ("NNP", "NNPS") and j < len(tokens):
        code = by_name(words[:-1]) if tokens[j].tag[:2] in ("NN", "JJ") else None
        return Known(i, j, "name", code) if code else None
    return None


def _named(tokens: tuple[Token, ...], i: int, j: int) -> bool:
    """Whether the words are written as a name: `Total` and `Dawn` at the head of a sentence are not."""
    return j - i > 1 or tokens[i].pos == "PROPN" or tokens[i].text.isupper() or bool(tokens[i].ent)
