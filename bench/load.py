#!/usr/bin/env python3
"""How fast the pages are with many readers, while reports are being read into the store and drawn.

    python bench/made.py 100000 large.db --brief      # or grown.py, in minutes instead of hours
    python bench/load.py large.db --seconds 60

Starts `tellings serve` on loopback, as a user has it, and `tellings read --jobs 1` over a file of invented reports of the store's
newest days. Twenty readers ask for a page each every two seconds. Says the median and the 99th percentile of every kind of page,
how many reports were read and drawn meanwhile, and what the first page weighs. The store keeps what was added.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from made import A_DAY, FIRST_DAY, Press
from made_cast import Cast
from tellings.desk import Desk
from tellings.model.listed import Slice, StoryFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READERS, EVERY = 20, 2.0
MEDIAN_MS, SLOW_MS, FIRST_PAGE = 150, 400, 60_000
"""What is promised: of every page the median and the 99th percentile, and the bytes of the first page without the map."""

READS_A_SECOND = 20
"""More reports than one process reads in a second: the file must not end before the readers do."""

SEED = 1
"""Of those whom `made.py` tells of, unless it is given another one."""

TOLD_BY = 3
"""Reports of one happening."""

START_SECONDS = 60
"""In which the server answers, and the first report is read."""

SEARCHED = ("government", "said", "minister", "north", "army talks")
SAMPLE = 400


@dataclass
class Times:
    """Milliseconds by kind of page, and answers that were no page."""

    of: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, milliseconds: float, status: int) -> None:
        """One answer."""
        with self.lock:
            self.of.setdefault(kind, []).append(milliseconds)
            if status != 200:
                self.failed.append(f"{kind}: {status}")


def addresses(store: str, rng: random.Random) -> Callable[[], tuple[str, str]]:
    """Draws a page as a desk asks for them: mostly the front page, stories and reports; who is in the news more than others."""
    with Desk.open(store, must_exist=True) as desk, desk.store.asking() as asked:
        last = asked.newest_day() or ""
        stories = [s.id for s in asked.stories(StoryFilter(), Slice(limit=SAMPLE)).lines]
        deep = asked.stories(StoryFilter(until="2016"), Slice(limit=SAMPLE)).lines
        stories += [s.id for s in deep]
        reports = list(asked.reports("", "", Slice(limit=SAMPLE)).lines)
        entities = [e.id for e in asked.entities({}, Slice(limit=60)).lines]
        places = list({f.value for f in asked.facets(stories[:100], "place")})
        pairs = [[r.id for r in asked.reports_of(s)][:2] for s in stories[:100]]
    both = ["&".join(f"report={r}" for r in pair) for pair in pairs if len(pair) == 2]
    table: dict[str, tuple[int, Callable[[], str]]] = {
        "front": (16, lambda: "/"),
        "front, all": (6, lambda: "/?period=all"),
        "front, a party": (4, lambda: f"/?period=all&party={rng.choice(entities)}"),
        "front, a type": (3, lambda: f"/?period=all&type={rng.choice(('ASSAULT', 'CONSULT', 'ACCUSE'))}"),
        "story": (24, lambda: f"/stories/{rng.choice(stories)}"),
        "report": (14, lambda: f"/reports/{rng.choice(reports)}"),
        "compare": (6, lambda: f"/compare?{rng.choice(both)}"),
        "who is who": (4, lambda: rng.choice(("/entities", "/entities?q=an", "/entities?kind=person"))),
        "entity": (8, lambda: f"/entities/{rng.choice(entities)}"),
        "place": (4, lambda: f"/places/{rng.choice(places)}"),
        "control": (3, lambda: rng.choice(("/control", f"/control?on={last}"))),
        "network": (3, lambda: rng.choice(("/network", f"/network?entity={rng.choice(entities)}"))),
        "search": (6, lambda: f"/search?q={rng.choice(SEARCHED).replace(' ', '+')}"),
        "judgements": (1, lambda: "/judgements"),
        "watches": (1, lambda: "/watches"),
        "status": (1, lambda: "/status"),
    }
    kinds, weights = list(table), [w for w, _ in table.values()]

    def draw() -> tuple[str, str]:
        kind = rng.choices(kinds, weights)[0]
        return kind, table[kind][1]()

    return draw


def read(port: int, draw: Callable[[], tuple[str, str]], times: Times, stop: threading.Event) -> None:
    """One reader: a page every two seconds, begun at a moment of its own."""
    stop.wait(random.random() * EVERY)  # noqa: S311  # no secret
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while not stop.is_set():
        kind, path = draw()
        began = time.perf_counter()
        try:
            connection.request("GET", path, headers={"accept-encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            connection.close()
            status = 0
        took = time.perf_counter() - began
        times.note(kind, took * 1000, status)
        stop.wait(max(0.0, EVERY - took))


def newest_day(store: str) -> date:
    """The day of the store's newest report."""
    with Desk.open(store, must_exist=True) as desk, desk.store.asking() as asked:
        return date.fromisoformat(asked.newest_day() or FIRST_DAY.isoformat())


