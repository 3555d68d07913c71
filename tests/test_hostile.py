"""Broken and hostile inputs of every format: no crash, no hang, no unbounded memory; each is refused or read."""

import io
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile import SAMPLES, WORDS, broken, check
from tellings.data.background import word_frequencies
from tellings.read.readers import PACKED, READERS, SNIFFED

BENCH = Path(__file__).resolve().parent.parent / "bench"

GUIDED = 700
"""Inputs of each format that the fuzzer makes."""


def survive(name: str, examples: int) -> None:
    begin = time.process_time()
    for seed in range(examples):
        check(broken(name, seed))
        assert time.process_time() - begin < 60 + examples, f"{name} {seed} hangs"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MOST_MEMORY, f"{name} eats memory"


MOST_MEMORY = 3_000_000
"""Kilobytes that the whole test process has ever used, the language pipeline of other tests included."""


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_broken_inputs_are_refused_or_read(name: str) -> None:
    survive(name, 125)


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_broken_inputs_by_the_thousand(name: str) -> None:
    survive(name, 1300)


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_inputs_that_a_fuzzer_makes(name: str) -> None:
    pytest.importorskip("atheris", reason="atheris has no wheel for this Python: these inputs are not made")
    made = subprocess.run(
        [sys.executable, str(BENCH / "fuzz.py"), name, str(GUIDED)], capture_output=True, text=True, timeout=1200, check=False
    )
    assert made.returncode == 0, made.stderr[-2000:]


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    check(data)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet><inlineData>&d;</inlineData></contentSet></newsItem>'
)


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html>" + b"<div>" * 50_000,
        b"<!doctype html><p>" + b"a" * 3_000_000,
        b"[" * 100_000,
        b'{"text":' + b"[" * 100_000,
        b"title,text\n" + b'"' + b"a" * 200_000,
        b"From: a\nSubject: " + b"b" * 100_000 + b"\nDate: c\n\n" + WORDS.encode(),
        ENTITIES,
    ],
    ids=["deep", "one long line", "deep JSON", "deep value", "open quote", "long header", "entities"],
)
def test_what_is_made_to_exhaust_is_bounded(data: bytes) -> None:
    check(data)


def crawl(path: Path, pages: int) -> None:
    """A web archive of so many small invented pages, each in words of its own, so that they make no single story of thousands."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    headers = [("Content-Type", "text/html")]
    known = sorted(word for word, zipf in word_frequencies().items() if 3 < zipf < 5)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for n in range(pages):
            words = " ".join(random.Random(n).choices(known, k=80))
            body = f"<p>The harbour office of pier {n} said on Friday that {n} boats stayed in.</p><p>It spoke of {words}.</p>"
            day = date(2001, 1, 1) + timedelta(days=n // 10)
            head = f"<html lang='en'><title>Pier {n}</title><meta name='date' content='{day}'>"
            page = f"<!doctype html>{head}<body><article>{body}</article></body></html>".encode()
            told = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(f"https://a.example/{n}", "response", payload=io.BytesIO(page), http_headers=told)
            writer.write_record(record)
            record.raw_stream.close()


def read_and_kill(folder: Path, pages: int) -> None:
    crawl(folder / "crawl.warc.gz", pages)
    command = [sys.executable, "-m", "tellings", "read", "crawl.warc.gz", "--store", "s.db", "--quiet"]
    count = [sys.executable, "-m", "tellings", "export", "reports", "--store", "s.db"]
    running = subprocess.Popen(command, cwd=folder)
    deadline = time.monotonic() + 900
    while time.monotonic() < deadline and running.poll() is None and _kept(folder) < pages // 4:
        time.sleep(0.1)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert 0 < _kept(folder) <= pages
    assert subprocess.run(command, cwd=folder, check=False).returncode == 0
    rows = [json.loads(line) for line in subprocess.run(count, cwd=folder, capture_output=True, check=True).stdout.splitlines()]
    assert sorted(r["ref"] for r in rows) == sorted(f"https://a.example/{n}" for n in range(pages))


def _kept(folder: Path) -> int:
    import sqlite3

    if not (folder / "s.db").exists():
        return 0
    connection = sqlite3.connect(folder / "s.db")
    try:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.Error:
        return 0
    finally:
        connection.close()


def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    read_and_kill(tmp_path, 100)


@pytest.mark.soak
def test_ten_thousand_pages_killed_in_the_middle(tmp_path: Path) -> None:
    read_and_kill(tmp_path, 10_000)


REPEATED = (
    b"<!---->", b"<?xml?>", b"<?xml?><!-- -->", b" ", b'"', b",", b"a,", b"From: a\n", b"{", b"a_", b"\xef\xbb\xbf", b"<", b"[ ",
)  # fmt: skip


@pytest.fixture
def alarmed() -> Iterator[None]:
    """What hangs is stopped and fails: a pattern that tries every way to part its input would go on for years."""

    def bark(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, bark)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("alarmed")
@pytest.mark.parametrize("head", REPEATED)
def test_a_format_is_told_whatever_is_repeated(head: bytes) -> None:
    tests = [*(r.matches for r in READERS), *(p.matches for p in PACKED)]
    told = [matches((head * SNIFFED)[:SNIFFED]) for matches in tests]
    assert set(told) <= {True, False}
    assert sum(told) <= 1
