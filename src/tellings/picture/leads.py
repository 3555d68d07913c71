"""What a report tells again of the act that its first sentence tells: in its headline, in a quotation, in the toll of it."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from tellings.picture.matching import CERTAIN, REAL, conflict
from tellings.picture.roster import NAMED, overlap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tellings.picture.telling import Telling

ANOTHER = re.compile(
    r"\b(?:also|another|separate|separately|second|elsewhere|earlier|previous|previously|later|meanwhile)\b", re.IGNORECASE
)
"""Words of a sentence that tells of something else."""

TOLL = re.compile(r"\b(?:toll|(?:number|count|total) of|were killed in the)\b", re.IGNORECASE)
"""Words that say how many the act told of before has killed."""


def told_again(tellings: Sequence[Telling]) -> Mapping[str, str]:
    """For each event that only repeats the lead of its own report, the event of the lead that it repeats, by id."""
    events = sorted((t for t in tellings if t.kind == "event" and t.status in REAL), key=_place)
    found = {}
    for _, group in groupby(events, key=lambda t: t.report):
        inside = list(group)
        body = [t for t in inside if not t.heading]
        lead = [t for t in body if t.evidence.start == body[0].evidence.start]
        for one in (t for t in inside if t not in lead):
            same = [t for t in lead if _repeats(one, t)]
            if same:
                found[one.id] = max(same, key=lambda t: (_agreed(one, t), t.trigger == one.trigger, t.id)).id
    return found


def _place(telling: Telling) -> tuple[str, int, str]:
    return telling.report, telling.evidence.start, telling.id


def _agreed(left: Telling, right: Telling) -> float:
    return overlap(left.actors, right.actors) + overlap(left.recipients, right.recipients)


def _repeats(one: Telling, lead: Telling) -> bool:
    """Whether an event is that of the lead told in fewer words: nothing in it differs, and it brings nothing of its own."""
    sides = overlap(one.actors, lead.actors), overlap(one.recipients, lead.recipients)
    if one.type != lead.type or min(sides) < 0 or conflict(one, lead):
        return False
    if one.heading:
        return not _other_number(one, lead)
    if ANOTHER.search(one.evidence.text) or (one.place and one.place != lead.place):
        return False
    same_word = one.trigger == lead.trigger
    if same_word and _refers_back(one, lead):
        return True
    if TOLL.search(one.evidence.text):
        return not (one.place or one.when or one.actors) and sides[1] >= CERTAIN
    return same_word and not (one.place or one.when or one.numbers) and max(sides) >= CERTAIN and _certain(one)


def _other_number(one: Telling, lead: Telling) -> bool:
    """Whether a headline gives another number than its lead: it sums up several acts."""
    ours, theirs = ({(q.measure, q.low) for q in t.numbers} for t in (one, lead))
    both = {m for m, _ in ours} & {m for m, _ in theirs}
    return any({n for m, n in ours if m == k}.isdisjoint(n for m, n in theirs if m == k) for k in both)


def _refers_back(one: Telling, lead: Telling) -> bool:
    """Whether it is done to what the lead has named (`attacked the depot` after `an attack on a fuel depot`)."""
    words = [c.words.lower().split() for c in one.called if c.key not in {w.key for w in one.actors}]
    known = set(re.findall(r"\w+", lead.evidence.text.lower()))
    return any(len(w) > 1 and w[0] == "the" and w[-1] in known for w in words)


def _certain(telling: Telling) -> bool:
    """Whether both sides are more than kinds of people."""
    return all(any(w.kind in NAMED or w.country for w in side) for side in (telling.actors, telling.recipients))
