"""HTML pages: invented ones, built of the parts that outlets really use."""

import gzip
from itertools import pairwise
from pathlib import Path

import pytest

from tellings.model.report import BlockKind, Reject, Report
from tellings.read.options import Hints
from tellings.read.pages import looks_like_page, page_report
from tellings.read.readers import HERE, read_all
from tellings.text.blocks import cut

PARAGRAPHS = (
    "Spain suspended joint fishery patrols with Portugal on Friday, two days after Lisbon and Rabat signed an agreement.",
    "Agriculture Minister Iker Larrañaga announced the decision after a cabinet meeting in Madrid that lasted four hours.",
    "Portugal said it regretted the decision and called for talks, while skippers in Vigo went on blocking the harbour.",
    "The blockade ended in the evening after police arrested twelve people, the regional government of Galicia said.",
    "Joint patrols had begun in 2024, and both sides had praised them in the spring as a model for their neighbours.",
)
LINKED_DATA = """{"@context":"https://schema.org","@graph":[
 {"@type":"NewsArticle","headline":"Spain suspends joint patrols","datePublished":"2031-06-06T23:40:00-02:00",
  "author":[{"@id":"#a"}],"publisher":{"@type":"Organization","name":"Islet Radio"},
  "image":{"@type":"ImageObject","caption":"Boats in the harbour of Vigo, June 5, 2031"}},
 {"@type":"Person","@id":"#a","name":"Xoana Pereiro"}]}"""


