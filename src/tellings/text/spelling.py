"""How like two spellings of one word of a name are: by sound, by typing slips, by families of given names."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from tellings.data.given import family, near_sounds, sound_rules

VOWELS = frozenset("aeiou")
VOWEL, GAP, OTHER = 0.3, 0.9, 1.0
"""Costs of a vowel for another, of a lost sound and of one sound for an unlike one."""
FRONT, BACK = frozenset("ie"), frozenset("ou")
NEAR_VOWEL = 0.15
"""`i` for `e` and `o` for `u` are the commonest of all differences between romanisations."""
FIRST = 1.5
"""A first letter counts more: people keep it."""
SLIP_LENGTH = 5
"""Letters from which one slip of typing (a letter more, less, other, or two swapped) leaves a word the same."""
SHORT = 3
"""Sounds up to which two words must agree in all consonants: Korean and Chinese syllables differ in one."""
FAMILY_SCORE, SLIP_SCORE = 0.96, 0.9


@lru_cache(maxsize=65536)
def sounds(word: str) -> str:
    """The sounds of a folded word, one character each: `khaled` is `Xaled`."""
    for pattern, sound in sound_rules():
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=262144)
def sound_likeness(left: str, right: str) -> float:
    """How like two folded words sound, in [0, 1]."""
    a, b = sounds(left), sounds(right)
    if not a or not b:
        return 0.0
    return max(0.0, 1.0 - _distance(a, b) / max(len(a), len(b)))


def _distance(a: str, b: str) -> float:
    before = [0.0]
    for j, sound in enumerate(b):
        before.append(before[-1] + _gap(sound, at_start=j == 0))
    for i, x in enumerate(a):
        row = [before[0] + _gap(x, at_start=i == 0)]
        for j, y in enumerate(b):
            weight = FIRST if i == 0 and j == 0 else 1.0
            row.append(
                min(
                    before[j] + weight * _change(x, y),
                    before[j + 1] + _gap(x, at_start=i == 0),
                    row[j] + _gap(y, at_start=j == 0),
                )
            )
        before = row
    return before[-1]


def _gap(sound: str, *, at_start: bool) -> float:
    return (FIRST if at_start else 1.0) * near_sounds().get((sound, "-"), GAP)


def _change(x: str, y: str) -> float:
    if x == y:
        return 0.0
    if x in VOWELS and y in VOWELS:
        return NEAR_VOWEL if {x, y} <= FRONT or {x, y} <= BACK else VOWEL
    return near_sounds().get((x, y), OTHER)


@lru_cache(maxsize=262144)
def likeness(left: str, right: str) -> float:
    """How surely two folded words are spellings of one, in [0, 1]; 1 for the same letters.

    Given names of different families are 0 whatever they sound like (`mahmoud`, `mohammed`).
    """
    if left == right:
        return 1.0
    left_family, right_family = family(left), family(right)
    if left_family and right_family:
        return FAMILY_SCORE if left_family == right_family else 0.0
    sound = sound_likeness(left, right)
    a, b = sounds(left), sounds(right)
    if min(len(a), len(b)) <= SHORT and _consonants(a) != _consonants(b):
        return min(sound, 0.5)
    if min(len(left), len(right)) >= SLIP_LENGTH and left[0] == right[0] and OSA.distance(left, right) == 1:
        return max(sound, SLIP_SCORE)
    return sound


def _consonants(word: str) -> str:
    return "".join(c for c in word if c not in VOWELS and c not in "hyJG").replace("X", "K").replace("C", "S").lower()


_ALIKE = str.maketrans("KXGgJSCszZTtDdVfbpmn", "kkkkksssssttttppppnn", "hyaeiou")
"""Sounds that one romanisation or another takes for each other, as one; vowels and weak sounds are left out."""


@lru_cache(maxsize=262144)
def skeleton(word: str) -> str:
    """A coarse key on which the spellings of one folded word mostly agree: `araghchi` and `araqchi` are both `rks`."""
    return sounds(word).translate(_ALIKE) or word[:1]
