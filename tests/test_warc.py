"""Web archives: what they say of a page is kept, Media Cloud's own metadata fill the gaps, and no record is parsed twice."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tellings.data.gazetteer import open_gazetteer
from tellings.desk.desk import Desk
from tellings.extract.syntax import Parser
from tellings.model.report import Reject, Report
from tellings.pipeline import Tools
from tellings.read.options import Hints
from tellings.read.readers import HERE, Route, read_all
from tellings.store.sqlite import SqliteStore

SENTENCE = "Spain suspended joint fishery patrols with Portugal on Friday, the agriculture minister said in Madrid. "
INDEXED = "application/x.mediacloud-indexer+json"


def page(number: int = 1, title: str = "<title>Spain acts</title>") -> bytes:
    body = f"<p>{SENTENCE}</p><p>It was decision number {number} of the cabinet this week. {SENTENCE}</p>" * 2
    return f"<!doctype html><html>{title}<body><article>{body}</article></body></html>".encode()


def archive(path: Path, *records: tuple[str, str, bytes, str]) -> list[str]:
    """A web archive of (type, address, payload, content type); gives the ids of its records."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    ids = []
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for kind, address, payload, content in records:
            http = StatusAndHeaders("200 OK", [("Content-Type", content)], protocol="HTTP/1.1") if kind == "response" else None
            record = writer.create_warc_record(
                address, kind, payload=io.BytesIO(payload), http_headers=http, warc_content_type=content if http is None else ""
            )
            record.rec_headers.replace_header("WARC-Date", "2031-06-06T12:30:00Z")
            writer.write_record(record)
            ids.append(record.rec_headers.get_header("WARC-Record-ID"))
            record.raw_stream.close()
    return ids


def told(**more: Any) -> bytes:
    found = {
        "rss_entry": {"link": "https://islet.example/1", "title": "Spain acts at sea", "domain": "islet.example", "via": "rss"},
        "http_metadata": {"response_code": 200, "final_url": "https://islet.example/1"},
        "content_metadata": {
            "url": "https://islet.example/1", "canonical_domain": "reuters.com", "publication_date": "2031-06-05",
            "language": "en", "article_title": "Spain suspends patrols", "text_content": SENTENCE * 3,
        },
    }  # fmt: skip
    return json.dumps(found | more).encode()


def read(path: Path, route: Route = HERE) -> list[Report | Reject]:
    return list(read_all([str(path)], Hints(), route))


def only(found: list[Report | Reject]) -> Report:
    [report] = found
    assert isinstance(report, Report), report
    return report


def test_record_digest_and_time_are_kept(tmp_path: Path) -> None:
    [record] = archive(tmp_path / "a.warc.gz", ("response", "https://a.example/1", page(), "text/html"))
    capture = only(read(tmp_path / "a.warc.gz")).capture
    assert capture
    assert (capture.record, capture.at) == (record, datetime(2031, 6, 6, 12, 30, tzinfo=UTC))
    assert str(capture.digest).startswith("sha1:")


def test_what_the_page_does_not_say_the_archive_says(tmp_path: Path) -> None:
    archive(
        tmp_path / "a.warc.gz",
        ("response", "https://islet.example/1", page(title=""), "text/html"),
        ("metadata", "https://islet.example/1", told(), INDEXED),
    )
    report = only(read(tmp_path / "a.warc.gz"))
    assert (report.title, report.outlet, str(report.published)) == ("Spain suspends patrols", "Reuters", "2031-06-05")
    assert report.dated == "the archive's metadata"


def test_what_the_page_says_comes_first(tmp_path: Path) -> None:
    head = '<title>Spain acts</title><meta property="og:site_name" content="Islet Radio"><meta name="date" content="2031-06-06">'
    archive(
        tmp_path / "a.warc.gz",
        ("response", "https://islet.example/1", page(title=head), "text/html"),
        ("metadata", "https://islet.example/1", told(), INDEXED),
    )
    report = only(read(tmp_path / "a.warc.gz"))
    assert (report.title, report.outlet, str(report.published)) == ("Spain acts", "Islet Radio", "2031-06-06")


def test_a_page_without_an_article_has_the_text_that_the_archive_found(tmp_path: Path) -> None:
    archive(
        tmp_path / "a.warc.gz",
        ("response", "https://islet.example/1", b"<!doctype html><html><body><div id='app'></div></body></html>", "text/html"),
        ("metadata", "https://islet.example/1", told(), INDEXED),
    )
    assert SENTENCE.strip() in only(read(tmp_path / "a.warc.gz")).text


@pytest.mark.parametrize("metadata", [b"{", b"[]", b'{"content_metadata": [], "rss_entry": 3}', b"\xff", b"[" * 100_000])
def test_broken_metadata_cost_nothing_but_themselves(tmp_path: Path, metadata: bytes) -> None:
    archive(
        tmp_path / "a.warc.gz",
        ("response", "https://islet.example/1", page(1), "text/html"),
        ("metadata", "https://islet.example/1", metadata, INDEXED),
        ("metadata", "https://islet.example/1", b"software: crawler", "application/warc-fields"),
        ("response", "https://islet.example/2", page(2), "text/html"),
    )
    assert [f.ref for f in read(tmp_path / "a.warc.gz") if isinstance(f, Report)] == [
        "https://islet.example/1", "https://islet.example/2",
    ]  # fmt: skip


def test_records_that_were_read_are_passed_over(tmp_path: Path) -> None:
    first, _ = archive(
        tmp_path / "a.warc.gz",
        ("response", "https://islet.example/1", page(1), "text/html"),
        ("response", "https://islet.example/2", page(2), "text/html"),
    )
    assert [f.ref for f in read(tmp_path / "a.warc.gz", Route(seen=lambda record: record == first))] == [
        "https://islet.example/2"
    ]


@pytest.fixture
def desk(tmp_path: Path, parser: Parser) -> Iterator[Desk]:
    tools = Tools(parser, open_gazetteer())
    with Desk(SqliteStore(tmp_path / "s.db"), lambda: tools) as opened:
        yield opened


def test_an_archive_read_again_parses_nothing_and_its_custody_is_exported(desk: Desk, tmp_path: Path) -> None:
    ids = archive(tmp_path / "a.warc.gz", *(("response", f"https://islet.example/{n}", page(n), "text/html") for n in range(3)))
    assert len(list(desk.read([str(tmp_path / "a.warc.gz")]))) == 3
    assert list(desk.read([str(tmp_path / "a.warc.gz")])) == []
    assert sorted(r["capture"]["record"] for r in desk.export("reports")) == sorted(ids)
    assert {r["capture"]["at"] for r in desk.export("reports")} == {"2031-06-06T12:30:00+00:00"}
