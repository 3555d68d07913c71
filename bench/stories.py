"""How well and how fast copies are aligned and found, on invented wire copy of which the truth is known.

python bench/stories.py [--pairs 400] [--seed 1]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

import itertools

from tellings.stories import BulkLinker, copies, sketch, told
from wire import Newsroom, Text, as_report, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tellings.model.story import Passage

STRENGTHS = (0.05, 0.15, 0.25, 0.35)
"""Words that a desk changed, at most."""


def sentences_in(text: Text, passage: Passage) -> range:
    """The numbers of the sentences that a passage covers."""
    starts, at = [], 0
    for sentence in text.sentences:
        starts.append(at)
        at += len(sentence.text) + 1
    return range(bisect_right(starts, passage.start) - 1, bisect_right(starts, passage.end - 1))


def truth(left: Text, right: Text) -> set[tuple[int, int]]:
    """Which sentence of the left stands for which of the right."""
    return {
        (i, j)
        for i, ours in enumerate(left.sentences)
        for j, theirs in enumerate(right.sentences)
        if ours.origins & theirs.origins
    }


def f1(hit: int, said: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1."""
    precision, recall = hit / max(said, 1), hit / max(gold, 1)
    return {
        "p": round(precision, 4),
        "r": round(recall, 4),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
    }


def alignment(pairs: Iterable[tuple[Text, Text]]) -> dict[str, object]:
    """Sentences aligned between a wire text and its copy, and the processor time it takes."""
    hit = said_n = gold_n = made = 0
    spent = 0.0
    for left, right in pairs:
        ours, theirs = (told(*as_report(text, ref, ref, day_of(0, 1))) for text, ref in ((left, "a"), (right, "b")))
        start = time.process_time()
        found = copies(ours, theirs)
        spent += time.process_time() - start
        said = {(i, j) for c in found for i in sentences_in(left, c.left) for j in sentences_in(right, c.right)}
        gold = truth(left, right)
        hit, said_n, gold_n, made = hit + len(said & gold), said_n + len(said), gold_n + len(gold), made + 1
    return {**f1(hit, said_n, gold_n), "pairs": made, "ms_a_pair": round(1000 * spent / max(made, 1), 2)}


def found(room: Newsroom, pairs: int, strength: float) -> dict[str, float]:
    """Copies of each wire text found through the index, beside a rival's own text of the happening and one of another."""
    hit = said = 0
    wires = [room.wire() for _ in range(pairs + 1)]
    for wire, other in itertools.pairwise(wires):
        made = [
            sketch(*as_report(text, ref, ref, day_of(0, 1)))
            for text, ref in ((wire, "a"), (room.copy(wire, other, strength), "b"), (room.wire(wire), "c"), (other, "d"))
        ]
        of_wire = {k.right for k in BulkLinker().add(made) if k.must and k.left == "a"}
        hit += "b" in of_wire
        said += len(of_wire)
    return f1(hit, said, pairs)


def main() -> None:
    """Print one line of JSON for each strength of editing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for strength in STRENGTHS:
        room = Newsroom(args.seed)
        wires = [room.wire() for _ in range(args.pairs + 1)]
        made = [(wire, room.copy(wire, other, strength)) for wire, other in itertools.pairwise(wires)]
        print(
            json.dumps({"reworded": strength, "alignment": alignment(made), "copies": found(room, args.pairs, strength)}),
            flush=True,
        )


if __name__ == "__main__":
    main()
