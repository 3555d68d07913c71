"""Quotation marks of every style matched within a paragraph: straight, curly, guillemets, TeX, doubled singles.

Marks are matched by what stands around them, a paragraph at a time, so that one odd mark costs at most its own quotation. A
quotation left open runs to the end of its paragraph where it could be speech; a closing mark that nothing opened reaches back
to the start of the paragraph or to the quotation before. Apostrophes are told from single marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DOUBLE = "double"
SINGLE = "single"

_MARKS = re.compile(r"``|''|‘‘|’’|,,(?=\w)|[\"“”„‟«»″‹›'‘’‚‛`]")
_FAMILY = dict.fromkeys("'‘’‚‛`‹›", SINGLE)
_ONLY_OPENS = frozenset({"“", "„", "‟", "``", "‘‘", "‘", "‚", "‛", "‹", "«", ",,", "`"})
_ONLY_CLOSES = frozenset({"’’", "›"})
_TURNED = {"„": "“”‟", ",,": "“”''", "‚": "‘’", "»": "«"}
"""Openings whose closing mark is an opening one elsewhere: „so“, ‚so‘, »so«."""
_ELISIONS = frozenset({
    "em", "til", "till", "tis", "twas", "cause", "bout", "round", "n", "neath", "gainst", "s", "t", "d", "ll", "re", "ve", "m",
    "im", "er", "fore", "scuse", "kay", "specially", "tude", "hood", "nother",
})  # fmt: skip
_BEFORE_OPEN = re.compile(r"[\s(\[{—–―\-/:…|]$|^$")
_AFTER_CLOSE = re.compile(r"^$|^[\s)\]}.,;:!?—–―\-/…|]")
_LEAST_OPEN = 3
"""Words that an unclosed quotation must hold to be believed; shorter ones are stray marks."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, in code points of the whole text; `inner` leaves the marks out.

    `depth` is 0 for outermost ones. `opened` and `closed` say whether its marks are really there.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0
    opened: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    opens: bool
    closes: bool
    shape: str
    glued: bool

    def closing(self, opening: _Mark) -> bool:
        """Whether this mark can close that one."""
        if opening.shape in _TURNED:
            return self.glued and self.shape in _TURNED[opening.shape]
        return self.closes and self.family == opening.family


def quotations(text: str, start: int = 0, end: int | None = None) -> tuple[Quotation, ...]:
    """The quotations of one paragraph, `text[start:end]`, in order; nested ones after the one that holds them."""
    stop = len(text) if end is None else end
    marks = list(_marks(text, start, stop))
    found: list[Quotation] = []
    open_marks: list[_Mark] = []
    for place, mark in enumerate(marks):
        match = next((k for k in range(len(open_marks) - 1, -1, -1) if mark.closing(open_marks[k])), None)
        if match is not None and (not mark.opens or match == len(open_marks) - 1):
            opening = open_marks[match]
            del open_marks[match:]
            found.append(Quotation(opening.start, mark.end, opening.end, mark.start, len(open_marks)))
        elif mark.opens and (not any(m.family == mark.family for m in open_marks) or _reopens(marks, place)):
            open_marks.append(mark)
        elif mark.closes and mark.family == DOUBLE and not open_marks:
            found.extend(_unopened(text, start, mark, found))
    found.extend(_unclosed(text, stop, open_marks))
    return tuple(_leveled(found))


def _marks(text: str, start: int, stop: int) -> Iterator[_Mark]:
    for match in _MARKS.finditer(text, start, stop):
        mark, before, after = match.group(), text[start : match.start()][-1:], text[match.end() : stop]
        family = _FAMILY.get(mark, DOUBLE)
        opens, closes = _sides(mark, before, after)
        if family == SINGLE and _apostrophe(before, after, opens=opens):
            continue
        if opens or closes:
            glued = bool(before) and not before.isspace()
            yield _Mark(match.start(), match.end(), family, opens, closes, mark, glued)


def _sides(mark: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a mark can open and whether it can close, by its shape and by what stands on both sides."""
    if mark in _ONLY_OPENS or mark in _ONLY_CLOSES:
        return mark in _ONLY_OPENS, mark in _ONLY_CLOSES
    opens = bool(after) and not after[0].isspace() and bool(_BEFORE_OPEN.search(before) or before in "\"“'‘«„")
    closes = bool(before) and not before.isspace() and bool(_AFTER_CLOSE.match(after) or after[:1] in "\"”'’»" or not opens)
    if mark == "’":
        return False, closes
    if mark in ("”", "»"):
        return opens and not closes, not opens or closes
    return (opens, closes) if opens or closes else (True, True)  # between two blanks it closes what is open, else it opens


def _apostrophe(before: str, after: str, *, opens: bool) -> bool:
    """Whether a single mark is an apostrophe: between letters, in a year (`'90s`), or for dropped letters (`'em`)."""
    if before.isalnum() and after[:1].isalnum():
        return True
    if not opens:
        return False
    word = re.match(r"\w+", after)
    return bool(word and (word.group().lower() in _ELISIONS or re.fullmatch(r"\d\ds?", word.group())))


def _reopens(marks: list[_Mark], place: int) -> bool:
    """Whether an opening mark inside an open quotation of its own kind is a nested one: two closing ones follow."""
    family = marks[place].family
    depth = 0
    for mark in marks[place + 1 :]:
        if mark.family != family:
            continue
        depth += -1 if mark.closes and not mark.opens else 1
        if depth == -2:
            return True
    return False


def _unopened(text: str, start: int, mark: _Mark, found: list[Quotation]) -> Iterator[Quotation]:
    first = max((q.end for q in found), default=start)
    if first == start and text[mark.start - 1] in ",.!?…" and len(text[first : mark.start].split()) >= _LEAST_OPEN:
        yield Quotation(first, mark.end, first, mark.start, opened=False)


def _unclosed(text: str, stop: int, open_marks: list[_Mark]) -> Iterator[Quotation]:
    for mark in open_marks:
        if mark.family == DOUBLE and len(text[mark.end : stop].split()) >= _LEAST_OPEN:
            yield Quotation(mark.start, stop, mark.end, stop, closed=False)
            return


def _leveled(found: list[Quotation]) -> Iterator[Quotation]:
    """In order of the text, each with the number of quotations that hold it as its depth; odd overlaps are left out."""
    holders: list[Quotation] = []
    for one in sorted(found, key=lambda q: (q.start, -q.end)):
        while holders and holders[-1].end <= one.start:
            holders.pop()
        if holders and one.end > holders[-1].end:
            continue
        made = Quotation(one.start, one.end, one.inner_start, one.inner_end, len(holders), one.opened, one.closed)
        holders.append(made)
        yield made
