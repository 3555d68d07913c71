"""A story's name: the headline that says best what its reports are about, or a plain sentence of theirs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tellings.stories.told import Sharing
from tellings.text.words import stem, weight, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.model.report import Report
    from tellings.stories.sketches import Sketch
    from tellings.stories.told import Told

LONGEST = 140
"""Characters of a good headline; longer ones are teasers or whole sentences."""

LONGEST_SENTENCE = 220


def title(reports: Sequence[Report], sketches: Sequence[Sketch], told: Sequence[Told]) -> str:
    """The best headline of the reports, else the best first sentence of one, else its address or name."""
    central = Counter(word for sketch in sketches for word in sketch.top)
    headlines = sorted({r.title.strip() for r in reports if r.title and r.title.strip()})
    if headlines:
        return max(headlines, key=lambda headline: (_telling(headline, central, LONGEST), headline))
    firsts = sorted({sentence for one in told for sentence in _first_sentences(one)})
    if firsts:
        return max(firsts, key=lambda sentence: (_telling(sentence, central, LONGEST_SENTENCE), sentence))
    return min(report.ref for report in reports)


def _telling(text: str, central: Counter[str], longest: int) -> float:
    """How much of what the reports turn on a line says, for its length; questions and shouting say less."""
    stems = {stem(w.form) for w in words(text)}
    said = sum(weight(s) * central[s] for s in stems) / (6 + len(stems))
    asks = 0.7 if text.rstrip().endswith(("?", "…", "...")) else 1.0
    shouts = 0.8 if text.isupper() else 1.0
    return said * asks * shouts * min(1.0, longest / max(1, len(text)))


def _first_sentences(told: Told) -> Iterable[str]:
    """The first sentence of narration, in one line."""
    for line in told.lines:
        if line.sharing is Sharing.NARRATION and not line.heading:
            yield " ".join(told.text[line.start : line.end].split())
            return
