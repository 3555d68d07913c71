"""The words that each report chooses for a party, and for an act."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tellings.data.party_terms import act_terms, party_terms
from tellings.model.picture import Naming
from tellings.text.numbers import number_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.model.coding import Coding, Party
    from tellings.picture.retelling import Part
    from tellings.picture.scene import Scene

UNTELLING = frozenset(["the", "a", "an", "no", "some", "his", "her", "its", "their", "other", "more", "many", "several", "of"])
"""Words before a party's that choose nothing."""

APART = re.compile(r"(?:(?<!\d),|,(?!\d)|[;:()–—])")
"""What parts one way to call somebody from another; the comma of a number does not."""

LONGEST_TERM = 5
"""Words in the longest phrase that names a party; what stands before is cut."""


def party_words(text: str) -> str | None:
    """The choice of words in a phrase for a party, in lower case, or None where it holds no word of the table.

    `the militant rebels` gives `militant rebels`, `at least nine soldiers` gives `soldiers`; how many there are, and names of
    persons, countries and organisations, are no choice. Of what is set apart (`the Islet Front, a rebel group`) the last counts.
    """
    return next(filter(None, map(_chosen, reversed(APART.split(text)))), None)


def _chosen(text: str) -> str | None:
    counted = max((m.end() for m in number_pattern().finditer(text)), default=0)
    words = re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", text[counted:].lower())
    while words and words[0] in UNTELLING:
        words = words[1:]
    ends = [k + n for k in range(len(words)) for n in range(1, LONGEST_TERM) if _known(words[k : k + n], n)]
    return " ".join(words[max(0, max(ends) - LONGEST_TERM) : max(ends)]) if ends else None


def _known(words: Sequence[str], wanted: int) -> bool:
    return len(words) == wanted and " ".join(words) in party_terms()


def naming(scene: Scene) -> tuple[Naming, ...]:
    """For each party that has more than its name, the words that each report of the story uses for it, the commonest first."""
    rows = []
    for report in sorted(scene.story.reports):
        if report in scene.codings:
            for entity, words in sorted(_words_of(scene, scene.codings[report]).items()):
                ordered = tuple(sorted(words, key=lambda w: (-words[w], w)))
                rows.append(Naming(entity, report, ordered))
    return tuple(rows)


def act_naming(parts: Iterable[Part]) -> tuple[Naming, ...]:
    """For each event that more than one report tells, the words that each uses for the act (`liberated`, `seized`)."""
    rows: list[Naming] = []
    for part in parts:
        words: dict[str, Counter[str]] = {}
        for told in part.tellings:
            if told.kind == "event" and told.word in act_terms():
                words.setdefault(told.report, Counter())[told.word] += 1
        if len(words) > 1:
            rows += [Naming(part.claim, report, tuple(sorted(words[report])), of="act") for report in sorted(words)]
    return tuple(rows)


def _words_of(scene: Scene, coding: Coding) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    spans: set[tuple[str, int]] = set()
    for key, text, start in (*_from_parties(scene, coding), *_from_mentions(scene, coding)):
        word = party_words(text)
        if word and (key, start) not in spans:
            spans.add((key, start))
            found.setdefault(key, Counter())[word] += 1
    return found


def _from_parties(scene: Scene, coding: Coding) -> Iterable[tuple[str, str, int]]:
    for party in _parties(coding):
        yield scene.roster.who(coding.report, party).key, party.span.text, party.span.start


def _parties(coding: Coding) -> Iterable[Party]:
    for event in coding.events:
        yield from (*event.actors, *event.recipients)
    for said in coding.statements:
        yield from (said.speaker,) if said.speaker else ()
    for tie in coding.ties:
        yield from (tie.left, tie.right)
    for holding in coding.holdings:
        yield from (holding.holder, holding.before) if holding.before else (holding.holder,)


def _from_mentions(scene: Scene, coding: Coding) -> Iterable[tuple[str, str, int]]:
    for mention in coding.mentions:
        entity = scene.roster.entity_of.get((coding.report, mention.referent)) if mention.referent else None
        if entity:
            yield entity, mention.span.text, mention.span.start
