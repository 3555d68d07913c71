"""ninjs and NewsML-G2 in the shapes that agencies really send: every field comes out again. The news is invented."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tellings.model.report import BlockKind, Reject, Report
from tellings.read.options import Hints
from tellings.read.readers import HERE, read_all
from tellings.text.blocks import cut

FIRST = "Spain suspended joint fishery patrols with Portugal on Friday."
SECOND = "Portugal said it regretted the decision and called for talks."
CAPTION = "Boats in the harbour of Vigo, June 5, 2031. (Photo by X. Pereiro)"
MARKED_UP = f"<p>{FIRST}</p><h2>Lisbon regrets</h2><p>{SECOND}</p>"
NITF = f"<body.content><p>{FIRST}</p><hl2>Lisbon regrets</hl2><p>{SECOND}</p></body.content>"


def read(tmp_path: Path, name: str, data: str, hints: Hints | None = None) -> list[Report | Reject]:
    (tmp_path / name).write_text(data)
    return list(read_all([str(tmp_path / name)], hints or Hints(), HERE))


def only(found: list[Report | Reject]) -> Report:
    [report] = found
    assert isinstance(report, Report), report
    return report


def words(report: Report, kind: BlockKind) -> list[str]:
    return [report.text[b.start : b.end] for b in report.blocks if b.kind is kind]


NINJS: dict[str, dict[str, Any]] = {
    "3.x, several bodies": {
        "uri": "tag:agency.example,2031:1",
        "type": "text",
        "pubStatus": "usable",
        "versionCreated": "2031-06-06T10:00:00+02:00",
        "language": "en-GB",
        "by": "By Xoana Pereiro",
        "infoSources": [{"name": "Islet Agency"}],
        "headlines": [{"role": "short", "value": "Spain acts"}, {"role": "main", "value": "Spain suspends joint patrols"}],
        "bodies": [
            {"contentType": "text/plain", "value": f"{FIRST}\n\n{SECOND}"},
            {"contentType": "text/html", "value": MARKED_UP},
        ],
        "associations": [{"type": "picture", "descriptions": [{"value": CAPTION}]}],
    },
    "2.x, lower case, NITF": {
        "uri": "tag:agency.example,2031:2",
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": "2031-06-06T10:00:00Z",
        "language": "en",
        "by": "Xoana Pereiro",
        "infosources": [{"name": "Islet Agency"}],
        "headlines": [{"value": "Spain suspends joint patrols"}],
        "bodies": [{"contenttype": "application/nitf+xml", "value": NITF}],
        "associations": [{"type": "picture", "descriptions": [{"role": "caption", "value": CAPTION}]}],
    },
    "1.x, flat": {
        "uri": "tag:agency.example,2031:3",
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": "2031-06-06T10:00:00Z",
        "language": "en",
        "byline": "by Xoana Pereiro",
        "copyrightholder": "Islet Agency",
        "headline": "Spain suspends joint patrols",
        "body_text": f"{FIRST} {SECOND}",
        "body_xhtml": f"<div>{MARKED_UP}</div>",
        "associations": {"main": {"type": "picture", "description_caption": CAPTION}},
    },
}


@pytest.mark.parametrize("item", NINJS.values(), ids=NINJS)
@pytest.mark.parametrize("indent", [None, 2], ids=["a line", "a document"])
def test_ninjs_round_trips_its_fields(tmp_path: Path, item: dict[str, Any], indent: int | None) -> None:
    report = only(read(tmp_path, "item.json", json.dumps(item, indent=indent)))
    assert report.ref == item["uri"]
    assert (report.title, report.outlet, report.language) == ("Spain suspends joint patrols", "Islet Agency", "en")
    assert (str(report.published), report.byline) == ("2031-06-06", ("Xoana Pereiro",))
    assert words(report, BlockKind.BODY) == [FIRST, SECOND]
    assert words(report, BlockKind.HEADING) == ["Spain suspends joint patrols", "Lisbon regrets"]
    assert words(report, BlockKind.CAPTION) == [CAPTION]


@pytest.mark.parametrize(("status", "marked"), [("canceled", "withdrawn"), ("withheld", "withheld"), ("usable", None)])
def test_a_withdrawn_item_is_marked_and_another_report(tmp_path: Path, status: str, marked: str | None) -> None:
    as_json = only(read(tmp_path, "item.json", json.dumps(NINJS["1.x, flat"] | {"pubstatus": status})))
    as_xml = only(read(tmp_path, "item.xml", newsml(BODIES["XHTML"], status=f"stat:{status}")))
    assert (as_json.status, as_xml.status) == (marked, marked)
    stands = only(read(tmp_path, "item.json", json.dumps(NINJS["1.x, flat"])))
    assert (as_json.id == stands.id) is (marked is None)


def test_an_item_withdrawn_without_a_word_says_so(tmp_path: Path) -> None:
    item = {"uri": "tag:agency.example,2031:9", "pubStatus": "canceled", "headlines": [], "version": "3"}
    report = only(read(tmp_path, "item.json", json.dumps(item)))
    assert (report.text, report.status, report.version) == ("Withdrawn by its agency.", "withdrawn", "3")


def newsml(body: str, *, status: str = "stat:usable", prolog: str = "") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>{prolog}
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:agency.example:20310606:1" version="2" xml:lang="en">
 <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:ISLET"><name>Islet Agency</name></provider>
  <versionCreated>2031-06-06T10:00:00+02:00</versionCreated><pubStatus qcode="{status}"/></itemMeta>
 <contentMeta><headline>Spain suspends joint patrols</headline><by>By Xoana Pereiro</by>
  <dateline>MADRID, June 6 (Islet)</dateline>
  <language tag="en-GB"/></contentMeta>
 <contentSet>{body}</contentSet></newsItem>"""