def page(head: str = "", middle: str = "", crosshead: str = "<h2>Lisbon regrets</h2>") -> bytes:
    first, second, third, fourth, fifth = (f"<p>{p}</p>" for p in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Spain suspends | Islet Radio</title>{head}</head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Spain suspends joint patrols</h1>
<div class="text">{first}{second}{middle}{crosshead}{third}{fourth}{fifth}</div></article>
<footer><p>Islet Radio is a trademark of an invented station. All rights reserved.</p></footer>
<script>alert("never in the store")</script></body></html>""".encode()


def read(data: bytes) -> Report:
    report = page_report("page.html", data, Hints())
    assert isinstance(report, Report)
    return report


def words(report: Report, kind: BlockKind) -> list[str]:
    return [report.text[b.start : b.end] for b in report.blocks if b.kind is kind]


def test_a_page_keeps_its_paragraphs_and_its_headings() -> None:
    report = read(page())
    assert words(report, BlockKind.BODY) == list(PARAGRAPHS)
    assert words(report, BlockKind.HEADING) == ["Spain suspends joint patrols", "Lisbon regrets"]
    assert "alert" not in report.text
    assert "Home" not in report.text
    assert report.language == "en"


def test_blocks_are_in_order_and_never_overlap() -> None:
    blocks = read(page()).blocks
    assert all(a.end <= b.start for a, b in pairwise(blocks))


def test_linked_data_give_day_author_and_outlet() -> None:
    report = read(page(head=f'<script type="application/ld+json">{LINKED_DATA}</script>'))
    assert (str(report.published), report.byline, report.outlet) == ("2031-06-06", ("Xoana Pereiro",), "Islet Radio")


@pytest.mark.parametrize(
    ("head", "day", "byline"),
    [
        ('<meta property="article:published_time" content="2031-06-06T08Z"><meta name="author" content="By A. Roe and B. Poe">',
         "2031-06-06", ("A. Roe", "B. Poe")),
        ('<meta name="date" content="6 June 2031"><meta name="author" content="https://islet.example/roe">', "2031-06-06", ()),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":"Ann Roe","datePublished":"2031-06-06",}</script>',
         "2031-06-06", ("Ann Roe",)),
        ('<script type="application/ld+json">not { json</script><meta name="date" content="2031-06-06">', "2031-06-06", ()),
    ],
)  # fmt: skip
def test_metadata_in_their_many_shapes(head: str, day: str, byline: tuple[str, ...]) -> None:
    report = read(page(head=head))
    assert (str(report.published), report.byline) == (day, byline)


CAPTION = "Fishing boats lie idle in the harbour of Vigo on Thursday"


@pytest.mark.parametrize(
    "figure",
    [
        f'<figure><img src="a.jpg"><figcaption>{CAPTION}</figcaption></figure>',
        f'<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">{CAPTION}</p></div>',
        f'<div class="article-image"><img src="a.jpg"><p>{CAPTION}</p></div>',
        f'<div class="box"><img src="a.jpg" alt="{CAPTION}"><small>{CAPTION}</small></div>',
        f'<div class="media"><img src="a.jpg"><em class="image-caption">{CAPTION}</em></div>',
    ],
)
def test_a_caption_is_told_from_the_body_and_stands_in_its_place(figure: str) -> None:
    report = read(page(middle=figure))
    assert words(report, BlockKind.CAPTION) == [CAPTION]
    assert words(report, BlockKind.BODY) == list(PARAGRAPHS)
    assert report.text.index(PARAGRAPHS[1]) < report.text.index(CAPTION) < report.text.index(PARAGRAPHS[2])


def test_a_bold_line_between_paragraphs_is_a_heading() -> None:
    report = read(page(crosshead="<p><strong>Lisbon regrets</strong></p>"))
    assert "Lisbon regrets" in words(report, BlockKind.HEADING)


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"<!doctype html><html><body><p>Menu</p></body></html>", b"<html>" + b"<div>" * 3000]
)
def test_a_page_without_an_article_is_refused(data: bytes) -> None:
    assert isinstance(page_report("page.html", data, Hints()), Reject)


@pytest.mark.parametrize(
    ("first", "is_page"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\n<!-- saved --><html lang='en'>", True),
        (b"<HTML><head>", True),
        (b"MADRID, June 6 - Spain suspended", False),
        (b'{"text": "<html>"}', False),
    ],
)
def test_a_page_is_told_by_its_first_bytes(first: bytes, is_page: bool) -> None:
    assert looks_like_page(first) is is_page


def test_pages_are_read_from_files_packed_or_not(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    (tmp_path / "b.gz").write_bytes(gzip.compress(page(crosshead="")))
    read_in = list(read_all([str(tmp_path)], Hints(), HERE))
    assert [type(r) for r in read_in] == [Report, Report]


def test_days_that_disagree_are_both_shown() -> None:
    head = '<meta property="article:published_time" content="2031-06-06"><meta name="date" content="2031-06-09">'
    report = read(page(head=head))
    assert str(report.published) == "2031-06-06"
    assert report.dated == "meta article:published_time; meta date says 2031-06-09"


@pytest.mark.parametrize(
    "byline",
    [
        '<div class="byline">Xoana Pereiro</div>',
        '<p class="meta">Von <a href="/autoren/name/xoana-pereiro">Xoana Pereiro</a></p>',
        '<ul><li class="item">By: <span><a href="/xoana-pereiro">Xoana Pereiro</a></span></li></ul>',
        '<a itemprop="author" href="/x">Xoana Pereiro</a>',
    ],
)
def test_a_line_above_the_text_tells_who_signed(byline: str) -> None:
    data = page(head='<meta name="author" content="Islet Radio"><meta property="og:site_name" content="Islet Radio">')
    assert read(data.replace(b"</h1>", f"</h1>{byline}".encode())).byline == ("Xoana Pereiro",)


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ('<p style="text-align:right;"><strong>Xoana Pereiro</strong></p>', ("Xoana Pereiro",)),
        ("<ul><li><strong>Autorin/Autor</strong> Xoana Pereiro</li></ul>", ("Xoana Pereiro",)),
        ("<div>（责编：王小明、李大文）</div>", ("王小明", "李大文")),
        ("<p><strong>Lisbon regrets the decision</strong></p>", ()),
        ('<div class="bildautor">Foto: Ada Lum</div>', ()),
    ],
)
def test_a_signature_below_the_text_is_read(below: str, names: tuple[str, ...]) -> None:
    assert read(page().replace(b"</article>", f"{below}</article>".encode())).byline == names


def test_every_author_tag_counts() -> None:
    head = '<meta property="article:author" content="Xoana Pereiro"><meta property="article:author" content="Bo Ek">'
    linked = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Bo Ek"}}</script>'
    assert read(page(head=head)).byline == ("Xoana Pereiro", "Bo Ek")
    assert read(page(head=head + linked)).byline == ("Xoana Pereiro", "Bo Ek")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("</h1>", '</h1><time itemprop="datePublished" datetime="2031-06-06T10:00">today</time>', "microdata datePublished"),
        ("</h1>", "</h1><time pubdate>6 June 2031</time>", "microdata datePublished"),
        ("| Islet Radio", "| Islet Radio | 06.06.2031", "the end of the page's title"),
    ],
)
def test_a_day_that_stands_in_the_page_is_found(old: str, new: str, where: str) -> None:
    report = read(page().replace(old.encode(), new.encode(), 1))
    assert (str(report.published), report.dated) == ("2031-06-06", where)


@pytest.mark.parametrize(
    "line",
    ["<p><strong>Read more: <a href='/b'>Boats in the fog</a></strong></p>", "<p>This article was corrected on 7 June.</p>"],
)
def test_what_a_page_adds_is_no_body(line: str) -> None:
    report = read(page(middle=line))
    kept = cut(report.text, report.blocks, report.title).blocks
    assert [report.text[b.start : b.end] for b in kept if b.kind is BlockKind.BODY] == list(PARAGRAPHS)
