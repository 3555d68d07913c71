"""Numbers as news write them: `1,200`, `2.5 million`, `twenty-three`, `two dozen`, `a hundred and five`, `tens of thousands`."""

from __future__ import annotations

import re
from functools import cache

from tellings.data.numbers import number_words

HALF = re.compile(r"\bhalf\s")
"""`half a million`, `a half million`."""

PLACES = 4
"""Decimal places kept: what lies behind them is the noise of multiplying."""

SMALL_WORDS = frozenset({"a", "an", "no", "of", "and", "the"})
"""Words that are no number by themselves."""

DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


@cache
def number_pattern() -> re.Pattern[str]:
    """A number in digits, words or both, from its first word to its last."""
    plain = _any("unit", but=("a", "an", "no")) + "|" + _any("ten")
    scale, short = _any("scale", longer=3), _any("scale", but=tuple(w for w in number_words() if len(w) > 3))
    vague = _any("vague")
    spelled = (
        rf"(?:{plain})(?:(?:[-\s]+(?:and\s+)?)(?:{plain}|{scale}))*|"
        rf"(?:half\s+an?|an?\s+half|an?)[-\s]+(?:{scale})(?:\s+(?:and\s+)?(?:{plain}))*"
    )
    mixed = rf"(?:{DIGITS})(?:(?:[-\s]*(?:{scale}))+|\s?(?:{short}))?"
    return re.compile(rf"(?<![\w.,])(?:{vague}|{mixed}|{spelled}|(?:{scale}))(?![\w])", re.IGNORECASE)


@cache
def counting_words() -> frozenset[str]:
    """Words of which each number in words has one (`hundred` in `a hundred`)."""
    return frozenset(word for words in number_words() for word in words.split()) - SMALL_WORDS


def _any(kind: str, *, but: tuple[str, ...] = (), longer: int = 0) -> str:
    words = [w for w, n in number_words().items() if n.kind == kind and w not in but and len(w) > longer]
    return "|".join(sorted(words, key=len, reverse=True))


def read_number(words: str) -> tuple[float, float | None] | None:
    """From and to of a number in words or digits (equal where it is exact); None where it is none."""
    lower = " ".join(words.lower().replace("-", " ").split())
    table = number_words()
    if (vague := table.get(lower)) and vague.kind == "vague":
        return vague.low, vague.high
    halved = HALF.sub("", lower)
    exact = _spelled(halved)
    if exact is not None and halved != lower:
        exact /= 2
    return None if exact is None else (exact, exact)


def _spelled(lower: str) -> float | None:
    """Digits and words summed up: units add, scales multiply what stands before them."""
    table = number_words()
    total, part, seen = 0.0, 0.0, False
    for word in re.findall(rf"{DIGITS}|[a-z]+", lower):
        if word == "and":
            continue
        if word[0].isdigit():
            part, seen = part + float(re.sub(r"[,\u00a0\u202f]", "", word)), True
            continue
        known = table.get(word)
        if not known or known.kind == "vague":
            return None
        seen = True
        if known.kind != "scale":
            part += known.low
        elif known.low < 1000:
            part = (part or 1) * known.low
        else:
            total, part = total + (part or 1) * known.low, 0.0
    return round(total + part, PLACES) if seen else None


def whole_number(words: str) -> int | None:
    """A small exact number (`3`, `three`, `a`, `twenty-one`), or None."""
    found = read_number(words)
    return int(found[0]) if found and found[0] == found[1] and found[0] == int(found[0]) else None


def spelled_year(words: str) -> int | None:
    """The year of `nineteen ninety-six`, `two thousand`, `twenty fifteen`."""
    century, _, rest = words.lower().replace("-", " ").partition(" ")
    if century not in ("eighteen", "nineteen", "twenty"):
        year = whole_number(words)
        return year if year and 1800 <= year <= 2199 else None
    within = whole_number(rest) if rest else None
    hundreds = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[century]
    return hundreds + within if within is not None and 10 <= within <= 99 else None