def write(file: Path, many: int, newest: date) -> None:
    """Invented reports of the newest day as JSON Lines: happenings never told before, to those whom the store knows."""
    press = Press(int(time.time()))
    press.cast = Cast(SEED)
    first = (newest - FIRST_DAY).days * A_DAY // 2
    with file.open("w", encoding="utf-8") as lines:
        for n in range(many):
            made, _ = press.report(n, first + n // TOLD_BY, n % TOLD_BY)
            day = made.published.isoformat() if made.published else None
            row = {"ref": made.ref, "outlet": made.outlet, "published": day, "title": made.title, "text": made.text}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def progress(store: str) -> tuple[int, int]:
    """How many reports were ever added, and how many are in a story."""
    with Desk.open(store, must_exist=True) as desk, desk.store.asking() as asked:
        return asked.last_number(), desk.store.count("story_reports")["story_reports"]


@contextmanager
def reading(store: str, file: Path) -> Iterator[None]:
    """`tellings read --jobs 1` at work, from its first report on."""
    command = [sys.executable, "-m", "tellings", "read", str(file), "--store", store, "--jobs", "1", "--quiet"]
    before, until = progress(store)[0], time.monotonic() + START_SECONDS
    reader = subprocess.Popen(command)
    try:
        while progress(store)[0] == before:
            if reader.poll() is not None or time.monotonic() > until:
                raise SystemExit("nothing was read")
            time.sleep(0.5)
        yield
        if reader.poll() is not None:
            print("the file of reports ended too early", file=sys.stderr)
    finally:
        reader.terminate()
        reader.wait(START_SECONDS)


class Undrawn:
    """Leaves the picture as it is."""

    def drawn(self) -> bool:
        """It never is."""
        return False

    def close(self) -> None:
        """Nothing is left to do."""


def serve(store: str) -> None:
    """The server without its drawer: what pages take by themselves."""
    from tellings.server.running import run
    from tellings.server.settings import Settings

    with Desk.open(store, must_exist=True) as desk:
        run(desk, store, Settings(port=0), lambda says: print(says, file=sys.stderr, flush=True), Undrawn())


def served(store: str, *, drawn: bool) -> tuple[subprocess.Popen[str], int]:
    """The server, and its port."""
    command = [sys.executable, "-m", "tellings", "serve", "--store", store, "--port", "0"]
    if not drawn:
        command = [sys.executable, __file__, store, "--serve"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    for line in server.stderr:
        if found := re.search(r":(\d+) ", line):
            return server, int(found[1])
    raise SystemExit("the server did not start")


def first_page(port: int) -> tuple[int, int]:
    """Bytes of the first page with all that a browser loads for it, as they are sent; and of its HTML alone."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(path: str) -> tuple[int, str]:
        connection.request("GET", path, headers={"accept-encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        packed = answer.headers.get("content-encoding") == "gzip"
        return len(body), (gzip.decompress(body) if packed else body).decode("utf-8", "replace")

    size, page = get("/")
    parts = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    return size + sum(get(p)[0] for p in parts), size


def main() -> int:
    """Load the server for a while, and say how it bore it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--quiet-store", action="store_true", help="read nothing meanwhile")
    parser.add_argument("--undrawn", action="store_true", help="draw nothing meanwhile either")
    parser.add_argument("--json", type=Path, help="figures to this file")
    args = parser.parse_args()
    draw = addresses(args.store, random.Random(1))  # noqa: S311  # no secret
    with TemporaryDirectory() as folder, ExitStack() as stack:
        server, port = served(args.store, drawn=not args.undrawn)
        stack.callback(server.wait, START_SECONDS)
        stack.callback(server.terminate)
        whole, html = first_page(port)
        if not args.quiet_store:
            file = Path(folder) / "reports.jsonl"
            write(file, (args.seconds + START_SECONDS) * READS_A_SECOND, newest_day(args.store))
            stack.enter_context(reading(args.store, file))
        before = progress(args.store)
        times = load(port, draw, args.readers, args.seconds)
        after = progress(args.store)
    print(f"{after[0] - before[0]} reports read, {after[1] - before[1]} drawn meanwhile")
    return _say(times, whole, html, args.json)


def load(port: int, draw: Callable[[], tuple[str, str]], many: int, seconds: int) -> Times:
    """Have readers ask for so long."""
    stop, times = threading.Event(), Times()
    readers = [threading.Thread(target=read, args=(port, draw, times, stop)) for _ in range(many)]
    for reader in readers:
        reader.start()
    stop.wait(seconds)
    stop.set()
    for reader in readers:
        reader.join()
    return times


def _say(times: Times, whole: int, html: int, file: Path | None) -> int:
    every = [t for some in times.of.values() for t in some]
    figures = {"every page": _figures(every)} | {k: _figures(v) for k, v in sorted(times.of.items())}
    for kind, (number, half, slow, slowest) in figures.items():
        print(f"{kind:16} {number:5} answers  median {half:6.0f} ms  99 % {slow:6.0f} ms  slowest {slowest:6.0f} ms")
    print(f"first page: {whole:,} bytes with its style and scripts, {html:,} of it HTML")
    if times.failed:
        print("failed:", ", ".join(times.failed[:10]))
    if file:
        file.write_text(json.dumps({"pages": figures, "first_page": whole, "html": html, "failed": len(times.failed)}, indent=1))
    kept = figures["every page"][1] <= MEDIAN_MS and figures["every page"][2] <= SLOW_MS and whole <= FIRST_PAGE
    return 0 if kept and not times.failed else 1


def _figures(some: list[float]) -> tuple[int, float, float, float]:
    slow = quantiles(some, n=100)[98] if len(some) > 1 else some[0]
    return len(some), round(median(some), 1), round(min(slow, max(some)), 1), round(max(some), 1)


if __name__ == "__main__":
    if "--serve" in sys.argv:
        serve(sys.argv[1])
    else:
        sys.exit(main())
