"""Other formats than plain text and pages, in the shapes that agencies and archives really send; the news is invented."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.model.report import BlockKind, Reject, Report
from tellings.read.options import Hints
from tellings.read.readers import HERE, Route, read_all

FIRST = "Spain suspended joint fishery patrols with Portugal on Friday."
SECOND = "Portugal said it regretted the decision and called for talks."
CAPTION = "Boats in the harbour of Vigo, June 5, 2031. (Photo by X. Pereiro)"


def read(tmp_path: Path, name: str, data: bytes | str) -> list[Report | Reject]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_all([str(path)], Hints(), HERE))


def only(found: list[Report | Reject]) -> Report:
    [report] = found
    assert isinstance(report, Report), report
    return report


def words(report: Report, kind: BlockKind) -> list[str]:
    return [report.text[b.start : b.end] for b in report.blocks if b.kind is kind]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_by_the_names_that_others_use(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["id", "Headline", "publish_date", "media_name", "url", "Body"],
        ["7", "Spain acts", "2031-06-06", "Islet Radio", "u", f'"{FIRST}"'],
    ]
    report = only(read(tmp_path, "table.csv", "".join(delimiter.join(row) + "\r\n" for row in rows)))
    assert (report.ref, report.title, report.outlet, str(report.published)) == ("7", "Spain acts", "Islet Radio", "2031-06-06")
    assert report.text == f"Spain acts\n\n{FIRST}"


def test_a_row_without_a_text_costs_only_itself(tmp_path: Path) -> None:
    found = read(tmp_path, "table.csv", f"title,text\na,\nb,{FIRST}\n")
    assert [type(f) for f in found] == [Reject, Report]
    assert "text" in found[0].reason if isinstance(found[0], Reject) else False


def test_an_array_of_records(tmp_path: Path) -> None:
    found = read(tmp_path, "all.json", json.dumps([{"content": FIRST, "link": "https://a.example/1"}, 3, {"text": SECOND}]))
    assert [type(f) for f in found] == [Report, Reject, Report]
    assert isinstance(found[0], Report)
    assert found[0].url == "https://a.example/1"


def warc(*pages: tuple[str, bytes, str]) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=True)
    for address, payload, kind in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(payload), http_headers=headers)
        writer.write_record(record)
        record.raw_stream.close()
    return packed.getvalue()


def page(*paragraphs: str) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<!doctype html><html lang='en'><title>Spain acts</title><body><article>{body}</article></body></html>".encode()


LONG = tuple(f"{FIRST} {SECOND} It was decision number {n} of the cabinet in Madrid this week, officials said." for n in range(4))


def test_every_page_of_an_archive_is_read_with_its_address(tmp_path: Path) -> None:
    data = warc(
        ("https://a.example/1", page(*LONG), "text/html; charset=utf-8"), ("https://a.example/p.png", b"\x89PNG", "image/png"),
        ("https://a.example/2", page(*LONG[::-1]), "text/html"), ("https://a.example/3", b"<html></html>", "text/html"),
    )  # fmt: skip
    found = read(tmp_path, "crawl.warc.gz", data)
    assert [(type(f), f.ref) for f in found] == [
        (Report, "https://a.example/1"), (Report, "https://a.example/2"), (Reject, "https://a.example/3"),
    ]  # fmt: skip


def test_a_broken_archive_says_so_and_keeps_what_was_whole(tmp_path: Path) -> None:
    whole = gzip.decompress(warc(("https://a.example/1", page(*LONG), "text/html")))
    found = read(tmp_path, "crawl.warc", whole + b"WARC/1.0\r\nbroken")
    assert isinstance(found[0], Report)
    assert all(isinstance(f, Reject) for f in found[1:])


MAIL = f"""From: Islet Agency <desk@agency.example>
To: desks@a.example
Subject: Spain suspends joint patrols
Date: Fri, 06 Jun 2031 10:00:00 +0200
Message-ID: <1@agency.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{FIRST}

