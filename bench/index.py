"""How fast many reports are linked, how much memory it takes, and whether the cost of one more report grows.

    python bench/index.py [--reports 100000] [--peers 2000]

Invented reports: words drawn as English has them, invented names, five reports a happening, of which some are copies with a
tenth to a third of the words changed. Where datasketch or rensa are installed, their MinHash indexes find copies in the
first `--peers` of the same texts, in the same run.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from tellings.data.background import word_frequencies
from tellings.model.coding import Coding
from tellings.model.report import Block, BlockKind, Published, Report
from tellings.stories import BulkLinker, Sketch, sketch

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 1000
A_DAY = 300
"""Reports a day: what some thirty outlets publish on politics."""

A_HAPPENING = 5
COPIES = 3
"""Of the reports of a happening, so many are copies of its first."""

WORDS = 240
OWN_WORDS = 60
OWN_SHARE = 0.35
"""A third of a report's words are the happening's own."""

SHINGLE = 5
PERMUTATIONS = 128


class Press:
    """A seeded maker of reports, in order of days."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        frequencies = word_frequencies()
        self.words = np.array(list(frequencies))
        weights = 10 ** np.array(list(frequencies.values()))
        self.chances = np.cumsum(weights / weights.sum())

    def reports(self, many: int) -> Iterator[tuple[int, str]]:
        """Numbers and texts."""
        texts: list[str] = []
        for number in range(many):
            place = number % A_HAPPENING
            if place == 0:
                own, texts = self._own(), []
            if 0 < place <= COPIES:
                texts.append(self._copy(texts[0], own))
            else:
                texts.append(self._text(own))
            yield number, texts[-1]

    def _own(self) -> NDArray[np.str_]:
        names = ["".join(self.random.choice(list("abdegiklmnoprstuvz"), 7)).capitalize() for _ in range(8)]
        words: NDArray[np.str_] = np.concatenate([names, self.random.choice(self.words[2000:], OWN_WORDS)])
        return words

    def _text(self, own: NDArray[np.str_]) -> str:
        common = self.words[np.searchsorted(self.chances, self.random.random(WORDS))]
        mine = self.random.choice(own, WORDS)
        words = np.where(self.random.random(WORDS) < OWN_SHARE, mine, common).tolist()
        return "\n".join(" ".join(words[at : at + 24]) + "." for at in range(0, WORDS, 24))

    def _copy(self, text: str, own: NDArray[np.str_]) -> str:
        words = np.array(text.split(" "))
        changed = self.random.random(len(words)) < self.random.uniform(0.05, 0.3)
        words[changed] = self.random.choice(own, int(changed.sum()))
        return " ".join(words[: self.random.integers(len(words) // 2, len(words))])


def read(number: int, text: str) -> Sketch:
    """The sketch of one report."""
    day = date(2015, 1, 1) + timedelta(days=number // A_DAY)
    report = Report(id=f"r{number:07}", ref="", text=text, outlet=f"outlet {number % 40}", published=day)
    blocks = (Block(BlockKind.BODY, 0, len(text)),)
    return sketch(report, Coding(report.id, "bench", "en", Published(day, "metadata", "given"), None, (), (), blocks, ()))


def resident() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(reports: int, seed: int) -> Iterator[dict[str, object]]:
    """Sketch and link, a line for each tenth."""
    linker, press = BulkLinker(), Press(seed)
    read(0, "a report that opens the tables")
    before, sketching, linking, links, batch = resident(), 0.0, 0.0, 0, []
    tenth = max(BATCH, reports // 10)
    for number, text in press.reports(reports):
        start = time.process_time()
        batch.append(read(number, text))
        sketching += time.process_time() - start
        if len(batch) == BATCH:
            start = time.process_time()
            links += sum(1 for _ in linker.add(batch))
            linking += time.process_time() - start
            batch = []
        if (number + 1) % tenth == 0:
            rates = {"linked_a_second": round(tenth / max(linking, 1e-9)), "sketched_a_second": round(tenth / sketching)}
            yield {"reports": number + 1, **rates, "links_a_report": round(links / tenth, 2), "mb": round(resident() - before)}
            sketching, linking, links = 0.0, 0.0, 0


def five_words(text: str) -> list[str]:
    """What the peers compare: every run of five words."""
    words = text.split()
    return [" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]


def datasketch() -> Callable[[int, str], int]:
    """An index of datasketch's: takes a text in, and says how many before it are its copies."""
    made: Any = import_module("datasketch")
    index = made.MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)

    def add(number: int, text: str) -> int:
        signature = made.MinHash(num_perm=PERMUTATIONS)
        signature.update_batch([run.encode() for run in five_words(text)])
        pairs = len(index.query(signature))
        index.insert(number, signature)
        return pairs

    return add


def rensa() -> Callable[[int, str], int]:
    """The same with rensa."""
    made: Any = import_module("rensa")
    index = made.RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=32)

    def add(number: int, text: str) -> int:
        signature = made.RMinHash(num_perm=PERMUTATIONS, seed=1)
        signature.update(five_words(text))
        pairs = len(index.query(signature))
        index.insert(number, signature)
        return pairs

    return add


PEERS: dict[str, Callable[[], Callable[[int, str], int]]] = {"datasketch": datasketch, "rensa": rensa}


def main() -> None:
    """Print a line of JSON for each tenth, then one for each peer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--peers", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for line in ours(args.reports, args.seed):
        print(json.dumps(line), flush=True)
    texts = [text for _, text in Press(args.seed).reports(args.peers)]
    start = time.process_time()
    linker = BulkLinker()
    copies = sum(found.must for found in linker.add([read(n, text) for n, text in enumerate(texts)]))
    gold = args.peers // A_HAPPENING * (COPIES * (COPIES + 1) // 2)
    rate = round(args.peers / (time.process_time() - start))
    print(json.dumps({"peer": "tellings", "reports_a_second": rate, "copies": copies, "true": gold}), flush=True)
    for name, make in PEERS.items():
        if not find_spec(name):
            print(f"{name} is not installed", file=sys.stderr)
            continue
        start, add = time.process_time(), make()
        copies = sum(add(number, text) for number, text in enumerate(texts))
        rate = round(args.peers / (time.process_time() - start))
        print(json.dumps({"peer": name, "reports_a_second": rate, "copies": copies, "true": gold}), flush=True)


if __name__ == "__main__":
    main()
