"""How the words around a name speak for a place, or for a person or a body that is called after one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.countries import by_demonym, by_name
from tellings.data.place_words import place_words
from tellings.extract.asked_once import found_once
from tellings.extract.places.choice import FEDERAL
from tellings.extract.places.names import PLACE_LABELS, Named, shifted, spans
from tellings.extract.places.phrases import phrases
from tellings.model.coding import MentionKind
from tellings.model.gazetteer import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.names.cast import Cast
    from tellings.extract.places.finder import Gazetteer
    from tellings.extract.syntax import Sentence, Syntax, Token
    from tellings.model.gazetteer import Entry

SURE = 1.5
"""The least that the words must speak for a place: the pipeline's label alone is enough, a preposition alone is not."""

LABEL = {"GPE": 2.0, "LOC": 2.0, "FAC": 1.5, "": 0.0}
OTHER_LABEL = -0.5
"""What the pipeline's label is worth: of names under PERSON, ORG and the rest one in ten is a place."""

IN_A_STATE = 2.0
A_COUNTRY = 2.0
STRONGLY_PLACED = 2.0
PLACED = 1.0
A_PERSON = -2.5
ENCLOSED = -2.0
PUBLIC = 2.0
PRIVATE = -5.0
CERTAIN = 3.0
"""From here on one mention vouches for the other mentions of the name."""


def find_named(syntax: Syntax, cast: Cast, gazetteer: Gazetteer) -> list[Named]:
    """Every name that the words speak for as a place, in order of the text."""
    people = _people(cast)
    found = [_of_people(n, people) for s in syntax.sentences for n in _in_sentence(s, syntax.text, gazetteer)]
    return [n for n in _vote(found) if n.sure >= SURE]


@found_once(shifted)
def _in_sentence(sentence: Sentence, text: str, gazetteer: Gazetteer) -> list[Named]:
    """What may be a place in a sentence, and how much its words speak for it."""
    return [_judge(n) for n in phrases(text, sentence, gazetteer, spans(text, sentence, gazetteer))]


def _relabelled(named: Named, persons: frozenset[int]) -> Named:
    """Without the pipeline's label for a person, where the whole report does not speak for one."""
    return replace(named, label="") if named.label == "PERSON" and named.start not in persons else named


def _people(cast: Cast) -> frozenset[str]:
    """The last words of the names of people in the report that have two or more, and these names."""
    people = [r for r in cast.referents if r.kind is MentionKind.PERSON]
    names = {form for r in people for form in (r.name, *r.forms)} | {
        m.name for m in cast.mentions if m.kind is MentionKind.PERSON
    }
    full = {name for name in names if " " in name.strip()}
    return frozenset({name.split()[-1] for name in full})


def _judge(named: Named) -> Named:
    kind = _kind(named)
    score = LABEL.get(named.label, OTHER_LABEL) + _placed(named) + _beside(named) + bool(kind)
    if named.text.lower() in place_words().notplace and not named.inside:
        score += PRIVATE
    return replace(named, kind=kind, sure=score)


def _of_people(named: Named, people: frozenset[str]) -> Named:
    """The name, less likely a place's where somebody in the report bears it."""
    return replace(named, sure=named.sure + A_PERSON) if named.text in people and not named.inside else named


def _kind(named: Named) -> PlaceKind | None:
    """What the word behind it or before it says that it is (`Idlib province`, `the town of Azaz`)."""
    words = place_words()
    if named.kind:
        return named.kind
    if named.after and (kind := words.after.get(named.after.lower)):
        return kind
    if named.before and named.before.lower == "of" and named.first >= 2:
        return words.before.get(named.sentence.tokens[named.first - 2].lower)
    return None


def _placed(named: Named) -> float:
    """What a preposition, a state behind it, or its place at the head of a paragraph says."""
    words, before = place_words(), named.before
    score = IN_A_STATE * bool(named.inside)
    score += A_COUNTRY * _unmistakable(named)
    if before and before.lower == "the" and named.first >= 2 and not named.label:
        before = named.sentence.tokens[named.first - 2]
    if before and before.lower in words.strong:
        score += STRONGLY_PLACED
    elif before and (before.lower in words.locative or before.lower in words.direction):
        score += PLACED
    elif before and before.lemma in words.taking and before.pos == "VERB":
        score += STRONGLY_PLACED if " " in named.text or named.label != "PERSON" else PLACED
    if named.text.isupper() and _heads_paragraph(named):
        score += STRONGLY_PLACED
    if named.after and named.after.pos == "NOUN" and (named.after.lower in words.resident or named.after.lower in words.civic):
        score += STRONGLY_PLACED
    return score + (STRONGLY_PLACED if _constituency(named) else 0.0)


