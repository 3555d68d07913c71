"""Invented wire copy and the copies that desks make of it, with the truth of which sentence came from which.

No sentence here was ever published: words are drawn from lists, by a seeded generator, into the shapes of wire sentences.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from tellings.model.coding import Coding
from tellings.model.report import Block, BlockKind, Published, Report, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

PEOPLE = [
    "officials",
    "police",
    "rescuers",
    "soldiers",
    "lawmakers",
    "diplomats",
    "residents",
    "farmers",
    "dockers",
    "teachers",
    "miners",
    "prosecutors",
    "doctors",
    "pilots",
]
ROLES = [
    "governor",
    "minister",
    "spokesman",
    "mayor",
    "commander",
    "ambassador",
    "judge",
    "envoy",
    "director",
    "chairman",
    "inspector",
    "secretary",
]
ACTS = [
    "closed",
    "opened",
    "seized",
    "shelled",
    "evacuated",
    "blocked",
    "inspected",
    "raided",
    "rebuilt",
    "abandoned",
    "searched",
    "flooded",
    "sealed",
    "recaptured",
    "surrounded",
    "reopened",
    "struck",
    "damaged",
    "repaired",
    "guarded",
]
THINGS = [
    "bridge",
    "harbour",
    "hospital",
    "depot",
    "refinery",
    "airfield",
    "checkpoint",
    "market",
    "school",
    "courthouse",
    "barracks",
    "dam",
    "railway",
    "tunnel",
    "plant",
    "warehouse",
    "embassy",
    "quarry",
    "cathedral",
    "stadium",
    "monastery",
    "pipeline",
    "substation",
    "lighthouse",
]
QUALITIES = [
    "northern",
    "southern",
    "eastern",
    "western",
    "coastal",
    "mountainous",
    "disputed",
    "flooded",
    "remote",
    "crowded",
    "industrial",
    "historic",
]
REASONS = [
    "fuel shortages",
    "a landslide",
    "heavy shelling",
    "a failed inspection",
    "a strike over wages",
    "reports of looting",
    "a broken ceasefire",
    "an outbreak of cholera",
    "an unexploded mine",
    "a dispute over tariffs",
    "warnings of another quake",
    "a power failure",
]
ENDS = [
    "before dawn",
    "late in the evening",
    "despite appeals for calm",
    "in front of reporters",
    "without giving details",
    "for a third day",
    "under a deal brokered by neighbours",
    "as talks went on",
    "while convoys waited outside",
    "after hours of negotiation",
]
SYNONYMS = {
    "said": ["stated", "announced"], "people": ["persons", "residents"], "after": ["following"], "because of": ["owing to"],
    "killed": ["dead"], "police": ["security forces"], "officials": ["authorities"], "seized": ["captured"], "struck": ["hit"],
    "closed": ["shut"], "soldiers": ["troops"], "lawmakers": ["legislators"], "remote": ["isolated"], "late in": ["during"],
    "spokesman": ["spokesperson"], "wounded": ["injured"], "raided": ["stormed"],
    "damaged": ["wrecked"], "minister": ["secretary"],
}  # fmt: skip
FIRST = ["ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "za", "da", "fe", "gi", "ho", "ju", "ka", "le", "mo", "ni", "pa"]
LAST = ["ran", "dek", "lin", "mar", "vik", "tov", "sen", "bul", "gor", "nad"]
SENTENCES = (8, 20)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the numbers of the wire sentences that it came from; none for a desk's own."""

    text: str
    origins: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """A report's sentences, by paragraph of one; `scene` are the people and places that it tells of."""

    sentences: tuple[Sentence, ...]
    scene: tuple[str, ...] = ()


