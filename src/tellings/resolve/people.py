"""Names of people compared: romanisations, initials, order, particles, fathers' names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from anyascii import anyascii
from rapidfuzz.distance import OSA

from tellings.data.actors import titles
from tellings.data.given import family, legal_forms
from tellings.resolve.match import Match
from tellings.text.fold import PARTICLES, SUFFIXES, fold
from tellings.text.spelling import likeness, sounds

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = 0.78
"""Likeness from which two words are one name: the best F1 (0.934) on pairs of Wikidata's romanised variants, swept 0.60-0.85."""
FULL_WORD = 0.84
"""The same where both names have several words: cousins in sound (`Orban`, `Orbach`) are two people."""
JOINED_LENGTH = 8
"""Letters from which one slip leaves two names the same that differ in where words are parted."""
SHORT_WORD, FEW_SOUNDS = 0.9, 4
"""Likeness asked of words of so few sounds."""
DOUBLED_LENGTH = 5
"""Letters from which a word written twice is a slip; Chinese names double syllables."""
LONG_FORM = 4
"""Words from which a name of two words can be short for too many people (`Muhammad al-X` for `Muhammad A B al-X`)."""
NEARLY = 0.6
"""Score of names that fit, but would fit others too: the same office in the same country makes them one."""
ARTICLED = 5
"""Letters of a word from which it may begin with an article."""
BESIDE_INITIAL = 0.9
"""Likeness asked of the other words where one is an initial (`J. Biden`, `J. Wyden` are two)."""
SWAPPED, SHORTENED, INITIAL = 0.92, 0.9, 0.85
"""What order, left-out words and initials cost a match."""

