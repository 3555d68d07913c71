"""Two passages word by word: where in each the changes stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from tellings.text.shown import line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tellings.model.story import Passage

_TOKEN = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")

TWINS = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚‹›", "'") | dict.fromkeys("–—‑", "-"))
"""Quotation marks and dashes that differ by the house's style."""

LONGEST = 80
"""Characters of a change's words in its label."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a report's text that the other has not, or has otherwise."""

    start: int
    end: int
    kind: str
    change: int
    says: str


def mark(
    left: str, ours: Passage, right: str, theirs: Passage, kinds: Mapping[tuple[str, str], str], number: int
) -> tuple[list[Marked], list[Marked]]:
    """The marks of both sides; `kinds` names the changes found when they were compared, `number` is the last given."""
    a = list(_TOKEN.finditer(left, ours.start, ours.end))
    b = list(_TOKEN.finditer(right, theirs.start, theirs.end))
    matcher = SequenceMatcher(None, [_form(m) for m in a], [_form(m) for m in b], autojunk=False)
    mine: list[Marked] = []
    yours: list[Marked] = []
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            continue
        words = _words(left, a, a0, a1), _words(right, b, b0, b1)
        if not any(map(str.isalnum, words[0] + words[1])) and words not in kinds:
            continue  # a comma more or less is no change of a word
        kind = kind_of(words, kinds)
        number += 1
        says = _says(kind, *words)
        if a1 > a0:
            mine.append(Marked(a[a0].start(), a[a1 - 1].end(), kind, number, says))
        if b1 > b0:
            yours.append(Marked(b[b0].start(), b[b1 - 1].end(), kind, number, says))
    return mine, yours


def _form(token: re.Match[str]) -> str:
    """A word or sign so that its typographical twin is the same."""
    return token.group().casefold().translate(TWINS)


def kind_of(words: tuple[str, str], kinds: Mapping[tuple[str, str], str]) -> str:
    """What the comparison calls this change, or one that is a part of it; else what it looks like."""
    if words in kinds:
        return kinds[words]
    for (ours, theirs), kind in kinds.items():
        if (ours or theirs) and _within(ours, words[0]) and _within(theirs, words[1]):
            return kind
    if any(kind == "moved" and ((words[0] and words[0] in o) or (words[1] and words[1] in t)) for (o, t), kind in kinds.items()):
        return "moved"
    if not words[0]:
        return "added"
    if not words[1]:
        return "cut"
    return "number" if _DIGIT.search(words[0]) and _DIGIT.search(words[1]) else "term"


def _within(part: str, whole: str) -> bool:
    return part in whole if part else not whole


def _words(text: str, tokens: Sequence[re.Match[str]], first: int, last: int) -> str:
    return text[tokens[first].start() : tokens[last - 1].end()] if last > first else ""


def _says(kind: str, ours: str, theirs: str) -> str:
    """`number: twelve → 12`."""
    shown = [line(w) if len(w) <= LONGEST else line(w[:LONGEST]) + "…" for w in (ours, theirs)]
    return f"{kind}: {shown[0] or '(nothing)'} → {shown[1] or '(nothing)'}"