@dataclass
class Newsroom:
    """A seeded maker of wire texts and copies. `numbers` gives every wire sentence a number of its own."""

    seed: int
    numbers: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - repeatable texts, no secrets

    def wire(self, of: Text | None = None) -> Text:
        """One new wire text about a happening of its own, or in other words about that `of` another text."""
        scene = of.scene if of else tuple(self._name() for _ in range(5))
        length = self.random.randint(*SENTENCES)
        return Text(tuple(Sentence(self._sentence(scene), frozenset({next(self.numbers)})) for _ in range(length)), scene)

    def copy(self, wire: Text, other: Text, strength: float) -> Text:
        """A desk's copy: trimmed, reworded by up to `strength` of the words, moved, merged, split, with foreign paragraphs."""
        pick = self.random
        kept = list(wire.sentences[: max(4, round(len(wire.sentences) * pick.uniform(0.5, 1.0)))])
        kept = [s for s in kept if pick.random() > 0.1] or kept[:4]
        kept = [replace(s, text=self._reworded(s.text, pick.uniform(0.05, strength))) for s in kept]
        if pick.random() < 0.5:
            kept.insert(pick.randrange(len(kept)), kept.pop())
        kept = self._split(self._merge(kept))
        foreign = [Sentence(s.text) for s in pick.sample(other.sentences, pick.randint(0, 3))]
        at = pick.randrange(len(kept) + 1)
        return Text((*kept[:at], *foreign, *kept[at:]))

    def _name(self) -> str:
        return "".join([*self.random.choices(FIRST, k=self.random.randint(1, 3)), self.random.choice(LAST)]).capitalize()

    def _sentence(self, scene: Sequence[str]) -> str:
        pick = self.random
        place, person = pick.choice(scene[:3]), pick.choice(scene[3:])
        what = f"the {pick.choice(QUALITIES)} {pick.choice(THINGS)} of {place}"
        shapes = (
            f"{pick.choice(PEOPLE).capitalize()} {pick.choice(ACTS)} {what} {pick.choice(ENDS)}, {person} said",
            (
                f"At least {pick.randint(3, 90)} {pick.choice(PEOPLE)} were killed, {pick.randint(91, 400)} wounded near {what}"
                f" because of {pick.choice(REASONS)}"
            ),
            (
                f"The {pick.choice(ROLES)} of {place}, {person}, told {pick.choice(PEOPLE)} that {what} was {pick.choice(ACTS)}"
                f" after {pick.choice(REASONS)} and {pick.choice(PEOPLE)} {pick.choice(ACTS)} the {pick.choice(THINGS)}"
            ),
            (
                f"Because of {pick.choice(REASONS)}, {pick.choice(PEOPLE)} {pick.choice(ACTS)} {what} and {pick.choice(ACTS)} the"
                f" {pick.choice(QUALITIES)} {pick.choice(THINGS)} {pick.choice(ENDS)}"
            ),
        )
        return pick.choice(shapes) + "."

    def _reworded(self, text: str, share: float) -> str:
        words = text[:-1].split()
        for _ in range(max(1, round(share * len(words)))):
            at = self.random.randrange(len(words))
            how = self.random.random()
            if how < 0.55:
                words[at] = self._instead(words[at])
            elif how < 0.8 and len(words) > 8:
                words.pop(at)
            else:
                words.insert(at, self.random.choice([*QUALITIES, *ENDS]))
        return " ".join(words)[:1].upper() + " ".join(words)[1:] + "."

    def _instead(self, word: str) -> str:
        return self.random.choice(SYNONYMS.get(word.strip(",").lower(), [*THINGS, *QUALITIES, *ACTS]))

    def _merge(self, sentences: list[Sentence]) -> list[Sentence]:
        if len(sentences) < 3 or self.random.random() < 0.5:
            return sentences
        at = self.random.randrange(len(sentences) - 1)
        first, second = sentences[at : at + 2]
        text = f"{first.text[:-1]}, and {second.text[:1].lower()}{second.text[1:]}"
        return [*sentences[:at], Sentence(text, first.origins | second.origins), *sentences[at + 2 :]]

    def _split(self, sentences: list[Sentence]) -> list[Sentence]:
        places = [i for i, s in enumerate(sentences) if " and " in s.text and len(s.origins) == 1]
        if not places or self.random.random() < 0.5:
            return sentences
        at = self.random.choice(places)
        head, _, tail = sentences[at].text.partition(" and ")
        if min(len(head.split()), len(tail.split())) < 6:
            return sentences
        halves = [Sentence(f"{head}.", sentences[at].origins), Sentence(f"{tail[:1].upper()}{tail[1:]}", sentences[at].origins)]
        return [*sentences[:at], *halves, *sentences[at + 1 :]]


def as_report(text: Text, ref: str, outlet: str, day: date) -> tuple[Report, Coding]:
    """A report of these sentences, coded as far as linking needs it."""
    spans, at = [], 0
    for sentence in text.sentences:
        spans.append(Span(at, at + len(sentence.text), sentence.text))
        at += len(sentence.text) + 1
    whole = "\n".join(s.text for s in text.sentences)
    report = Report(id=ref, ref=ref, text=whole, outlet=outlet, published=day)
    blocks = tuple(Block(BlockKind.BODY, s.start, s.end) for s in spans)
    coding = Coding(ref, "bench", "en", Published(day, "metadata", "given"), None, (), (), blocks, tuple(spans))
    return report, coding


def day_of(number: int, a_day: int) -> date:
    """The day of the report of that number where each day brings `a_day` of them."""
    return date(2020, 1, 1) + timedelta(days=number // a_day)
