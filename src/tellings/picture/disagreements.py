"""Where the tellings of one thing differ: numbers, dates, places, actors, spelling, and the words chosen for party and act."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from tellings.data.countries import by_demonym
from tellings.data.party_terms import act_terms
from tellings.model.picture import Disagreement, Value
from tellings.picture.matching import FINE, places
from tellings.picture.naming import party_words
from tellings.picture.numbers import number_rows
from tellings.picture.roster import overlap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.period import Period
    from tellings.picture.lines import Weighing
    from tellings.picture.telling import Telling

SPELLINGS_ALIKE = 0.7
"""Edit similarity from which two capitalised words at the same point are one name spelt twice (`Raqa`, `Raqqa` have 0.8)."""


def disagreements(told: Sequence[Telling], scene: Weighing) -> tuple[Disagreement, ...]:
    """Every way in which the tellings of one claim differ, in a fixed order."""
    rows = [*number_rows(told, scene), *_dates(told, scene), *_places(told, scene), *_actors(told, scene)]
    return (*rows, *_spelling(told, scene), *_party_wording(told, scene), *_act_wording(told, scene))


def valued(given: Mapping[str, Iterable[str]], scene: Weighing) -> tuple[Value, ...]:
    """Values with the reports that give them, those of most origins first."""
    made = []
    for value, found in given.items():
        reports = tuple(sorted(set(found)))
        days = scene.days(reports)
        made.append(Value(value, reports, len(scene.origins(reports)) or 1, days[0] if days else None))
    return tuple(sorted(made, key=lambda v: (-v.origins, -len(v.reports), v.value)))


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value, report in pairs:
        found.setdefault(value, []).append(report)
    return found


def _dates(told: Sequence[Telling], scene: Weighing) -> list[Disagreement]:
    """Days that do not meet: `30 November` and `29 November`, but not `30 November` and `last week`."""
    closed = [(t.when, t.report) for t in told if t.when and t.when.first and t.when.last]
    periods = {p for p, _ in closed}
    if not any(not a.meets(b) for a, b in combinations(periods, 2)):
        return []
    kept = {p for p in periods if all(not p.meets(o) or o == p or _within(p, o) for o in periods)}
    narrow = [(_iso(p), r) for p, r in closed if p in kept]
    return [Disagreement("date", valued(_gather(narrow), scene))]


def _within(inner: Period, outer: Period) -> bool:
    return bool(
        inner.first and outer.first and inner.last and outer.last and outer.first <= inner.first and inner.last <= outer.last
    )


def _iso(period: Period) -> str:
    first, last = period.first, period.last
    return f"{first}" if first == last else f"{first}/{last}"


def _places(told: Sequence[Telling], scene: Weighing) -> list[Disagreement]:
    fine = [(t.place, t.report) for t in told if t.place and t.place.precision in FINE]
    if not any(places(a, b) < 0 for (a, _), (b, _) in combinations(fine, 2)):
        return []
    return [Disagreement("place", valued(_gather((p.name, r) for p, r in fine), scene))]


def _actors(told: Sequence[Telling], scene: Weighing) -> list[Disagreement]:
    sides = {t.actors for t in told if t.actors}
    if told[0].kind != "event" or not any(overlap(a, b) < 0 for a, b in combinations(sides, 2)):
        return []
    named = ((" and ".join(sorted(w.name for w in t.actors)), t.report) for t in told if t.actors)
    return [Disagreement("actor", valued(_gather(named), scene))]


def _spelling(told: Sequence[Telling], scene: Weighing) -> list[Disagreement]:
    """Capitalised words that differ by a letter or two between two reports, in names of one party or at one point of a copy."""
    pairs = {*_spelt_in_names(told), *_spelt_in_copies(told, scene)}
    rows = [Disagreement("spelling", valued(_gather(pair), scene)) for pair in _joined_spellings(pairs)]
    return sorted(rows, key=lambda row: [v.value for v in row.values])


Spelt = tuple[str, str]
"""A spelling and a report that has it."""


def _spelt_in_names(told: Sequence[Telling]) -> Iterable[tuple[Spelt, Spelt]]:
    used: dict[str, dict[str, set[str]]] = {}
    for (key, *words), report in _name_words(told):
        for word in words:
            used.setdefault(key, {}).setdefault(word, set()).add(report)
    for forms in used.values():
        for a, b in combinations(sorted(forms), 2):
            if len(forms[a] | forms[b]) > 1 and one_spelling(a, b):
                yield from (((a, r), (b, s)) for r in sorted(forms[a]) for s in sorted(forms[b])[:1])
                yield from (((a, r), (b, s)) for r in sorted(forms[a])[:1] for s in sorted(forms[b]))


def _name_words(told: Sequence[Telling]) -> set[tuple[tuple[str, ...], str]]:
    return {((c.key, *_capitalised(f"{c.name} {c.words}")), t.report) for t in told for c in t.called}


def _spelt_in_copies(told: Sequence[Telling], scene: Weighing) -> Iterable[tuple[Spelt, Spelt]]:
    """Names of the claim's own parties that stand at one point of a copy in two spellings."""
    reports = {t.report for t in told}
    names = {w for words, _ in _name_words(told) for w in words[1:]}
    for ours, here, theirs, there in scene.changed_words(n for t in told for n in t.passages):
        if {here, there} <= reports:
            for a, b in zip(_capitalised(ours), _capitalised(theirs), strict=False):
                if one_spelling(a, b) and {a, b} & names:
                    yield (a, here), (b, there)