_ALSO_GIVEN = frozenset({"ben", "van", "le", "do", "bar", "bat"})
"""Particles that are given names at the head of a name (`Ben`, `Van`, Vietnamese `Le`)."""
_SON = frozenset({"bin", "ibn", "ben", "bint"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_SERVANT = frozenset({"abd", "abed", "abdul", "abdel", "abdal", "abdol", "abdu", "abdou"})
_BEFORE_NAMES = ("abdul", "ben", "bin", "abu")
"""What a given name is written together with: what is behind tells the names apart (`Benali`, `Benahmed`)."""
_FAITH = frozenset({"din", "deen", "dine", "dien", "eddine", "uddin", "eddin", "addin"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of a personal name that count, and the same with each particle written together with the word behind it."""

    words: tuple[str, ...]
    joined: tuple[str, ...] = ()
    particles: int = 0
    suffixes: tuple[str, ...] = ()
    fathered: bool = False  # tells the father by bin, ibn, ben


@lru_cache(maxsize=262144)
def read_person(name: str) -> PersonName:
    """The words of a name in spoken order, without titles and particles; compounds such as `Abd al-Aziz` joined."""
    if name.count(",") == 1:
        last, first = name.split(",")
        name = f"{first} {last}" if fold(first) not in SUFFIXES else f"{last} {first}"
    every = _without_legal(_without_titles(_spread(name)))
    suffixes = tuple(w for w in every if w in SUFFIXES)
    joined = _compounds(every)
    kept = tuple(w for i, w in enumerate(joined) if _counts(w, first=i == 0 and len(joined) > 1))
    doubled = tuple(w for i, w in enumerate(kept) if i == 0 or w != kept[i - 1] or len(w) < DOUBLED_LENGTH)
    particles = sum(w in PARTICLES for w in joined)
    return PersonName(
        doubled or tuple(every), _written_together(joined), particles, suffixes, any(w in _SON for w in joined[1:-1])
    )


def _written_together(words: list[str]) -> tuple[str, ...]:
    """`amna el siddig` as `amna elsiddig`, `jan van der berg` as `jan vanderberg`."""
    done: list[str] = []
    before = ""
    for word in (w for w in words if w not in SUFFIXES):
        if word in PARTICLES:
            before += word
        else:
            done.append(before + word)
            before = ""
    return (*done, before) if before else tuple(done)


def _counts(word: str, *, first: bool) -> bool:
    return word not in SUFFIXES and (word not in PARTICLES or (first and word in _ALSO_GIVEN))


def _spread(name: str) -> list[str]:
    """Folded words; `JeanClaude` and `J.C.` come apart, `JC` before a surname is two initials; Chinese syllables stand apart."""
    if _HAN.search(name):
        name = " ".join(re.findall(r"[A-Z][a-z]*|[^A-Z]+", anyascii(name)))
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", name) if not re.search(r"\b(Mc|Mac|De|La|Le|Di|Al|El)[A-Z]", name) else name
    words: list[str] = []
    for word in apart.split():
        letters = re.sub(r"[^A-Za-z]", "", word)
        initials = len(letters) == 2 and letters.isupper() and not set(letters) & set("AEIOUY") and word != apart.split()[-1]
        words.extend(letters.lower() if initials else fold(word).split())
    return words


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 2 and (
        words[0] in titles() or f"{words[0]}." in titles() or words[0] in ("prasident", "praesident", "presidente")
    ):
        words = words[1:]
    return words


def _without_legal(words: list[str]) -> list[str]:
    return (
        words[:-1]
        if len(words) > 2 and (words[-1],) in legal_forms() and len(words[-1]) > 1 and words[-1] not in PARTICLES
        else words
    )


def _compounds(words: list[str]) -> list[str]:
    """`abd al aziz` is `abdulaziz`, `saif al din` is `saifuddin`."""
    done: list[str] = []
    i = 0
    while i < len(words):
        rest = [w for w in words[i + 1 : i + 3] if w not in PARTICLES]
        if words[i] in _SERVANT and rest:
            done.append("abdul" + rest[0])
            i = words.index(rest[0], i + 1) + 1
        elif words[i] in _FAITH and done and (words[i] not in ("din", "dine") or words[i - 1] in PARTICLES):
            done = [w for w in done if w not in PARTICLES]
            done = [*done[:-1], done[-1] + "uddin"] if done else [words[i]]
            i += 1
        else:
            done.append(words[i])
            i += 1
    return done


def same_person(left: str, right: str) -> Match:
    """Whether two personal names can be one person's and say enough for it."""
    a, b = read_person(left), read_person(right)
    if not a.words or not b.words:
        return Match(same=False, score=0.0, reason="no letters to compare")
    if apart := _apart(a, b):
        return Match(same=False, score=0.4, reason=apart)
    if a.words == b.words:
        return Match(same=True, score=1.0, reason="the same words once folded")
    if len(a.words) > len(b.words):
        a, b = b, a
    if len(a.words) != len(b.words) and any(_parted("".join(a.words), "".join(other)) for other in orders(b.words)):
        return Match(same=True, score=0.95, reason="the same letters, parted otherwise")
    found = _aligned(a, b) if a.particles == b.particles else _by_particles(a, b)
    return found if found.same or not _by_article(a, b) else Match(same=False, score=NEARLY, reason="one has an article more")


def _by_particles(a: PersonName, b: PersonName) -> Match:
    """The better of the names without their particles and with these as parts of the words (`Ben Haddou`, `Benhaddou`)."""
    apart = _aligned(a, b)
    if apart.same:
        return apart
    left, right = sorted((replace(n, words=n.joined) for n in (a, b)), key=lambda n: len(n.words))
    return max(_aligned(left, right), apart, key=lambda m: (m.same, m.score))


def _by_article(a: PersonName, b: PersonName) -> bool:
    """Whether the names are one but for an article at the head of a word (`Siddig`, `Elsiddig`; but `Ford`, `Alford`)."""
    bare = [replace(n, words=without_articles(n.words)) for n in (a, b)]
    return [n.words for n in bare] != [a.words, b.words] and _aligned(*bare).same


def without_articles(words: tuple[str, ...]) -> tuple[str, ...]:
    """`amna elsiddig` as `amna siddig`; only what the words would be if they began with articles."""
    return tuple(_without_article(w) for w in words)


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(("al", "el")) and len(word) > ARTICLED else word


def _apart(a: PersonName, b: PersonName) -> str:
    """Why two names are two people's whatever their other words, or the empty string."""
    if a.suffixes and b.suffixes and a.suffixes != b.suffixes:
        return "father and son"
    left, right = _initials(a), _initials(b)
    both = bool(left and right) and len(a.words) > 1 and len(b.words) > 1
    return "the initials differ" if both and left != right[: len(left)] and right != left[: len(right)] else ""


def orders(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words as written, and with the first or the last of them at the other end: family and given name change places."""
    yield words
    if len(words) > 1:
        yield (*words[1:], words[0])
        yield (words[-1], *words[:-1])


def _parted(left: str, right: str) -> bool:
    """Whether two names are the same letters, but for a slip."""
    return left == right or (min(len(left), len(right)) >= JOINED_LENGTH and OSA.distance(left, right) <= 1)


def _aligned(a: PersonName, b: PersonName) -> Match:
    """The shorter name's words each against the longer's."""
    pairs = align(a.words, b.words)
    least = FULL_WORD if min(len(a.words), len(b.words)) > 1 else WORD
    matched = [p for p in pairs if p[2] >= (max(least, SHORT_WORD) if _short(a, b, p) else least)]
    score = sum(p[2] for p in matched) / len(a.words)
    if len(matched) < len(a.words):
        lost = next(a.words[i] for i in range(len(a.words)) if i not in {p[0] for p in matched})
        return Match(same=False, score=round(score * 0.6, 3), reason=f"nothing in the other name answers to {lost!r}")
    full = [p for p in matched if len(a.words[p[0]]) > 1 and len(b.words[p[1]]) > 1]
    if not full:
        return Match(same=False, score=0.3, reason="initials alone")
    if len(a.words) == 1 and len(b.words) > 1:
        return Match(same=False, score=0.5, reason="one word alone fits the longer name")
    return _judged(a, b, matched, score)


def _short(a: PersonName, b: PersonName, pair: tuple[int, int, float]) -> bool:
    """Whether a word of several is so short that one sound makes it another (`Fadi`, `Fateh`)."""
    return len(a.words) > 1 and 1 < min(len(sounds(a.words[pair[0]])), len(sounds(b.words[pair[1]]))) <= FEW_SOUNDS


def _judged(a: PersonName, b: PersonName, matched: list[tuple[int, int, float]], score: float) -> Match:
    if reason := _doubtful_initial(a, b, matched):
        return Match(same=False, score=0.4, reason=reason)
    order = [j for _, j, _ in sorted(matched)]
    if len(a.words) == 2 and len(b.words) >= LONG_FORM:
        return Match(same=False, score=NEARLY, reason="two words fit a name of many, but would fit others too")
    if order != sorted(order):
        if a.fathered and b.fathered:
            return Match(same=False, score=0.4, reason="father and son change places")
        if len(a.words) == 2 and all(family(w) for w in a.words) and len(b.words) == 2:
            return Match(same=False, score=0.4, reason="two given names in the other order are another name")
        score *= SWAPPED
    if len(a.words) < len(b.words):
        score *= SHORTENED
    if any(len(w) == 1 for w in a.words):
        score *= INITIAL
    words = ", ".join(f"{a.words[i]} ~ {b.words[j]}" for i, j, s in sorted(matched) if s < 1.0)
    return Match(same=True, score=round(score, 3), reason=f"every word answers{': ' + words if words else ''}")


def _doubtful_initial(a: PersonName, b: PersonName, matched: list[tuple[int, int, float]]) -> str:
    """Why a name that answers to an initial is still another one (`Anthony Weiss`, `John A. Weiss`), or the empty string."""
    abridged = [(i, j) for i, j, _ in matched if len(a.words[i]) == 1 or len(b.words[j]) == 1]
    rest = [b.words[j] for j in range(len(b.words)) if j not in {j for _, j, _ in matched}]
    if any(len(b.words[j]) == 1 < len(a.words[i]) for i, j in abridged) and any(len(w) > 1 for w in rest):
        return "a second name's initial is no first name"
    near = abridged and any(s < BESIDE_INITIAL for i, j, s in matched if (i, j) not in abridged)
    return "an initial beside a name that only sounds alike" if near else ""


def _initials(name: PersonName) -> list[str]:
    return [w for w in name.words if len(w) == 1]


def align(left: tuple[str, ...], right: tuple[str, ...]) -> list[tuple[int, int, float]]:
    """The best pairs of words, each used once, with their likeness; of equals those in the same order."""
    scored = sorted(
        ((_word(x, y), -abs(i - j), i, j) for i, x in enumerate(left) for j, y in enumerate(right)),
        reverse=True,
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for score, _, i, j in scored:
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j, score))
    return pairs


def _word(x: str, y: str) -> float:
    """An initial answers to a word that begins with it."""
    if min(len(x), len(y)) == 1:
        return INITIAL if x[0] == y[0] else 0.0
    start = next((s for s in _BEFORE_NAMES if x.startswith(s) and y.startswith(s)), "")
    rest = x.removeprefix(start), y.removeprefix(start)
    return likeness(*rest) if start and all(rest) and (start == "abdul" or all(map(family, rest))) else likeness(x, y)