def _unmistakable(named: Named) -> bool:
    """Whether the name is hardly anybody else's: a country, a state of a federation, a part of the world."""
    large = {PlaceKind.WORLDREGION, PlaceKind.CONTINENT, PlaceKind.WATER}
    known = any(e.kind in large or (e.own and e.kind is PlaceKind.STATE and e.country in FEDERAL) for e in named.entries)
    return (by_name(named.text) is not None and named.label != "PERSON") or (
        known and (" " in named.text or named.label != "PERSON")
    )


def _heads_paragraph(named: Named) -> bool:
    """`PORTLAND — The board met`: a dateline inside the text."""
    after = named.after.text if named.after else ""
    return after in ("—", "–", "--", "_") or (named.first == 0 and after in ("-", ":", "(", ","))


def _constituency(named: Named) -> bool:
    """`Ricky Moye, D-Raleigh`."""
    tokens, i = named.sentence.tokens, named.first
    return i >= 2 and tokens[i - 1].text == "-" and tokens[i - 2].text in ("D", "R", "I")


def _beside(named: Named) -> float:
    """What the capitalised words beside it make of it: `Paris Hilton`, `University of Chicago`, `Dallas Police Department`."""
    words, before = place_words(), named.before
    head, tail = _around(named)
    score = 0.0
    if before and before.lower.rstrip(".") in words.title and before.text[:1].isupper():
        score += A_PERSON
    elif head and not _constituency(named):
        score += ENCLOSED
    if named.after and named.after.lower in words.never:
        score += PRIVATE
    if tail:
        score += _called_after(named, tail)
    return score


def _called_after(named: Named, tail: Sequence[Token]) -> float:
    """A public body, or one of a whole state or country, names its place; a firm, a paper, a person is only called after it."""
    words = place_words()
    if tail[-1].lower in words.never or (tail[-1].lower in words.style and tail[-1].lower not in words.civic):
        return PRIVATE
    if (
        tail[0].lower in words.office
        and not named.inside
        and all(e.kind in (PlaceKind.TOWN, PlaceKind.COUNTY) for e in named.entries)
    ):
        return PRIVATE
    public = tail[0].lower.rstrip(".") in words.civic
    governed = any(e.kind is PlaceKind.COUNTRY or (e.own and _governs(e)) for e in named.entries)
    return PUBLIC if (public or governed) and named.label != "PERSON" else ENCLOSED


def _governs(entry: Entry) -> bool:
    return entry.kind is PlaceKind.STATE or (entry.kind is PlaceKind.COUNTY and " " in entry.name)


def _around(named: Named) -> tuple[list[Token], list[Token]]:
    """The proper nouns that go with it on both sides: of the same entity, or without any between them and it."""
    tokens, skipped = named.sentence.tokens, ("the", "a", "an", *place_words().direction)
    a, b = next(
        ((a, b) for a, b, _ in named.sentence.entities if a <= named.first and named.last <= b), (named.first, named.last)
    )
    if named.label in PLACE_LABELS:
        b = named.last
    while a and _joined(tokens[a - 1], tokens[a]):
        a -= 1
    while b < len(tokens) and _joined(tokens[b], tokens[b - 1]):
        b += 1
    head = [t for t in tokens[a : named.first] if t.lower not in skipped and t.text[0].isalnum()]
    return head, [t for t in tokens[named.last : b] if t.text[0].isalnum()]


def _joined(token: Token, other: Token) -> bool:
    """Whether a token goes on with the name that `other` belongs to."""
    return token.pos == "PROPN" and token.text[:1].isupper() and token.ent == other.ent and not by_demonym(token.text)


def _vote(found: list[Named]) -> list[Named]:
    """One sense a report: a mention that is certain vouches for the others of its name."""
    best: dict[str, float] = defaultdict(float)
    for named in found:
        best[named.text.lower()] = max(best[named.text.lower()], named.sure)
    return [replace(n, sure=n.sure + 1) if best[n.text.lower()] >= CERTAIN and n.sure > OTHER_LABEL else n for n in found]
