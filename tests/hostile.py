"""One small sound input of each format, ways to break it, and what must hold for whatever comes of that."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zipfile

from tellings.model.report import Reject, Report
from tellings.read.feeds import Item, items
from tellings.read.options import Hints
from tellings.read.readers import read_stream

WORDS = "Spain suspended joint fishery patrols with Portugal on Friday, the minister said after talks in Madrid."


def document() -> bytes:
    """A Word document."""
    from docx import Document

    made, packed = Document(), io.BytesIO()
    made.add_paragraph(WORDS)
    made.save(packed)
    return packed.getvalue()


def parquet() -> bytes:
    """A Parquet file of one row."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    packed = io.BytesIO()
    write_table(pa.table({"title": ["a"], "text": [WORDS]}), packed)
    return packed.getvalue()


def samples() -> dict[str, bytes]:
    """One small sound input of each format that is text or packs text."""
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
    entry = f"<item><guid>1</guid><description>{WORDS}</description></item>"
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
        "docx": document(),
        "parquet": parquet(),
        "ninjs": (json.dumps(ninjs | {"associations": [{"type": "picture", "descriptions": [{"value": "b"}]}]}) + "\n").encode(),
        "feed": f"<rss version='2.0'><channel><title>a</title>{entry}</channel></rss>".encode(),
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


def check(data: bytes) -> None:
    """Whether it is refused or read. Raises AssertionError, or whatever a reader raises."""
    if b"<rss" in data[:200]:
        listed = items(data)
        assert isinstance(listed, Reject) or all(isinstance(i, Item) for i in listed)
    found = list(read_stream("input", io.BytesIO(data), Hints()))
    assert all(isinstance(f, Report | Reject) for f in found)
    assert all(f.text.strip() for f in found if isinstance(f, Report))
