"""Broken and hostile inputs of every format: no crash, no hang, no unbounded memory; each is refused or read."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.model.report import Reject, Report
from tellings.read.options import Hints
from tellings.read.readers import read_stream

WORDS = "Spain suspended joint fishery patrols with Portugal on Friday, the minister said after talks in Madrid."


def samples() -> dict[str, bytes]:
    """One small sound input of each format that is text or packs text."""
    import gzip
    import tarfile
    import zipfile

    body = f"<p>{WORDS}</p>" * 3
    page = f"<!doctype html><html lang='en'><title>a b</title><body><article>{body}</article></body></html>".encode()
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as file:
        file.writestr("a.html", page)
    with tarfile.open(fileobj=tarred, mode="w") as file2:
        info = tarfile.TarInfo("a.html")
        info.size = len(page)
        file2.addfile(info, io.BytesIO(page))
    ninjs = {"uri": "tag:1", "headlines": [{"value": "a"}], "bodies": [{"contentType": "text/html", "value": f"<p>{WORDS}</p>"}]}
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    head += b"WARC-Date: 2031-06-06T00:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    newsml = (
        '<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a"><itemMeta/><contentMeta/>'
        f"<contentSet><inlineData>{WORDS}</inlineData></contentSet></newsItem>"
    )
    return {
        "page": page,
        "lines": (json.dumps({"text": WORDS, "title": "a"}) + "\n").encode() * 2,
        "document": json.dumps([ninjs, {"text": WORDS}], indent=1).encode(),
        "newsml": newsml.encode(),
        "mail": f"From: a@b.example\nSubject: c\nDate: Fri, 06 Jun 2031 10:00:00 +0200\n\n{WORDS}".encode(),
        "table": f'title,text\na,"{WORDS}"\n'.encode(),
        "warc": head + b"Content-Length: " + str(len(http)).encode() + b"\r\n\r\n" + http + b"\r\n\r\n",
        "zip": zipped.getvalue(),
        "tar": tarred.getvalue(),
        "gzip": gzip.compress(page),
        "pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
        "plain": WORDS.encode(),
    }


SAMPLES = samples()


def broken(name: str, seed: int) -> bytes:
    """The sample with a few bytes changed, cut out, doubled, or replaced by what breaks parsers."""
    chance = random.Random(seed)
    data = bytearray(SAMPLES[name])
    spoilers = (
        b"\x00",
        b"\xff\xfe",
        b"]]>",
        b"<",
        b"&#x0;",
        b'"',
        b"\x80" * 8,
        b"{" * 300,
        b"[" * 300,
        b"<div>" * 300,
        b"\r\n",
        b"9" * 40,
    )
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        move = chance.randrange(4)
        if move == 0:
            data[at : at + chance.randint(1, 30)] = b""
        elif move == 1:
            data[at:at] = chance.choice(spoilers)
        elif move == 2:
            data[at:at] = data[max(0, at - chance.randint(1, 200)) : at]
        elif data:
            data[at % len(data)] = chance.randrange(256)
    return bytes(data)


def assert_refused_or_read(data: bytes) -> None:
    found = list(read_stream("input", io.BytesIO(data), Hints()))
    assert all(isinstance(f, Report | Reject) for f in found)
    assert all(f.text.strip() for f in found if isinstance(f, Report))


def survive(name: str, examples: int) -> None:
    begin = time.monotonic()
    for seed in range(examples):
        assert_refused_or_read(broken(name, seed))
        assert time.monotonic() - begin < 60 + examples, f"{name} {seed} hangs"


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_broken_inputs_are_refused_or_read(name: str) -> None:
    survive(name, 160)


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_broken_inputs_by_the_thousand(name: str) -> None:
    survive(name, 1700)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    assert_refused_or_read(data)


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
    assert_refused_or_read(data)


def crawl(path: Path, pages: int) -> None:
    """A web archive of so many small invented pages."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    headers = [("Content-Type", "text/html")]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for n in range(pages):
            body = f"<p>The harbour office of pier {n} said on Friday that {n} boats stayed in. {WORDS}</p>" * 2
            page = f"<!doctype html><html lang='en'><title>Pier {n}</title><body><article>{body}</article></body></html>".encode()
            told = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(f"https://a.example/{n}", "response", payload=io.BytesIO(page), http_headers=told)
            writer.write_record(record)
            record.raw_stream.close()


def read_and_kill(folder: Path, pages: int) -> None:
    crawl(folder / "crawl.warc.gz", pages)
    command = [sys.executable, "-m", "tellings", "read", "crawl.warc.gz", "--store", "s.db", "--quiet"]
    count = [sys.executable, "-m", "tellings", "export", "reports", "--store", "s.db"]
    running = subprocess.Popen(command, cwd=folder)
    deadline = time.monotonic() + 120
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
