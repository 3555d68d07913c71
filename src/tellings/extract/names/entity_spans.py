"""Entity spans of a sentence mended: names of persons that the parser has cut, towns taken together with their region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.actors import actor_nouns, cast_words, group_names, titles
from tellings.data.countries import by_demonym, by_name
from tellings.model.report import BlockKind
from tellings.text.fold import PARTICLES, SUFFIXES, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tellings.extract.syntax import Sentence, Token

Range = tuple[int, int, str]
"""First word, last word (excluded) and OntoNotes label."""

MOST_PARTICLES = 3
"""Particles in a row inside a name (`de la O`)."""
LONGEST_TITLE = 4
"""Words of a title that begins inside a span."""
NAMED_MEMBERS = 3
"""Words of `rebels of the` before the name of the body."""
MEMBERS = cast_words("members")
LINKS = PARTICLES | {"dela", "delos", "ten", "ait", "ap", "y"}
"""Small words that join the parts of a personal name."""
NO_GIVEN_NAME = cast_words("no_name") | cast_words("organisation") | cast_words("site")


def entity_spans(sentence: Sentence, labels: Collection[str]) -> list[Range]:
    """The spans of these labels, in order of the text and without overlap."""
    tokens = sentence.tokens
    spans = [part for a, b, label in sentence.entities if label in labels for part in _parts(tokens, a, b, label)]
    if sentence.block.kind is BlockKind.HEADING:
        return spans
    return _joined(tokens, [_from_given_name(tokens, span, sentence.entities) for span in spans])


def _parts(tokens: Sequence[Token], first: int, last: int, label: str) -> Iterator[Range]:
    """`Dilling in South Kordofan` is two places; a title that begins inside a span is no name (`Interior` before `Minister`)."""
    if label in ("ORG", "PERSON"):
        end = next((i for i in range(first, last) if _title_reaches(tokens, i, last)), last)
        last = first if end == first + 1 < last and by_demonym(tokens[first].text) else end
        first = _behind_members(tokens, first, last)
    cut = next((i for i in range(first + 1, last - 1) if tokens[i].lower == "in" and label == "GPE"), None)
    if cut is not None:
        yield first, cut, label
        yield cut + 1, last, label
    elif first < last:
        yield first, last, label


def _behind_members(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where the name of a body begins behind those who are of it: `Rebels of the Harbour Front` at the head of a sentence."""
    of_the = first == 0 and last > NAMED_MEMBERS and [t.lower for t in tokens[1:3]] == ["of", "the"]
    return NAMED_MEMBERS if of_the and tokens[0].tag in ("NNS", "NNPS") and tokens[0].lemma.lower() in MEMBERS else first


def _title_reaches(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words from `first` begin a title that goes on behind the span."""
    ends = range(last + 1, min(len(tokens), first + LONGEST_TITLE) + 1)
    return any(" ".join(t.lower for t in tokens[first:end]) in titles() for end in ends)


def _from_given_name(tokens: Sequence[Token], span: Range, entities: Sequence[Range]) -> Range:
    """A personal name from its first word: `Nestor Guevara` where the parser has only `Guevara`."""
    first, last, label = span
    taken = {i for a, b, _ in entities for i in range(a, b)}
    while label == "PERSON" and first and first - 1 not in taken and _is_given(tokens, first - 1, first, last):
        first -= 1
    return first, last, label


def _is_given(tokens: Sequence[Token], i: int, first: int, last: int) -> bool:
    token = tokens[i]
    return (
        token.tag == "NNP"
        and token.dep in ("compound", "flat")
        and first <= token.head.i < last
        and token.text.istitle()
        and token.lower not in titles()
        and token.lower not in NO_GIVEN_NAME
        and token.lower not in actor_nouns()
        and token.text not in group_names()
        and not by_demonym(token.text)
        and not by_name(token.text)
    )


def _joined(tokens: Sequence[Token], spans: Sequence[Range]) -> list[Range]:
    """Personal names with what the parser has cut off behind a particle (`Rodel` dela `Peña`, `Nour-Eddine` `Ben Youssef`)."""
    done: list[Range] = []
    for first, last, label in spans:
        before = done[-1] if done else None
        if before and before[2] == "PERSON" and _goes_on(tokens, before, first, label):
            done[-1] = (before[0], last, "PERSON")
        elif label == "PERSON":
            done.append((first, _end(tokens, last), label))
        elif not before or first >= before[1]:
            done.append((first, last, label))
    return done


def _goes_on(tokens: Sequence[Token], before: Range, first: int, label: str) -> bool:
    if first < before[1]:
        return True
    between = tokens[before[1] : first]
    if not all(_links(t) for t in between) or len(between) > MOST_PARTICLES:
        return False
    linked = bool(between) or _links(tokens[before[1] - 1]) or _links(tokens[first])
    return linked and (label == "PERSON" or bool(between) or _links(tokens[before[1] - 1]))


def _end(tokens: Sequence[Token], last: int) -> int:
    """Behind the capitalised word that a particle at or behind the end of the name belongs to, or behind its suffix."""
    end = last
    while end < len(tokens) and end - last < MOST_PARTICLES and _links(tokens[end]):
        end += 1
    linked = end > last or _links(tokens[last - 1])
    if linked and end < len(tokens) and tokens[end].text[:1].isupper() and tokens[end].tag in ("NNP", "NNPS"):
        return end + 1
    return last + 1 if last < len(tokens) and fold(tokens[last].text) in SUFFIXES else last


def _links(token: Token) -> bool:
    return token.lower in LINKS and token.tag not in ("CD", "CC", "DT")
