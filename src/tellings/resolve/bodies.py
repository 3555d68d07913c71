"""Names of organisations and companies compared: legal forms, acronyms, abbreviations, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from tellings.data.actors import actor_nouns, group_names
from tellings.data.given import legal_forms
from tellings.data.tables import read_table
from tellings.resolve.match import Match
from tellings.text.fold import fold
from tellings.text.spelling import sound_likeness

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_FORM = 4
"""Words of the longest legal form."""
ONE_SLIP, TWO_SLIPS = 5, 9
"""Letters from which one slip of typing, or two, leave a word of a body's name the same."""
SOUND = 0.9
"""Likeness of sound asked of a word of a body's name: names of firms are meant to differ little."""
SHORT_ACRONYM = 2
"""Letters of an acronym that any two words could have."""
LONG_ACRONYM = 6
"""Letters up to which a name in capitals is an acronym: those are never slips of each other (`ARB`, `ARP`)."""
ACRONYM = 0.88
SMALL_WORDS = frozenset({"of", "the", "and", "for", "de", "in", "on", "to"})
"""Words of a body's name that its acronym mostly leaves out."""
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}[A-Za-z]?\b\.?|\b(?:[A-Za-z]\.){2,}")


@dataclass(frozen=True, slots=True)
class BodyName:
    """The words of a body's name that count, and the classes of its legal forms."""

    words: tuple[str, ...]
    forms: frozenset[str]
    plain: tuple[str, ...]


@cache
def _written() -> Mapping[str, str]:
    return {r["form"]: r["word"] for r in read_table("body_words.tsv")}


@cache
def _known() -> Mapping[str, str]:
    """Canonical names of the groups and bodies that the table knows, by folded form."""
    return {fold(form): group.name for form, group in group_names().items() if len(form) > 2}


@lru_cache(maxsize=65536)
def read_body(name: str) -> BodyName:
    """The words of a name without legal forms, articles and light words; abbreviations spelt out."""
    dotted = _DOTTED.sub(lambda m: m[0].replace(".", "") + " ", name).replace("&", " and ").replace("+", " plus ")
    words = fold(dotted).split()
    plain, forms = _without_forms(words)
    spelt = _counted([w for word in plain for w in _written().get(word, word).split()])
    return BodyName(tuple(spelt) or tuple(plain) or tuple(words), frozenset(forms), tuple(plain))


def _counted(words: list[str]) -> list[str]:
    """`forty four`, by now `40 4`, is `44`."""
    done: list[str] = []
    for word in words:
        if done and word.isdigit() and len(word) == 1 and len(done[-1]) == 2 and done[-1].endswith("0"):
            done[-1] = done[-1][0] + word
        else:
            done.append(word)
    return done


def _without_forms(words: list[str]) -> tuple[list[str], set[str]]:
    """The words without the legal forms at either end, and the classes of these."""
    forms: set[str] = set()
    changed = True
    while changed and len(words) > 1:
        changed = False
        for n in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
            end, start = legal_forms().get(tuple(words[-n:])), legal_forms().get(tuple(words[:n]))
            if end or (start and words[0] not in ("co", "se", "as", "ad", "dd")):
                forms.add(end or start or "")
                words = words[:-n] if end else words[n:]
                changed = True
                break
    return words, forms


def looks_like_body(name: str) -> bool:
    """Whether a name of unknown kind ends or begins like a body's."""
    words = fold(name).split()
    if not words:
        return False
    noun = actor_nouns().get(words[-1]) or actor_nouns().get(words[0])
    return bool((noun and noun.kind != "person") or _without_forms(words)[1] or fold(name) in _known())


def same_body(left: str, right: str) -> Match:
    """Whether two names of bodies are one."""
    known = _known().get(fold(left)), _known().get(fold(right))
    if known[0] and known[1]:
        same = known[0] == known[1]
        return Match(
            same=same, score=0.98 if same else 0.0, reason=f"known as {known[0]}" if same else f"{known[0]} is not {known[1]}"
        )
    a, b = read_body(left), read_body(right)
    if not a.words or not b.words:
        return Match(same=False, score=0.0, reason="no letters to compare")
    if reason := _apart(left, right, a, b):
        return Match(same=False, score=0.4, reason=reason)
    if "".join(a.words) == "".join(b.words):
        return Match(same=True, score=1.0 if a.words == b.words else 0.95, reason="the same words once folded")
    if len(a.words) > len(b.words):
        a, b = b, a
    if _acronym(a, b):
        return Match(same=True, score=ACRONYM, reason=f"{a.plain[0].upper()} is the acronym of the other")
    return _aligned(a, b)


def _apart(left: str, right: str, a: BodyName, b: BodyName) -> str:
    """Why two names are two bodies' whatever their words, or the empty string."""
    forms = a.forms - {"corporation"}, b.forms - {"corporation"}
    if all(forms) and forms[0].isdisjoint(forms[1]):
        return "legal forms of two different companies"
    letters = [name.replace(".", "") for name in (left, right)]
    acronyms = all(name.isupper() and name.isalpha() and len(name) <= LONG_ACRONYM for name in letters)
    return "two acronyms" if acronyms and letters[0] != letters[1] else ""


def _acronym(a: BodyName, b: BodyName) -> bool:
    words = [w for w in b.plain if w not in SMALL_WORDS]
    letters = a.plain[0]
    rest = set(a.words) - {letters}
    return (
        len(words) > 1
        and len(letters) > SHORT_ACRONYM
        and letters in ("".join(w[0] for w in words), "".join(w[0] for w in b.plain))
        and not rest
    )


def _aligned(a: BodyName, b: BodyName) -> Match:
    """Every word of the one must answer to a word of the other; a body with a word more is another body."""
    left, right = list(a.words), list(b.words)
    score = 0.0
    for word in a.words:
        best = max(right, key=lambda other: _word(word, other), default="")
        if not best or _word(word, best) == 0.0:
            continue
        score += _word(word, best)
        right.remove(best)
        left.remove(word)
    if left or right:
        odd = (left or right)[0]
        close = OSA.normalized_similarity("".join(a.words), "".join(b.words))
        return Match(same=False, score=round(min(0.5, close / 2), 3), reason=f"{odd!r} is in one of them only")
    return Match(same=True, score=round(score / max(len(a.words), 1), 3), reason="every word answers")


def _word(x: str, y: str) -> float:
    """Likeness of two words of bodies' names; numbers must be equal."""
    if x == y:
        return 1.0
    if any(c.isdigit() for c in x + y):
        return 0.0
    length = min(len(x), len(y))
    slips = 2 if length >= TWO_SLIPS else 1 if length >= ONE_SLIP else 0
    if slips and OSA.distance(x, y) <= slips:
        return 0.9
    sound = sound_likeness(x, y)
    return sound if sound >= SOUND else 0.0