{SECOND}
"""


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_mail_is_a_report_of_the_day_it_was_sent(tmp_path: Path, kind: str) -> None:
    mail = (
        MAIL
        if kind == "plain"
        else MAIL.replace("text/plain", "text/html").replace(FIRST, f"<p>{FIRST}</p><p>").replace(SECOND, f"{SECOND}</p>")
    )
    report = only(read(tmp_path, "item.eml", mail))
    assert (report.ref, report.title, report.outlet) == ("1@agency.example", "Spain suspends joint patrols", "Islet Agency")
    assert str(report.published) == "2031-06-06"
    assert words(report, BlockKind.BODY) == [FIRST, SECOND]


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return packed.getvalue()


def tarred(members: dict[str, bytes], link: str | None = None) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as file:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            file.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = tarfile.SYMTYPE, link
            file.addfile(info)
    return packed.getvalue()


MEMBERS = {
    "a.txt": FIRST.encode(),
    "b/../../c.html": page(*LONG),
    "d.jsonl.gz": gzip.compress(json.dumps({"text": SECOND}).encode()),
}


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_what_is_packed_is_read_as_from_a_folder(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    found = read(tmp_path, "all.bin", pack(MEMBERS))
    assert [type(f) for f in found] == [Report, Report, Report]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["all.bin"]


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "all.tgz", tarred({"a.txt": FIRST.encode()}, link="/etc/hostname"))
    assert [type(f) for f in found] == [Report, Reject]


def test_a_bomb_is_refused_by_what_it_claims(tmp_path: Path) -> None:
    [refused] = read(tmp_path, "bomb.zip", zipped({"bomb.txt": b"a" * 10_000_000}))
    assert isinstance(refused, Reject)
    assert "unpacks" in refused.reason


def test_what_is_packed_too_deep_is_refused(tmp_path: Path) -> None:
    data = FIRST.encode()
    for level in range(6):
        data = zipped({f"{level}.zip": data + b" " * level})
    assert all(isinstance(f, Reject) for f in read(tmp_path, "deep.zip", data))


HEADS = (
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"WARC/1.0\r\n",
    b"<?xml version='1.0'?><newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'",
    b"[{",
    b'{"text":',
    b'title,text\n"',
    b"From: a\nSubject: b\nDate: c\n\n",
    b"<!doctype html>",
)


@pytest.mark.parametrize("head", HEADS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(rest=st.binary(max_size=400))
def test_broken_input_of_every_format_is_refused_or_read(tmp_path: Path, head: bytes, rest: bytes) -> None:
    assert all(isinstance(f, Report | Reject) for f in read(tmp_path, "input", head + rest))


def test_a_word_document_keeps_its_headings_and_captions(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_heading("Spain suspends joint patrols", 1)
    document.add_paragraph(FIRST)
    document.add_paragraph(CAPTION, style="Caption")
    document.add_paragraph(SECOND)
    document.save(str(tmp_path / "release.docx"))
    report = only(list(read_all([str(tmp_path / "release.docx")], Hints(), HERE)))
    assert words(report, BlockKind.HEADING) == ["Spain suspends joint patrols"]
    assert words(report, BlockKind.BODY) == [FIRST, SECOND]
    assert words(report, BlockKind.CAPTION) == [CAPTION]


PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 99>>stream
BT /F1 12 Tf 72 700 Td (Spain suspended joint patrols with) Tj 0 -14 Td (Portugal on Friday.) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
startxref
0
%%EOF"""


def test_the_lines_of_a_pdf_are_joined(tmp_path: Path) -> None:
    assert only(read(tmp_path, "release.pdf", PDF)).text == "Spain suspended joint patrols with Portugal on Friday."


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_a_broken_document_is_refused(tmp_path: Path, name: str) -> None:
    data = b"%PDF-1.4 nothing" if name == "a.pdf" else zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"})
    assert [type(f) for f in read(tmp_path, name, data)] == [Reject]


def test_a_parquet_file_is_a_table(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(
        pa.table({"headline": ["Spain acts", None], "content": [FIRST, SECOND], "date": ["2031-06-06", None]}),
        tmp_path / "a.parquet",
    )
    found = list(read_all([str(tmp_path / "a.parquet")], Hints(), HERE))
    assert [f.text for f in found if isinstance(f, Report)] == [f"Spain acts\n\n{FIRST}", SECOND]
    assert isinstance(found[0], Report)
    assert str(found[0].published) == "2031-06-06"


def test_a_column_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"kop,inhoud,titel\nSpain acts,{FIRST},x\n")
    [report] = read_all([str(tmp_path / "a.csv")], Hints(columns=(("title", "kop"), ("text", "inhoud"))))
    assert isinstance(report, Report)
    assert report.text == f"Spain acts\n\n{FIRST}"


def test_a_sentence_is_no_header(tmp_path: Path) -> None:
    report = only(read(tmp_path, "a.txt", f"Text, lies and a story, the minister said.\n\n{FIRST}"))
    assert report.text.startswith("Text, lies")


def test_an_outlet_is_known_by_its_address(tmp_path: Path) -> None:
    report = only(read(tmp_path, "a.jsonl", json.dumps({"text": FIRST, "url": "https://www.nytimes.com/2031/06/06/a"})))
    assert report.outlet == "New York Times"


def test_a_database_is_no_report_and_the_store_itself_is_passed_over(tmp_path: Path) -> None:
    import sqlite3

    for name in ("own.db", "other.db"):
        connection = sqlite3.connect(tmp_path / name)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE a (b)")
        connection.commit()
        (tmp_path / f"{name}-shm").touch()
        connection.close()
    (tmp_path / "own.db-wal").write_bytes(b"\x37\x7f\x06\x82")
    (tmp_path / "a.txt").write_text(FIRST)
    found = list(read_all([str(tmp_path)], Hints(), Route(own=frozenset({str(tmp_path / "own.db")}))))
    assert {Path(f.ref).name: type(f) for f in found} | {"other.db-shm": Reject} == {
        "a.txt": Report, "other.db": Reject, "other.db-shm": Reject,
    }  # fmt: skip
    [refused] = [f for f in found if f.ref.endswith("other.db")]
    assert isinstance(refused, Reject)
    assert "SQLite" in refused.reason


@pytest.mark.parametrize("quoted", ["'", '"'])
def test_a_saved_feed_gives_its_items_and_a_list_of_feeds_none(tmp_path: Path, quoted: str) -> None:
    item = f"<item><guid>1</guid><title>Spain acts</title><description>{FIRST}</description></item>"
    feed = f"<?xml version='1.0'?><!-- made -->\n<rss version='2.0'><channel><title>Islet Radio</title>{item}</channel></rss>"
    report = only(read(tmp_path, "feed.xml", feed.replace("'", quoted)))
    assert (report.ref, report.url, report.outlet, report.text) == ("1", None, "Islet Radio", f"Spain acts\n\n{FIRST}")
    [refused] = read(tmp_path, "list.opml", "<?xml version='1.0'?><opml version='2.0'><body/></opml>".replace("'", quoted))
    assert isinstance(refused, Reject)
    assert "tellings watch" in refused.reason