def _joined_spellings(pairs: set[tuple[Spelt, Spelt]]) -> list[set[Spelt]]:
    """Pairs that share a spelling are one row."""
    rows: list[set[Spelt]] = []
    for pair in sorted(pairs):
        words = {w for w, _ in pair}
        meeting = [row for row in rows if words & {w for w, _ in row}]
        rows = [row for row in rows if row not in meeting]
        rows.append(set(pair).union(*meeting))
    return rows


def _capitalised(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W\d_]+", text) if w[0].isupper()]


def one_spelling(left: str, right: str) -> bool:
    """Whether two different words can be one name spelt twice; a possessive or a capital alone makes no difference."""
    a, b = left.casefold(), right.casefold()
    if by_demonym(left) or by_demonym(right):
        return False  # `Senegal` and `Senegalese` are two words
    return a != b and min(len(a), len(b)) > 2 and Levenshtein.normalized_similarity(a, b) >= SPELLINGS_ALIKE


def _party_wording(told: Sequence[Telling], scene: Weighing) -> list[Disagreement]:
    """The words chosen for the same party, where reports choose differently."""
    found: dict[str, list[tuple[str, str]]] = {}
    for t in told:
        for one in t.called:
            if not one.speaks and (word := party_words(one.words)):
                found.setdefault(one.key, []).append((word, t.report))
    return [
        Disagreement(f"words for {scene.name(key)}", valued(_gather(pairs), scene), how="wording")
        for key, pairs in sorted(found.items())
        if _differ(pairs)
    ]


def _act_wording(told: Sequence[Telling], scene: Weighing) -> list[Disagreement]:
    """The words chosen for the act, where they take different stances: `liberated`, `seized`, `overran`."""
    terms = act_terms()
    pairs = [(t.word, t.report) for t in told if t.kind == "event" and t.word in terms]
    senses = Counter(terms[w].sense for w, _ in pairs)
    stances = {terms[w].stance for w, _ in pairs}
    if len(stances) < 2 or len(senses) != 1 or not _differ(pairs):
        return []
    return [Disagreement("words for the act", valued(_gather(pairs), scene), how="wording")]


def _differ(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether at least two reports use different words."""
    by_report: dict[str, set[str]] = {}
    for word, report in pairs:
        by_report.setdefault(report, set()).add(word)
    return len({frozenset(w) for w in by_report.values()}) > 1
