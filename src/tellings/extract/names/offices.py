"""Which offices the words around a name give it: before it, in apposition, after a copula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.actors import cast_words
from tellings.extract.names.roles import noun_at, read_office
from tellings.extract.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tellings.extract.names.known import Known
    from tellings.extract.names.mentions import Name
    from tellings.extract.names.roles import Office
    from tellings.extract.syntax import Token

MILITANT = cast_words("group_first") - {"hizb", "harakat", "fatah", "jamaat"}
"""First words of names of armed groups; parties begin with the others too."""
REACH = 8
"""Words before a name that can belong to its title."""


def offices_of(name: Name, known: Mapping[int, Known]) -> Iterator[Office]:
    """The offices that the sentence gives a personal name, the nearest first."""
    if office := read_office(words_before(name), known):
        yield office
    for head in (*_appositions(name), *_copulas(name)):
        left = [t for t in phrase(head) if t.i <= head.i]
        if office := read_office(left, known):
            yield office


def words_before(name: Name) -> Sequence[Token]:
    """The words directly before a name that can be its title: nouns, adjectives, countries in the possessive."""
    tokens = name.sentence.tokens
    first = name.first
    while first > 0 and name.first - first < REACH and _title_word(tokens, first - 1):
        first -= 1
    return tokens[first : name.first]


def _title_word(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.tag == "POS" or token.text == "-":
        return True
    if token.text in (".", "'", "’"):
        return False
    return token.tag in ("NN", "NNP", "NNPS", "JJ") or (
        token.lower in ("of", "for") and tokens[i + 1].tag in ("NN", "NNP", "NNS")
    )


def _appositions(name: Name) -> Iterator[Token]:
    """Heads of phrases in apposition to the name, on either side."""
    for token in name.tokens:
        yield from (c for c in token.children_by("appos") if not name.first <= c.i < name.last)
    head = name.head
    if head.dep == "appos" and head.head.pos in ("NOUN", "PROPN"):
        yield head.head
    after = name.sentence.tokens[name.last : name.last + 1]
    if after and after[0].text == "," and not any(c.dep == "appos" for c in head.children):
        yield from _comma_title(name)


def _comma_title(name: Name) -> Iterator[Token]:
    """`Name, the … minister, said` where the parse missed the apposition."""
    tokens = name.sentence.tokens[name.last + 1 : name.last + 1 + REACH]
    if not tokens or (tokens[0].pos != "DET" and tokens[0].tag not in ("NN", "JJ", "NNP")):
        return
    closing = next((k for k, t in enumerate(tokens) if t.text in (",", ".")), None)
    nouns = [t for t in tokens[:closing] if t.pos in ("NOUN", "PROPN")] if closing else []
    verbs = any(t.tag.startswith("VB") or t.lower == "and" for t in tokens[:closing])
    head = next((t for t in nouns if t.dep not in ("compound", "nmod", "poss")), None)
    if head and not verbs and head.dep not in ("dobj", "nsubj"):
        yield head


def _copulas(name: Name) -> Iterator[Token]:
    """The noun in `Name is the president of …`."""
    head = name.head
    if head.dep == "nsubj" and head.head.lemma in ("be", "become", "remain", "serve"):
        yield from (t for t in head.head.children_by("attr") if t.pos in ("NOUN", "PROPN") and t.lemma != "one")


def body_sector(words: Sequence[Token]) -> str | None:
    """The sector that the words of a body's name tell (`Ministry of Defence`, `Harbour Workers' Union`)."""
    if words[0].lower in MILITANT and len(words) > 1:
        return "REB"
    for end in range(len(words), 0, -1):
        found = noun_at(words[:end])
        if found and found[0].sector not in ("UNK", "CVL") and found[0].kind != "person":
            return found[0].sector
    return "BUS" if words[-1].lower.rstrip(".") in ("inc", "corp", "ltd", "llc", "plc", "co", "gmbh", "ag", "holdings") else None
