"""Exports as documents, each opened by the tool that it is for, or held against its schema."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geojson
import icalendar
import networkx as nx
import pytest
import stix2
from hypothesis import given
from hypothesis import strategies as st

from coded import KASSALA, LONG, coded_desk, tellings
from tellings.desk import Desk, Selection
from tellings.export.documents import DOCUMENTS
from tellings.export.evidence import EXCERPT, excerpt
from tellings.export.icalendar import LINE, _folded
from tellings.export.stix import CLASSES
from tellings.export.web_annotations import selectors
from tellings.model.report import Span

SCHEMAS = Path(__file__).parent / "data" / "schemas"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with coded_desk(tmp_path_factory.mktemp("documents") / "s.db") as made:
        yield made


def written(desk: Desk, kind: str, **how: Any) -> str:
    return b"".join(desk.exported(kind, **how)).decode()


def lines(desk: Desk, kind: str, **how: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(desk, kind, **how).removesuffix("\n").split("\n")]


def texts() -> dict[str, str]:
    return {t.report.id: t.report.text for t in tellings()}


# -- what holds for all of them


@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_the_same_picture_gives_the_same_document(desk: Desk, kind: str) -> None:
    first = b"".join(desk.exported(kind))
    assert first
    assert b"".join(desk.exported(kind)) == first


@pytest.mark.parametrize("kind", [d.name for d in DOCUMENTS.values() if d.excerpts])
def test_whole_texts_only_on_purpose(desk: Desk, kind: str) -> None:
    brief, whole = (b"".join(desk.exported(kind, full_text=full)) for full in (False, True))
    beginning, end = LONG[:40].encode(), LONG[-40:].encode()
    assert beginning in brief
    assert end not in brief
    assert end in whole


@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_a_store_with_nothing_in_it_gives_an_empty_document(tmp_path: Path, kind: str) -> None:
    from newsroom import open_desk

    with open_desk(tmp_path / "empty.db") as empty:
        assert isinstance(b"".join(empty.exported(kind)), bytes)


@given(st.text())
def test_an_excerpt_is_short_and_the_beginning(text: str) -> None:
    made = excerpt(text)
    assert len(made) <= EXCERPT + 2
    assert " ".join(text.split()).startswith(made.removesuffix(" …"))


def test_stories_opened_one_after_the_other_are_as_each_alone(desk: Desk) -> None:
    walked = list(desk.opened())
    assert len(walked) == 2
    for opened in walked:
        alone = desk.story(opened.story.id)
        assert (opened.claims, opened.relations, opened.control) == (alone.claims, alone.relations, alone.control)
    assert [opened for opened in walked if opened.relations and opened.control]


# -- GeoJSON


def test_features_are_valid_and_have_their_evidence(desk: Desk) -> None:
    collection = geojson.loads(written(desk, "geojson"))
    assert collection.is_valid
    by_kind: dict[str, list[Any]] = {}
    for feature in collection["features"]:
        by_kind.setdefault(feature["properties"]["kind"], []).append(feature)
    assert {kind: len(found) for kind, found in by_kind.items()} == {"event": 4, "control": 1, "place": 1}
    assert {tuple(f["geometry"]["coordinates"]) for f in collection["features"]} == {(KASSALA.lon, KASSALA.lat)}
    raid = next(f["properties"] for f in by_kind["event"] if f["properties"]["type"] == "ASSAULT")
    assert (raid["start"], raid["date_precision"], raid["place_id"], raid["reports"]) == ("2031-03-12", "day", 372753, 2)
    assert raid["evidence_url"] == "https://www.gazette.example/raid?a=1&b=2"
    for told in (e for f in by_kind["event"] for e in f["properties"]["evidence"]):
        assert texts()[told["report"]][told["start"] : told["end"]] == told["text"]


# -- networks


def test_networkx_reads_graphml(desk: Desk) -> None:
    graph = nx.read_graphml(io.BytesIO(b"".join(desk.exported("graphml"))), force_multigraph=True)
    names = nx.get_node_attributes(graph, "name")
    found = {(names[a], told["relation"], names[b]) for a, b, told in graph.edges(data=True)}
    assert ("Gash Front", "at war with", "Sudanese army") in found
    assert ("Gash Front", "ASSAULT/firearms", "Sudanese army") in found
    assert {told["basis"] for *_, told in graph.edges(data=True)} == {"relation", "event"}
    assert nx.get_node_attributes(graph, "reports")


def test_a_gexf_file_has_nodes_edges_and_days(desk: Desk) -> None:
    """networkx reads GEXF 1.2 alone; the elements of 1.3 that Gephi reads are looked at themselves."""
    space = {"g": "http://gexf.net/1.3"}
    root = ET.fromstring(written(desk, "gexf"))
    nodes = {n.get("id"): n.get("label") for n in root.iterfind(".//g:node", space)}
    edges = root.findall(".//g:edge", space)
    assert {e.get("source") for e in edges} | {e.get("target") for e in edges} <= set(nodes)
    raid = next(e for e in edges if e.get("label") == "ASSAULT/firearms")
    assert (raid.get("start"), raid.get("end")) == ("2031-03-12", "2031-03-12")
    declared = {a.get("id") for a in root.iterfind(".//g:attribute", space)}
    assert {v.get("for") for v in root.iterfind(".//g:attvalue", space)} <= declared


# -- iCalendar


def test_icalendar_reads_the_calendar(desk: Desk) -> None:
    calendar = icalendar.Calendar.from_ical(written(desk, "icalendar"))
    found = {str(e["summary"]): e for e in calendar.walk("VEVENT")}
    raid = next(e for name, e in found.items() if "shot at" in name)
    assert (raid.decoded("dtstart"), raid.decoded("dtend")) == (date(2031, 3, 12), date(2031, 3, 13))
    assert str(raid["location"]) == "Kassala, SDN"
    assert "<b>nobody & nothing</b>" in str(raid["description"])
    assert str(raid["status"]) == "CONFIRMED"
    assert len(found) == 3, "the planned one has no day"


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\n")))
def test_lines_are_folded_at_octets_without_cutting_a_character(text: str) -> None:
    pieces = list(_folded(text))
    assert "".join(pieces) == text
    assert len(pieces[0].encode()) <= LINE
    assert all(len(p.encode()) <= LINE - 1 for p in pieces[1:])


# -- STIX


def test_stix2_reads_the_bundle(desk: Desk) -> None:
    bundle = stix2.parse(written(desk, "stix"), allow_custom=False)
    kinds = [o["type"] for o in bundle.objects]
    assert {k: kinds.count(k) for k in ("report", "incident", "location", "note")} == {
        "report": 2, "incident": 4, "location": 1, "note": 1,
    }  # fmt: skip
    ids = {o["id"] for o in bundle.objects}
    assert len(ids) == len(kinds)
    for o in bundle.objects:
        refs = [o.get(k) for k in ("source_ref", "target_ref") if k in o] + list(o.get("object_refs", []))
        assert set(refs) <= ids
        if o["type"] == "relationship":
            assert o["external_references"], "every line has the sentences that say so"
    front = next(o for o in bundle.objects if o["type"] == "identity" and o["name"] == "Gash Front")
    assert front["identity_class"] == CLASSES["group"]
    assert front["labels"] == ["SDN", "REB"]


def test_a_claim_has_one_id_in_every_bundle(desk: Desk) -> None:
    everything = {o["id"] for o in json.loads(written(desk, "stix"))["objects"]}
    one = {o["id"] for o in json.loads(written(desk, "stix", wanted=Selection(story="courier-1")))["objects"]}
    assert one < everything


# -- Web Annotation and PROV


def test_annotations_find_their_words_again(desk: Desk) -> None:
    document = json.loads(written(desk, "annotations"))
    nodes = document["@graph"]
    assert document["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert len({n["id"] for n in nodes}) == len(nodes)
    reports = {n["id"]: texts()[n["tellings:report"]] for n in nodes if "Text" in n["type"]}
    annotations = [n for n in nodes if n["type"] == "Annotation"]
    assert len(annotations) == 7
    for a in annotations:
        text, (quote, position) = reports[a["target"]["source"]], a["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    claims = {n["id"] for n in nodes if n["type"] == "prov:Entity"}
    assert {a["body"][1]["source"] for a in annotations} == claims
    derived = {d["id"] for n in nodes if n["type"] == "prov:Entity" for d in n["prov:wasDerivedFrom"]}
    assert derived == set(reports)
    assert [n for n in nodes if "prov:alternateOf" in n], "reports of one origin are alternates of one another"


def test_the_terms_are_those_of_the_recommendation(desk: Desk) -> None:
    """Every key without a prefix is a term of anno.jsonld that the export uses on purpose."""
    terms = {
        "id", "type", "name", "language", "motivation", "body", "target", "generator", "source", "selector", "state", "exact",
        "prefix", "suffix", "start", "end", "sourceDate", "purpose", "value", "format",
    }  # fmt: skip

    def keys(node: Any) -> set[str]:
        if isinstance(node, list):
            return set().union(*map(keys, node))
        return set(node).union(*map(keys, node.values())) if isinstance(node, dict) else set()

    found = keys(json.loads(written(desk, "annotations"))["@graph"])
    assert {k for k in found if ":" not in k} <= terms


@given(text=st.text(min_size=1), data=st.data())
def test_selectors_of_any_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote, position = selectors(text, Span.of(text, start, end))
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert text[position["start"] - len(quote["prefix"]) : position["end"] + len(quote["suffix"])] == (
        quote["prefix"] + quote["exact"] + quote["suffix"]
    )


# -- SQLite


@pytest.fixture(scope="module")
def database(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "picture.db"
    path.write_bytes(b"".join(desk.exported("sqlite")))
    return path


def test_a_plain_sqlite_file_with_all_kinds(database: Path, desk: Desk) -> None:
    from tellings.export.fields import FIELDS

    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for kind in FIELDS:
            (number,) = connection.execute(f'SELECT count(*) FROM "{kind}"').fetchone()
            assert number == len(list(desk.export(kind))), kind
        assert connection.execute("SELECT count(*) FROM reports WHERE text IS NOT NULL").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM reports_fts WHERE reports_fts MATCH 'kassala'").fetchone() == (3,)


def test_datasette_opens_it_with_its_views(database: Path) -> None:
    from datasette.app import Datasette

    async def asked() -> dict[str, Any]:
        served = Datasette([str(database)])
        await served.invoke_startup()
        found = {}
        for view in ("what_is_claimed", "who_said_what", "where_they_disagree", "who_holds_what", "who_stands_to_whom"):
            response = await served.client.get(f"/picture/{view}.json", params={"_shape": "objects"})
            assert response.status_code == 200, response.text
            found[view] = response.json()["rows"]
        page = await served.client.get("/picture/claims")
        assert page.status_code == 200
        return found

    found = asyncio.run(asked())
    assert found["what_is_claimed"][0]["place"] == "Kassala"
    assert found["who_said_what"][0]["speaker"] == "Idris Haddal"
    assert {r["value"] for r in found["where_they_disagree"]} == {"at least 9", "14"}
    assert [(r["place"], r["holder"]) for r in found["who_holds_what"]] == [("Kassala", "Gash Front")]
    assert {r["relation"] for r in found["who_stands_to_whom"]} >= {"at war with"}


# -- HTML


def test_the_page_has_no_script_and_fetches_nothing(desk: Desk) -> None:
    import lxml.html

    page = written(desk, "html", full_text=True)
    tree = lxml.html.document_fromstring(page)
    assert not tree.xpath("//script|//link|//img|//iframe|//object|//embed|//base|//form|//@src|//@onclick|//@onload|//@style")
    assert {a.partition(":")[0] for a in tree.xpath("//a/@href") if not a.startswith("#")} == {"https"}
    assert "url(" not in page
    assert "@import" not in page
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_what_reports_say_is_escaped(desk: Desk) -> None:
    page = written(desk, "html", full_text=True)
    assert "&lt;b&gt;nobody &amp; nothing&lt;/b&gt;" in page
    assert "<b>nobody" not in page


def test_the_page_shows_the_story_with_its_evidence(desk: Desk) -> None:
    import lxml.html

    page = written(desk, "html", wanted=Selection(story="courier-1"))
    tree = lxml.html.document_fromstring(page)
    shown = " ".join(tree.text_content().split())
    for words in ("Fourteen killed in Kassala raid", "1 independent origin", "killed (update):", "Gash Front took Kassala"):
        assert words in shown
    marks = set(tree.xpath("//a[@class='n']/@href"))
    assert marks <= {f"#{i}" for i in tree.xpath("//*/@id")}
    assert marks
    assert "lone-1" not in page


def test_an_address_that_is_none_is_no_link(tmp_path: Path) -> None:
    from dataclasses import replace

    with coded_desk(tmp_path / "s.db") as made:
        told = tellings()[0]
        made.store.add(replace(told.report, url="javascript:alert(1)"), told.coding)
        assert "javascript:" not in written(made, "html")
