#!/usr/bin/env python3
"""A store filled with invented reports and their codings, made by a seeded generator; nothing is parsed.

    python bench/made.py N STORE [--seed 1] [--start 0] [--brief] [--no-draw]

Sizes follow real news: half of the reports stand alone, the others in stories of two to a hundred; four in ten are agency
copy, cut and reworded as desks do; whom they speak of follows Zipf's law, so that a few entities are in every tenth report.
`--start` goes on from that number: the same seed gives the same reports whichever way they are dealt out.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from made_cast import Cast, Somebody, Town
from made_codings import Draft, Line, Slot
from tellings.data.background import word_frequencies
from tellings.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tellings.model.coding import Coding
    from tellings.model.report import Report

A_DAY = 300
"""Reports a day: what some thirty outlets publish on politics."""

OUTLETS = 60
AGENCIES = ("Reuters", "AFP", "AP", "dpa", "Anadolu")

SIZES = ((1, 0.62), (2, 0.12), (3, 0.08), (5, 0.08), (8, 0.05), (14, 0.03), (30, 0.015), (100, 0.005))
"""Reports of a happening, and how often it has so many."""

COPIED = 0.5
"""Share of the reports of a happening that are copies of its agency text."""

FIRST_DAY = date(2015, 1, 1)
LINES, BRIEF_LINES = (8, 16), (2, 5)
"""Sentences of a usual report, and of a brief one, of which a large store is made in a third of the time."""

TOPIC_WORDS = 40
TOPIC_SHARE = 0.3
REWORDED = 0.15
CUT = 0.25
SAY_EVERY = 1000
MINOR = 0.5
"""Share of the parties of a happening that nearly nobody else reports of."""

ACTS = (
    ("shelled", "ASSAULT", "explosives", "195"),
    ("attacked", "ASSAULT", None, "190"),
    ("arrested members of", "COERCE", "arrest", "173"),
    ("accused", "ACCUSE", "allege", "112"),
    ("met with", "CONSULT", "third-party", "040"),
    ("signed a deal with", "AGREE", None, "030"),
    ("sent aid to", "AID", None, "070"),
    ("rejected the demands of", "REJECT", None, "120"),
    ("imposed new rules on", "SANCTION", "discontinue", "161"),
    ("threatened", "THREATEN", "violence", "138"),
)
CUES = (("said", "claims"), ("told reporters", "claims"), ("denied", "denies"), ("warned", "threatens"), ("promised", "promises"))


@dataclass(frozen=True)
class Happening:
    """What the reports of one story tell: who, where, when, and the words that they turn on."""

    number: int
    day: date
    parties: tuple[Somebody, ...]
    towns: tuple[Town, ...]
    topic: tuple[str, ...]
    acts: tuple[int, ...]


class Press:
    """The same seed gives the same reports."""

    def __init__(self, seed: int, lines: tuple[int, int] = LINES) -> None:
        self.seed, self.lines = seed, lines
        self.cast = Cast(seed)
        common = sorted(word_frequencies().items(), key=lambda w: (-w[1], w[0]))
        self.words = [w for w, _ in common]
        self.chances = list(accumulate(10**zipf for _, zipf in common))
        self.telling = self.words[1500:]

    def reports(self, many: int, start: int = 0) -> Iterator[tuple[Report, Coding]]:
        """Reports `start` to `start + many`, in order of time; those of one happening are spread over two days."""
        waiting: list[tuple[int, int, int]] = []
        made, happening = 0, 0
        while made < start + many:
            waiting.sort()
            while waiting and waiting[0][0] <= made and made < start + many:
                _, which, place = waiting.pop(0)
                if made >= start:
                    yield self.report(made, which, place)
                made += 1
            rng = self._rng("size", happening)
            size = rng.choices([n for n, _ in SIZES], [share for _, share in SIZES])[0]
            waiting += [(made + rng.randrange(A_DAY + A_DAY * (size > 5)), happening, k) for k in range(size)]
            happening += 1

    def report(self, number: int, which: int, place: int) -> tuple[Report, Coding]:
        """The report of that number: the `place`th of a happening."""
        told = self.happening(which)
        rng = self._rng("report", which, place)
        wire = place > 0 and rng.random() < COPIED
        agency = AGENCIES[which % len(AGENCIES)] if wire or place == 0 else None
        lines = self._copied(told, rng) if wire else self._lines(told, self._rng("text", which, place))
        day = told.day + timedelta(days=int(rng.random() < 0.25))
        title = " ".join(rng.choices(told.topic, k=5)).capitalize() + " in " + told.towns[0].name
        draft = Draft(number, title, f"Outlet {rng.randrange(OUTLETS)}", day, agency)
        return draft.made(lines)

    def happening(self, which: int) -> Happening:
        """The happening of that number."""
        rng = self._rng("happening", which)
        minor = [self.cast.minor(rng) for _ in range(4)]
        parties = [p if rng.random() < MINOR else self.cast.somebody(rng) for p in minor]
        return Happening(
            which, FIRST_DAY + timedelta(days=which * 2 // A_DAY), tuple(dict.fromkeys(parties)),
            tuple(self.cast.town(rng) for _ in range(2)), tuple(rng.sample(self.telling, TOPIC_WORDS)),
            tuple(rng.randrange(len(ACTS)) for _ in range(3)),
        )  # fmt: skip

    def _rng(self, *of: object) -> random.Random:
        return random.Random(f"{self.seed} {of}")  # noqa: S311  # what is invented is no secret

    def _copied(self, told: Happening, rng: random.Random) -> list[Line]:
        """The agency's text as a desk prints it: cut from below, a few sentences reworded."""
        lines = self._lines(told, self._rng("text", told.number, 0))
        kept = lines[: max(4, int(len(lines) * (1 - rng.random() * 2 * CUT)))]
        return [self._reworded(line, told, rng) if rng.random() < REWORDED else line for line in kept]

    def _reworded(self, line: Line, told: Happening, rng: random.Random) -> Line:
        parts = [self._filler(told, rng, 6) if isinstance(p, str) and p.count(" ") > 4 else p for p in line.parts]
        return replace(line, parts=tuple(parts))

    def _lines(self, told: Happening, rng: random.Random) -> list[Line]:
        makers = (self._act, self._act, self._said, self._said, self._plain, self._plain, self._held, self._tied)
        weights = (4, 4, 3, 3, 4, 4, 0.6, 0.5)
        first = self._act(told, rng)
        return [first, *(rng.choices(makers, weights)[0](told, rng) for _ in range(rng.randint(*self.lines)))]

    def _filler(self, told: Happening, rng: random.Random, many: int) -> str:
        words = rng.choices(self.words, cum_weights=self.chances, k=many)
        return " " + " ".join(rng.choice(told.topic) if rng.random() < TOPIC_SHARE else w for w in words) + " "

    def _act(self, told: Happening, rng: random.Random) -> Line:
        verb, kind, mode, cameo = ACTS[told.acts[rng.randrange(len(told.acts))]]
        actor, recipient = rng.sample(told.parties, 2) if len(told.parties) > 1 else told.parties * 2
        killed = rng.randint(1, 40) if kind == "ASSAULT" and rng.random() < 0.3 else None
        parts = (
            Slot("actor", actor), " ", Slot("trigger", verb), " ", Slot("recipient", recipient), " in ",
            Slot("place", told.towns[rng.randrange(2)]), self._filler(told, rng, 9) + "on ", Slot("date", told.day),
        )  # fmt: skip
        return Line("event", parts, act=(kind, mode, cameo), killed=killed)

    def _said(self, told: Happening, rng: random.Random) -> Line:
        cue, act = rng.choice(CUES)
        speaker = rng.choice(told.parties)
        content = Slot("content", self._filler(told, rng, 14).strip())
        if rng.random() < 0.5:
            return Line("direct", ("“", content, "”, ", Slot("speaker", speaker), " ", Slot("cue", cue)), speech=act)
        return Line("indirect", (Slot("speaker", speaker), " ", Slot("cue", cue), " that ", content), speech=act)

    def _plain(self, told: Happening, rng: random.Random) -> Line:
        somebody = rng.choice((*told.parties, self.cast.somebody(rng)))
        return Line("plain", (self._filler(told, rng, 10).lstrip(), Slot("mention", somebody), self._filler(told, rng, 8)))

    def _held(self, told: Happening, rng: random.Random) -> Line:
        holder = rng.choice(told.parties)
        parts = (Slot("holder", holder), " took control of ", Slot("place", told.towns[0]), self._filler(told, rng, 8))
        return Line("held", parts)

    def _tied(self, told: Happening, rng: random.Random) -> Line:
        left, right = rng.sample(told.parties, 2) if len(told.parties) > 1 else told.parties * 2
        return Line("tied", (Slot("left", left), " supports ", Slot("right", right), self._filler(told, rng, 8)))


def fill(store: Path | str, reports: Iterable[tuple[Report, Coding]], *, draw: bool = True) -> Iterator[str]:
    """Fill a store through its own interface; a line for each thousand."""
    with Desk.open(store) as desk:
        began = time.monotonic()
        for done, (report, coding) in enumerate(reports, start=1):
            desk.store.add(report, coding)
            if done % SAY_EVERY == 0:
                yield f"{done} reports kept, {done / (time.monotonic() - began):.0f} a second"
        if draw:
            began = time.monotonic()
            drawn = sum(1 for _ in desk.stories())
            yield f"{drawn} stories drawn in {time.monotonic() - began:.0f} s"


def main() -> None:
    """Fill the store and say how far it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int)
    parser.add_argument("store", help="a path, or the address of a store")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--brief", action="store_true", help="reports of a few sentences")
    parser.add_argument("--no-draw", action="store_true", help="keep the reports; whoever opens the store draws the picture")
    args = parser.parse_args()
    reports = Press(args.seed, BRIEF_LINES if args.brief else LINES).reports(args.reports, args.start)
    for line in fill(args.store, reports, draw=not args.no_draw):
        print(line, flush=True)


if __name__ == "__main__":
    main()
