#!/usr/bin/env python3
"""The accuracy gate: runs the scorer on texts that other people annotated and compares with `bench/floors.json`.

    bench/quality.py                    every file, whole
    bench/quality.py --sample           small samples with floors of their own (what CI runs)
    bench/quality.py events statements  those tasks
    bench/quality.py --raise            writes today's figures as floors, where they are higher

A figure below its floor fails. A floor is raised by `--raise` and never lowered by it: to lower one, edit the file in a commit
of its own that says why. Where there is no scorer beside the repository the gate says so and passes.

`MARGIN` is taken off when a floor is raised: the same texts give the same figures, but another processor rounds
differently, and one flipped parse moves a sample's figure by less than this.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
EVAL = REPO.parent / "shared" / "eval"
FLOORS = REPO / "bench" / "floors.json"
SAMPLE = 24
MARGIN = {"whole": 0.005, "sample": 0.02}

GATED = {
    "statements": ("content.f1", "recall_by_kind.direct", "recall_by_kind.mixed", "recall_by_kind.indirect",
                   "speaker_on_matched", "cue_on_matched", "end_to_end.f1"),
    "events": ("macro_f1", "accuracy", "actor_found", "recipient_found"),
    "triples": ("type", "type_actor", "type_actor_recipient"),
    "relevance": ("root.f1", "silent_on_irrelevant"),
    "places": ("found.f1", "right_of_gold"),
    "times": ("found.f1", "value.f1"),
    "stories": ("bcubed.f1",),
    "copies": ("f1",),
    "names": ("f1",),
    "pages": ("paragraphs_kept", "headings_labelled", "captions_labelled", "day_right", "authors_right"),
}  # fmt: skip
"""The figures that have a floor, by task."""


def main() -> int:
    """Run, compare, report; 1 where a figure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*")
    parser.add_argument("--sample", action="store_true", help=f"about {SAMPLE} records of each file")
    parser.add_argument("--raise", action="store_true", dest="lift", help="write higher floors")
    args = parser.parse_args()
    if not (EVAL / "score.py").exists():
        print("no scorer beside the repository: nothing is gated")
        return 0
    size = "sample" if args.sample else "whole"
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"whole": {}, "sample": {}}
    results = {name: list(_figures(name, result)) for name, result in _scores(args.tasks, sample=args.sample)}
    failed = [line for name, figures in results.items() for line in _below(floors[size].get(name, {}), name, figures)]
    for name, figures in results.items():
        print(name, *(f"{key}={value:.3f}" for key, value in figures))
    print(*failed, sep="\n")
    if args.lift:
        _lift(floors, size, results)
    gates = sum(len(figures) for figures in results.values())
    print(f"{gates - len(failed)} passed, {len(failed)} failed")
    return int(bool(failed))


def _scores(tasks: list[str], *, sample: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    command = [sys.executable, str(EVAL / "score.py"), "--json", "--command", f"{sys.executable} -m tellings", *tasks]
    done = subprocess.run([*command, *(["--limit", str(SAMPLE)] if sample else [])], stdout=subprocess.PIPE, check=False)
    for line in done.stdout.decode("utf-8").splitlines():
        yield from json.loads(line).items()
    if done.returncode:
        raise SystemExit(f"the scorer ended with exit code {done.returncode}")


def _figures(name: str, result: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for path in GATED[name.split("-", maxsplit=1)[0]]:
        value: Any = result
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            yield path, float(value)
    if result.get("reports_missing"):
        raise SystemExit(f"{name}: {result['reports_missing']} reports are missing")


def _below(floors: dict[str, float], name: str, figures: list[tuple[str, float]]) -> Iterator[str]:
    for key, value in figures:
        if value < floors.get(key, 0.0):
            yield f"BELOW ITS FLOOR  {name} {key}: {value:.4f} < {floors[key]:.4f}"


def _lift(floors: dict[str, Any], size: str, results: dict[str, list[tuple[str, float]]]) -> None:
    for name, figures in results.items():
        own = floors[size].setdefault(name, {})
        for key, value in figures:
            own[key] = max(own.get(key, 0.0), round(value - MARGIN[size], 4))
    floors["texts"] = {
        name: hashlib.sha256((EVAL / "data" / f"{name}.jsonl").read_bytes()).hexdigest()[:16] for name in sorted(floors[size])
    }
    FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
