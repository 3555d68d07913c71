"""What linking needs of one report: small, fixed, made from the report and its coding alone.

A store keeps a report's `Sketch`, so that a new report is linked without reading the older ones again.
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from sys import intern
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from tellings.model.report import BlockKind
from tellings.stories.told import Sharing, Told, told
from tellings.text.agency_names import agency
from tellings.text.shingles import TELLING, shingles, smallest, telling, word_hash
from tellings.text.words import stem, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tellings.model.coding import Coding
    from tellings.model.report import Report, Span
    from tellings.text.shingles import Hashes

WORDS_KEPT = 120
"""Heaviest words of a report that are kept: the rest moves no score by more than 0.01."""

SHINGLES_KEPT = 160
"""Sampled shingles: all of a report of 350 words; of a longer one the smallest hashes, which sample any two texts alike."""

TOP_WORDS = 10
"""Words kept as text, for reasons a person reads."""

TITLE_TIMES = 1.5
LEAD_TIMES = 1.2
LEAD_CHARACTERS = 600
"""A word in the title or the first paragraphs counts more: what a report is about stands there."""

PART_BEFORE = re.compile(
    r"(?:\b(?:with|additional)\s+(?:[a-z]+\s+){0,3}?(?:(?:from|by)\s+)?|\bstaff\s*(?:and|with|&|,|/)\s*)(?:the\s+)?$",
    re.IGNORECASE,
)
PART_AFTER = re.compile(
    r"^(?:(?!\b(?:writer|reporter|journalist|correspondent|staff|editor)s?\b)[^.;]){0,60}?\bcontribut", re.IGNORECASE
)
"""What stands before or behind an agency's name where its copy is only part of a report: `AP contributed to this report`, `with
inputs from AFP`. An agency's own *writer* who contributed did so to the agency's text."""

CREDITING = frozenset({BlockKind.CREDIT, BlockKind.BYLINE})
"""Blocks that say whose a text is."""

MATTER = frozenset({BlockKind.BODY, BlockKind.HEADING, BlockKind.CAPTION})
"""Blocks whose words tell what a report is about."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """One report, for linking. `words` are sorted 32-bit hashes, `weights` their normed weights in 1/255 of the largest.

    `narration` and `quoted` are sorted samples of shingle hashes (little-endian 32-bit), from the report's own narration and
    from quoted words. `agencies` are credits of the *text*, or the agency that publishes it itself. `partly`: its credit says
    that an agency's copy is only part of it. `publisher` is the site of its address.
    """

    report: str
    outlet: str | None
    publisher: str | None
    day: date | None
    agencies: tuple[str, ...]
    places: tuple[str, ...]
    top: tuple[str, ...]
    words: bytes
    weights: bytes
    norm: float
    narration: bytes
    quoted: bytes
    partly: bool = False

    def word_hashes(self) -> Hashes:
        """The words as sorted hashes."""
        return np.frombuffer(self.words, dtype="<u4")

    def word_weights(self) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        """The weight of each word; the vector of all has length 1."""
        return np.frombuffer(self.weights, dtype=np.uint8).astype(np.float32) * np.float32(self.norm)


def sketch(report: Report, coding: Coding) -> Sketch:
    """The sketch of one report; equal reports give equal sketches."""
    lines = told(report, coding)
    hashes, weights, norm, top = _words(lines, len(report.title or "") + LEAD_CHARACTERS)
    return Sketch(
        report=report.id,
        outlet=intern(report.outlet) if report.outlet else report.outlet,
        publisher=publisher(report.url),
        day=coding.published.day,
        agencies=text_agencies(report, coding),
        places=_interned(coding.dateline.places if coding.dateline else ()),
        top=_interned(top),
        words=hashes,
        weights=weights,
        norm=norm,
        narration=_sample(_runs(lines, quoted=False)),
        quoted=_sample(_runs(lines, quoted=True)),
        partly=any(_partly(report.text, coding, c.span) for c in coding.credits if c.of == "text"),
    )


def _partly(text: str, coding: Coding, named: Span) -> bool:
    """Whether the credit that names an agency there says that its copy is only part of the report."""
    block = next((b for b in coding.blocks if b.start <= named.start and named.end <= b.end), None)
    if block is None or block.kind not in CREDITING:
        return False
    return bool(PART_BEFORE.search(text, block.start, named.start) or PART_AFTER.match(text[named.end : block.end]))


def text_agencies(report: Report, coding: Coding) -> tuple[str, ...]:
    """The agencies that the text is credited to; where it credits none, the one that publishes it itself."""
    credited = {c.agency for c in coding.credits if c.of == "text"}
    return tuple(sorted(credited)) or own_agency(report.outlet)


def own_agency(outlet: str | None) -> tuple[str, ...]:
    """The agency that an outlet is, in its usual name; empty where it is none."""
    own = agency(outlet) if outlet else None
    return (own.name,) if own and own.kind == "wire" else ()


def _interned(words: Iterable[str]) -> tuple[str, ...]:
    """The words, each kept once whatever the number of reports: a hundred thousand hold a million of them."""
    return tuple(intern(word) for word in words)


def publisher(url: str | None) -> str | None:
    """The site of an address, without `www.` and the like."""
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.") if host else None


def _words(lines: Told, lead_end: int) -> tuple[bytes, bytes, float, tuple[str, ...]]:
    counts = _counts(lines, lead_end)
    scored = {s: (1.0 + math.log(n)) * weight(s) for s, n in counts.items() if weight(s) >= TELLING}
    kept = sorted(scored, key=lambda s: (-scored[s], s))[:WORDS_KEPT]
    if not kept:
        return b"", b"", 0.0, ()
    by_hash = sorted({word_hash(s): scored[s] for s in reversed(kept)}.items())
    values = np.array([v for _, v in by_hash])
    steps = np.maximum(np.rint(values * (255 / values.max())), 1).astype(np.uint8)
    norm = 1.0 / float(np.sqrt((steps.astype(np.float64) ** 2).sum()))
    return np.array([h for h, _ in by_hash], dtype="<u4").tobytes(), steps.tobytes(), norm, tuple(kept[:TOP_WORDS])


def _counts(lines: Told, lead_end: int) -> dict[str, float]:
    """How often each stem occurs, more where it stands in the title or the lead."""
    counts: dict[str, float] = defaultdict(float)
    for line in lines.lines:
        if line.block in MATTER:
            times = 1.0 if line.start >= lead_end else TITLE_TIMES if line.heading else LEAD_TIMES
            for word in line.words:
                counts[stem(word.form)] += times
    return counts


def _runs(lines: Told, *, quoted: bool) -> Iterator[list[str]]:
    """Unbroken runs of telling stems, narration or quoted; boilerplate, background and headings are left out."""
    run: list[str] = []
    for line in lines.lines:
        if line.heading or line.sharing in (Sharing.BOILERPLATE, Sharing.BACKGROUND):
            continue
        for word, inside in zip(line.words, line.quoted, strict=True):
            if inside == quoted:
                run.append(word.form)
            elif run:
                yield telling(run)
                run = []
    if run:
        yield telling(run)


def _sample(runs: Iterable[list[str]]) -> bytes:
    parts = [shingles(run) for run in runs]
    if not parts:
        return b""
    return smallest(np.concatenate(parts), SHINGLES_KEPT).astype("<u4").tobytes()


def encode(made: Sketch) -> str:
    """A sketch as one line of JSON, for a store."""
    fields = asdict(made)
    for name, value in fields.items():
        if isinstance(value, bytes):
            fields[name] = base64.b64encode(value).decode("ascii")
        elif isinstance(value, date):
            fields[name] = value.isoformat()
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def decode(line: str) -> Sketch:
    """The sketch that `encode` wrote."""
    fields = json.loads(line)
    for name in ("words", "weights", "narration", "quoted"):
        fields[name] = base64.b64decode(fields[name])
    for name in ("agencies", "places", "top"):
        fields[name] = _interned(fields[name])
    fields["day"] = date.fromisoformat(fields["day"]) if fields["day"] else None
    return Sketch(**fields)