BODIES = {
    "NITF": f"""<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
      <body><body.head/>
      <body.content><p>{FIRST}</p><hl2>Lisbon regrets</hl2><p>{SECOND}</p><media><media-caption>{CAPTION}</media-caption></media>
      </body.content></body></nitf></inlineXML>""",
    "XHTML": f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
      <head><title>x</title></head><body><p>{FIRST}</p><h2>Lisbon regrets</h2><p>{SECOND}</p>
      <figure><figcaption>{CAPTION}</figcaption></figure></body></html></inlineXML>""",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_newsml_round_trips_its_fields(tmp_path: Path, body: str) -> None:
    report = only(read(tmp_path, "item.xml", newsml(body)))
    assert report.ref == "urn:newsml:agency.example:20310606:1"
    assert (report.title, report.outlet, report.language) == ("Spain suspends joint patrols", "Islet Agency", "en")
    assert (str(report.published), report.byline) == ("2031-06-06", ("Xoana Pereiro",))
    assert words(report, BlockKind.BODY) == [FIRST, SECOND]
    assert words(report, BlockKind.CAPTION) == [CAPTION]
    assert words(report, BlockKind.DATELINE) == ["MADRID, June 6 (Islet)"]


def test_newsml_with_a_plain_body(tmp_path: Path) -> None:
    report = only(read(tmp_path, "item.xml", newsml(f"<inlineData>{FIRST}\n\n{SECOND}</inlineData>")))
    assert words(report, BlockKind.BODY) == [FIRST, SECOND]


def test_newsml_never_follows_an_entity(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("never to be read")
    prolog = f'<!DOCTYPE newsItem [<!ENTITY secret SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    found = read(tmp_path, "item.xml", newsml(f"<inlineData>{FIRST} &secret; {SECOND}</inlineData>", prolog=prolog))
    assert all("never to be read" not in getattr(r, "text", "") for r in found)


EMBARGO = "2031-06-07T06:00:00+02:00"
HELD = [
    ("item.json", json.dumps(NINJS["3.x, several bodies"] | {"embargoedUntil": EMBARGO})),
    ("item.json", json.dumps(NINJS["2.x, lower case, NITF"] | {"embargoed": EMBARGO})),
    ("item.xml", newsml(BODIES["XHTML"]).replace("<pubStatus", f"<embargoed>{EMBARGO}</embargoed><pubStatus")),
]


@pytest.mark.parametrize(("name", "data"), HELD, ids=["3.x", "2.x", "NewsML-G2"])
def test_an_embargo_is_respected_until_it_is_over(tmp_path: Path, name: str, data: str) -> None:
    before, after = datetime(2031, 6, 7, 3, 59, tzinfo=UTC), datetime(2031, 6, 7, 4, 0, tzinfo=UTC)
    [refused] = read(tmp_path, name, data, Hints(now=before))
    assert isinstance(refused, Reject)
    assert f"embargo until {EMBARGO}" in refused.reason
    assert only(read(tmp_path, name, data, Hints(now=after))).status is None
    assert only(read(tmp_path, name, data, Hints(now=before, embargoed=True))).status == "embargoed"


def test_an_embargo_that_cannot_be_read_is_one(tmp_path: Path) -> None:
    item = NINJS["3.x, several bodies"] | {"embargoedUntil": "until further notice"}
    assert [type(r) for r in read(tmp_path, "a.json", json.dumps(item), Hints(now=datetime(2031, 6, 7, tzinfo=UTC)))] == [Reject]


# -- the shapes of single agencies, rebuilt


def test_a_text_without_a_type_signed_by_a_reporter_and_an_agency(tmp_path: Path) -> None:
    """As dpa sends it: one HTML body in a section, the agency behind the name."""
    item = {
        "uri": "urn:newsml:islet.example:20310606:310606-99-1", "version": "2", "versionCreated": "2031-06-06T16:02:28+02:00",
        "pubStatus": "usable", "copyrightHolder": "islet", "language": "de",
        "bodies": [{"role": "html", "contentType": "text/html", "value": f'<section class="main">{MARKED_UP}</section>'}],
        "headlines": [{"role": "main", "value": "Faktencheck Fischerei"}], "by": "Von Xoana Pereiro, dpa",
    }  # fmt: skip
    report = only(read(tmp_path, "item.json", json.dumps(item)))
    assert (report.byline, report.outlet, report.language, report.version) == (("Xoana Pereiro",), "islet", "de", "2")
    assert words(report, BlockKind.BODY) == [FIRST, SECOND]


def test_a_brief_that_has_nothing_but_a_description(tmp_path: Path) -> None:
    """As NTB sends it: no body, the agency as its own byline, places and a note for editors."""
    item = {
        "uri": "urn:8d19", "type": "text", "version": "6", "firstCreated": "2031-06-06T09:30:04Z",
        "versionCreated": "2031-06-06T09:46:53Z", "pubStatus": "usable", "copyrightHolder": "NTB", "edNote": "Utvidet.",
        "language": "nb-NO", "descriptions": [{"role": "text", "contentType": "text/plain", "value": f"{FIRST} "}],
        "headlines": [{"role": "main", "value": "Spania handler"}], "places": [{"name": "Vigo", "literal": "Vigo"}], "by": "NTB",
    }  # fmt: skip
    report = only(read(tmp_path, "item.json", json.dumps(item)))
    assert (report.byline, report.places, report.language) == ((), ("Vigo",), "nb")
    assert words(report, BlockKind.BODY) == [FIRST]


def test_one_text_in_four_bodies_with_its_picture_inside(tmp_path: Path) -> None:
    """As TT sends it: plain, two kinds of HTML and a NITF of its own; the caption stands in the body and beside it."""
    inside = f'<img src="a.jpg" alt="{CAPTION}"/><div class="byline">Ada Lum/TT</div><figcaption>{CAPTION}</figcaption>'
    line = '<div class="dat"><span class="vignette">Madrid</span><span class="source">TT</span></div>'
    text = f"<h1>Spain acts</h1>{line}<div>{MARKED_UP}</div><figure>{inside}</figure>"
    page = f"<html><head><title>x</title></head><body><article><section>{text}</section>"
    bodies = [
        {"role": "text", "contentType": "text/plain", "value": f"Spain acts\nMadrid TT\n{FIRST}\n{SECOND}"},
        {"role": "html5", "contentType": "text/html", "value": f"{page}</article></body></html>"},
        {"role": "ttnitf", "contentType": "application/xml", "value": "<TTNITF><BODY><TEXT><P>never</P></TEXT></BODY></TTNITF>"},
        {"role": "richhtml5", "contentType": "text/html", "value": "<p>never</p>"},
    ]
    item = {
        "uri": "http://islet.example/media/text/310606-1", "type": "text", "representationType": "full", "version": "1",
        "versionCreated": "2031-06-06T13:40:18+02:00", "pubStatus": "usable", "copyrightHolder": "TT", "language": "sv",
        "headlines": [{"role": "main", "value": "Spain acts"}], "bodies": bodies,
        "associations": [{"name": "a001", "by": "Ada Lum/TT", "type": "picture", "descriptions": [{"value": CAPTION}]}],
        "places": [{"name": "Spain"}, {"name": "Vigo", "geoJSON": {"type": "Point", "coordinates": [-8.7, 42.2]}}],
    }  # fmt: skip
    report = only(read(tmp_path, "item.json", json.dumps(item)))
    assert words(report, BlockKind.HEADING) == ["Spain acts", "Lisbon regrets"]
    assert words(report, BlockKind.BODY) == [FIRST, SECOND]
    assert words(report, BlockKind.CAPTION) == [CAPTION]
    assert words(report, BlockKind.CREDIT) == ["Photo: Ada Lum/TT"]
    assert len(words(report, BlockKind.DATELINE)) == 1
    assert (report.url, report.places) == ("http://islet.example/media/text/310606-1", ("Spain", "Vigo"))


def test_who_supplied_an_item_is_credited_and_who_holds_the_rights_is_the_outlet(tmp_path: Path) -> None:
    """As AP sends it: a picture beside the text with its caption and credit line, the supplier apart."""
    picture = {
        "type": "picture", "uri": "http://islet.example/p", "by": "Ada Lum",
        "descriptions": [{"role": "creditline", "value": "ISLET AGENCY"}, {"role": "caption", "value": CAPTION}],
    }  # fmt: skip
    item = NINJS["3.x, several bodies"] | {
        "copyrightHolder": "Islet Agency", "infoSources": [{"name": "Reuters"}], "associations": [picture],
    }  # fmt: skip
    report = only(read(tmp_path, "item.json", json.dumps(item)))
    assert report.outlet == "Islet Agency"
    assert words(report, BlockKind.CAPTION) == [CAPTION]
    assert words(report, BlockKind.CREDIT) == ["Photo: Ada Lum", "Reuters"]
    assert [(c.agency, c.of) for c in cut(report.text, report.blocks, report.title).credits] == [("Reuters", "text")]


def test_a_release_of_a_single_loose_paragraph(tmp_path: Path) -> None:
    """As Business Wire sends it: 1.x, composite, an XHTML body without any element round its words, pictures by name."""
    item = {
        "uri": "http://islet.example/news/home/1/en", "type": "composite", "version": "1", "language": "en",
        "versioncreated": "2031-06-06T15:32:00Z", "headline": "Spain acts", "body_xhtml": f"\n  {FIRST} {SECOND}<sup>1</sup>\n ",
        "associations": {"logo": {"type": "graphic", "uri": "u"}, "video": {"type": "video", "description_text": "never"}},
    }  # fmt: skip
    report = only(read(tmp_path, "item.json", json.dumps(item)))
    assert report.text.startswith(f"Spain acts\n\n{FIRST} {SECOND}")
    assert "never" not in report.text


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "event", "planning"])
def test_what_is_no_text_is_refused_by_its_kind(tmp_path: Path, kind: str) -> None:
    [refused] = read(tmp_path, "a.json", json.dumps(NINJS["3.x, several bodies"] | {"type": kind}))
    assert isinstance(refused, Reject)
    assert kind in refused.reason


def test_newsml_names_place_credit_and_version(tmp_path: Path) -> None:
    told = """<located type="cptType:city"><name>Madrid</name></located><creditline>Islet Agency/Reuters</creditline>
      <infoSource qcode="is:R"><name>Reuters</name></infoSource>
      <subject type="cpnat:geoArea"><name>Vigo</name></subject><subject type="cpnat:abstract"><name>fishery</name></subject>"""
    data = newsml(BODIES["XHTML"]).replace("<dateline>MADRID, June 6 (Islet)</dateline>", told)
    report = only(read(tmp_path, "item.xml", data))
    assert (report.places, report.version, report.outlet) == (("Vigo",), "2", "Islet Agency")
    assert words(report, BlockKind.DATELINE) == ["Madrid"]
    assert words(report, BlockKind.CREDIT) == ["Islet Agency/Reuters", "Reuters"]


def test_several_items_come_in_one_message(tmp_path: Path) -> None:
    item = newsml(BODIES["XHTML"]).partition("?>")[2]
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{item}{item}</itemSet></newsMessage>'
    assert [type(r) for r in read(tmp_path, "a.xml", f'<?xml version="1.0"?>{message}')] == [Report, Report]
