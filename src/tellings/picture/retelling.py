"""Claims told again in a story that follows another: what a claim has to keep of its story, and which two claims are one.

A follow-up tells of the days before in a sentence or two, among new happenings of the same kind. So two claims of two stories are
one only where nothing is left open: the same day or the same words, the same parties, the same place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from tellings.model.period import Period
from tellings.picture.matching import CERTAIN, CLEAR, COMPATIBLE, REAL, conflict, denies, match, places, shared_words
from tellings.picture.roster import overlap
from tellings.picture.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.model.picture import Claim
    from tellings.picture.judged import Verdicts

RUN = 4
"""Running words that are compared at once to find what was carried over: fewer are shared by chance."""

CARRIED = 0.5
"""Share of the shorter sentence's runs of words in the longer one from which it is the same copy: desks cut and change a word or
two of background, and keep the rest."""

LEAST_RUNS = 6
"""A sentence of fewer runs (nine words) says too little to be known again by its words."""

QUOTED_AGAIN = 0.75
"""Share of the shorter side's telling words from which one speaker's words are quoted again."""

QUOTED_WHOLE = 0.4
"""The same share of the longer side: a few words that lie within a long speech are other words."""

LEAST_STEMS = 6
"""Telling words that a statement needs to be known again: speakers repeat short ones from day to day."""

MOST_TELLINGS = 12
"""Tellings of a claim that are compared: reprints say the same, and a claim of a hundred reports has few wordings."""


@dataclass(frozen=True, slots=True)
class Line:
    """An origin of a story: its number there, the agency behind it, and its outlet where it has but one."""

    number: int
    agency: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Weight:
    """A report as a claim is weighed by it: `own` are the origins it belongs to, `line` those that share a report with them."""

    report: str
    day: date | None
    outlet: str | None
    own: frozenset[int]
    line: frozenset[int]


@dataclass(frozen=True, slots=True)
class Part:
    """A claim of one story with all that is needed to weigh it again with its parts in other stories.

    `changed` are words that stand for each other in the story's copies: left words and report, right words and report.
    `name` is what a person calls the claim, `right` that one held it right.
    """

    claim: str
    story: str
    reason: str
    tellings: tuple[Telling, ...]
    weights: tuple[Weight, ...]
    lines: tuple[Line, ...]
    denials: tuple[Telling, ...] = ()
    changed: tuple[tuple[str, str, str, str], ...] = ()
    name: str = ""
    right: bool = False


def as_judged(claim: Claim, *parts: Part) -> Claim:
    """The claim with what persons said of its parts: its name, and that it is right."""
    name = next((p.name for p in parts if p.name), claim.summary)
    right = "; judged right" if any(p.right for p in parts) else ""
    return replace(claim, summary=name, standing=claim.standing + right)


@dataclass(frozen=True, slots=True)
class Retold:
    """Two claims of two stories that are one (`how` is `same`), or of which the first denies the second (`denies`)."""

    left: str
    right: str
    how: str
    score: float
    reason: str


def same_claims(left: Sequence[Part], right: Sequence[Part], verdicts: Verdicts) -> tuple[Retold, ...]:
    """Which claims of one story are told again in another that follows it, or denied there; the order of the two is free.

    Depends on the two stories alone. Of several candidates each claim has the surest only.
    """
    pairs = [(a, b) for a, b in product(left, right) if _comparable(a.tellings[0], b.tellings[0])]
    likely = [(a, b, found) for a, b in pairs if (found := _same(a, b, verdicts))]
    same: list[Retold] = []
    taken: set[str] = set()
    for a, b, (score, reason) in sorted(likely, key=lambda p: (-p[2][0], *sorted((p[0].claim, p[1].claim)))):
        if taken.isdisjoint((a.claim, b.claim)) or reason == JUDGED:
            taken |= {a.claim, b.claim}
            same.append(Retold(min(a.claim, b.claim), max(a.claim, b.claim), "same", score, reason))
    denied = (_denial(a, b) or _denial(b, a) for a, b in pairs)
    return tuple(sorted([*same, *filter(None, denied)], key=lambda r: (r.left, r.right, r.how)))


JUDGED = "judged"


def _comparable(left: Telling, right: Telling) -> bool:
    """Whether two claims can bear on each other at all: most pairs of two stories cannot, and are not looked at."""
    if left.kind != right.kind:
        return False
    return left.kind == "statement" or left.type == right.type or frozenset({left.type, right.type}) in COMPATIBLE


def _same(left: Part, right: Part, verdicts: Verdicts) -> tuple[float, str] | None:
    ours, theirs = left.tellings[:MOST_TELLINGS], right.tellings[:MOST_TELLINGS]
    ids = [(a.id, b.id) for a, b in product(left.tellings, right.tellings)] if verdicts.same or verdicts.apart else []
    if any(verdicts.parted(a, b) for a, b in ids):
        return None
    if any(verdicts.joined(a, b) for a, b in ids):
        return float("inf"), JUDGED
    if conflict(ours[0], theirs[0]):
        return None
    found = [one for a, b in product(_worded(ours), _worded(theirs)) if (one := retells(a, b))]
    return max(found, default=None)


def _worded(told: Iterable[Telling]) -> list[Telling]:
    """The tellings without those in the same words."""
    return list({" ".join(t.evidence.text.split()): t for t in told}.values())


def retells(left: Telling, right: Telling) -> tuple[float, str] | None:
    """Whether two tellings from two stories are of the same thing: how surely, and why; None where anything is left open."""
    ours, theirs = (replace(t, line=frozenset(), passages=frozenset()) for t in (left, right))  # numbers of two stories
    carried = is_carried(left.evidence.text, right.evidence.text) and left.trigger == right.trigger
    if left.kind == "statement":
        return _quoted_again(ours, theirs, carried=carried)
    found = match(ours, theirs)
    if found is None or not _same_day(left, right, carried=carried):
        return None
    sides = [overlap(left.actors, right.actors), overlap(left.recipients, right.recipients)]
    if min(sides) < 0 or (max(sides) < CERTAIN and not carried):
        return None
    somewhere = places(left.place, right.place)
    if somewhere < 1 and not (carried and somewhere >= 0):
        return None
    score = found.score + (CLEAR if carried else 0)
    same_word = left.trigger == right.trigger or "words alike" in found.reason or "same number" in found.reason
    if score < CLEAR or not same_word:
        return None
    return score, f"told again: {found.reason}" + (", carried over word for word" if carried else "")


def _same_day(left: Telling, right: Telling, *, carried: bool) -> bool:
    """Whether both say the same day; of words carried over it is enough that the days told do not differ."""
    days = [t.when for t in (left, right) if t.when and t.when.known]
    if len(days) == 2 and all(d.first and d.first == d.last for d in days):
        return days[0] == days[1]
    return carried and (len(days) < 2 or days[0].meets(days[1]))


def _quoted_again(left: Telling, right: Telling, *, carried: bool) -> tuple[float, str] | None:
    if not {w.key for w in left.actors} & {w.key for w in right.actors} or conflict(left, right):
        return None
    alike, sizes = shared_words(left.words, right.words), sorted((len(left.words), len(right.words)))
    opposed = left.type != right.type and "denies" in (left.type, right.type)
    if alike < QUOTED_AGAIN or alike * sizes[0] < QUOTED_WHOLE * sizes[1] or sizes[0] < LEAST_STEMS:
        return None
    if opposed or _figures(left) != _figures(right) or not _one_time(left.when, right.when):
        return None
    return 2 * alike + carried, f"quoted again: {alike:.0%} of the words, same speaker"


def _figures(told: Telling) -> frozenset[str]:
    """The numbers in what is said: who gives another toll speaks of another day, or anew."""
    return frozenset(re.findall(r"\d+", " ".join(span.text for span in told.content)))


def _one_time(left: Period | None, right: Period | None) -> bool:
    return not (left and right and left.known and right.known) or left.meets(right)


def _denial(denial: Part, claim: Part) -> Retold | None:
    """What a follow-up denies: the denial must say of which place and party, and of no other day."""
    if denial.tellings[0].status != "denied" or claim.tellings[0].status not in REAL:
        return None
    for a, b in product(_worded(denial.tellings[:MOST_TELLINGS]), _worded(claim.tellings[:MOST_TELLINGS])):
        told = a.when is not None and b.when is not None and a.when.meets(b.when)
        if denies(a, b) and places(a.place, b.place) >= 1 and (told or is_carried(a.evidence.text, b.evidence.text)):
            return Retold(denial.claim, claim.claim, "denies", 0.0, "denied in a follow-up")
    return None


def is_carried(left: str, right: str) -> bool:
    """Whether one sentence has most of the other's words in the same order: background that was carried over."""
    ours, theirs = runs(left), runs(right)
    least = min(len(ours), len(theirs))
    return least >= LEAST_RUNS and len(ours & theirs) >= CARRIED * least


@lru_cache(maxsize=4096)
def runs(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of `RUN` words of a sentence, whatever its marks and capitals."""
    words = [w.casefold() for w in re.findall(r"\w+", text)]
    return frozenset(tuple(words[k : k + RUN]) for k in range(len(words) - RUN + 1))
