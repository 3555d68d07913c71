"""Inputs that a fuzzer makes, guided by what they reach in the readers: none may crash, hang or eat memory.

python bench/fuzz.py FORMAT RUNS      (atheris, which is libFuzzer; FORMAT is a name in tests/hostile.py)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped]  # it ships no types

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

with atheris.instrument_imports(include=["tellings.read"]):
    from hostile import SAMPLES, check
    from tellings.read.feeds import items


LIMITS = ("-timeout=20", "-rss_limit_mb=2000", "-max_len=20000")
"""Seconds for one input, megabytes for the process, bytes of one input."""


def one(data: bytes) -> None:
    """One input, in whatever format it looks like; and as a feed."""
    check(data)
    if b"<rss" in data or b"<feed" in data:
        items(data)


def main() -> None:
    """Fuzz from the sound sample of a format."""
    name, runs = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as seeds:
        (Path(seeds) / name).write_bytes(SAMPLES[name])
        found = f"-artifact_prefix={tempfile.gettempdir()}/"
        atheris.Setup([sys.argv[0], seeds, f"-runs={runs}", found, "-verbosity=0", *LIMITS], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
