"""A story's name: the headline that says best what its reports open with, or a plain sentence of theirs."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from tellings.stories.told import Sharing
from tellings.text.words import stem, weight, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.report import Report
    from tellings.model.story import Origin
    from tellings.stories.told import Told

LONGEST = 140
"""Characters of a good headline; longer ones are teasers or whole sentences."""

LONGEST_SENTENCE = 220

LEAD_LETTERS = 320
"""Characters from the beginning of a report's text: its headline and the sentence that brings the news."""

NEARLY = 0.97
"""Of headlines that say nearly as much, the newest is taken: it has the latest toll."""

KNOWN_LEADS = 2_000


def title(reports: Sequence[Report], origins: Sequence[Origin], told: Sequence[Told]) -> str:
    """The headline that tells most of what the reports open with, else such a first sentence, else an address or name.

    A word counts for as many reports as have it in headline or lead; reports of one origin count for the square root of their
    number, for copies are no further witnesses. What one report adds (who accuses whom of the attack) is told by few; the attack
    is told by all. Of headlines that say nearly as much the newest is taken.
    """
    support = _support(reports, origins)
    days: dict[str, date] = {}
    for report in reports:
        if headline := (report.title or "").strip():
            days[headline] = max(days.get(headline, date.min), report.published or date.min)
    if days:
        said = {headline: _telling(headline, support, LONGEST) for headline in days}
        best = [headline for headline in days if said[headline] >= NEARLY * max(said.values())]
        return max(best, key=lambda headline: (days[headline], said[headline], headline))
    firsts = sorted({sentence for one in told for sentence in _first_sentences(one)})
    if firsts:
        return max(firsts, key=lambda sentence: (_telling(sentence, support, LONGEST_SENTENCE), sentence))
    return min(report.ref for report in reports)


def _support(reports: Sequence[Report], origins: Sequence[Origin]) -> Mapping[str, float]:
    """For each stem that more than one report opens with, how many independent ones do."""
    share: dict[str, float] = {}
    for origin in origins:
        for key in origin.reports:
            share[key] = max(share.get(key, 0.0), 1 / math.sqrt(len(origin.reports)))
    found: dict[str, float] = {}
    times: Counter[str] = Counter()
    for report in sorted(reports, key=lambda r: r.id):  # sums of fractions depend on their order
        for opening in _opening(report.text[:LEAD_LETTERS]):
            found[opening] = found.get(opening, 0.0) + share.get(report.id, 1.0)
            times[opening] += 1
    return {word: told for word, told in found.items() if times[word] > 1 or len(reports) == 1}


@lru_cache(maxsize=KNOWN_LEADS)
def _opening(lead: str) -> frozenset[str]:
    return frozenset(stem(w.form) for w in words(lead))


def _telling(text: str, support: Mapping[str, float], longest: int) -> float:
    """How much of what the reports open with a line says, for its length; questions and shouting say less."""
    stems = sorted({stem(w.form) for w in words(text)})
    said = sum(weight(s) * support.get(s, 0.0) for s in stems) / (6 + len(stems))
    asks = 0.7 if text.rstrip().endswith(("?", "…", "...")) else 1.0
    shouts = 0.8 if text.isupper() else 1.0
    return said * asks * shouts * min(1.0, longest / max(1, len(text)))


def _first_sentences(told: Told) -> Iterable[str]:
    """The first sentence of narration, in one line."""
    for line in told.lines:
        if line.sharing is Sharing.NARRATION and not line.heading:
            yield " ".join(told.text[line.start : line.end].split())
            return
