"""Places of a report: what is a place, and which one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tellings.data.gazetteer import SqliteGazetteer, open_gazetteer
from tellings.data.outlets import Home, outlet_home
from tellings.extract.names import Cast, find_cast
from tellings.extract.places import find_places
from tellings.extract.syntax import Syntax, parse_report
from tellings.model.coding import MentionKind, Precision
from tellings.model.report import Dateline, Span
from tellings.text.blocks import cut

if TYPE_CHECKING:
    from tellings.extract.syntax import Parser
    from tellings.model.coding import Mention, Place

CASES = Path(__file__).parent / "cases" / "places.tsv"


@pytest.fixture(scope="session")
def gazetteer() -> SqliteGazetteer:
    return open_gazetteer()


def _cases() -> list[tuple[str, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")][1:]
    return [(text, places) for text, _, places in (line.partition("\t") for line in lines)]


def _read(text: str, parser: Parser, gazetteer: SqliteGazetteer, home: Home | None = None) -> tuple[Mention, ...]:
    made = cut(text)
    syntax = parse_report(text, made.blocks, parser)
    return find_places(syntax, find_cast(syntax), gazetteer, made.dateline, home)


def _place(words: str, mentions: tuple[Mention, ...]) -> Place:
    found = [m.place for m in mentions if m.span.text == words and m.place]
    assert found, f"{words} is no place among {[m.span.text for m in mentions]}"
    return found[0]


@pytest.mark.parametrize(("text", "wanted"), _cases())
def test_sentences(text: str, wanted: str, parser: Parser, gazetteer: SqliteGazetteer) -> None:
    mentions = _read(text, parser, gazetteer)
    if not wanted:
        assert [m.span.text for m in mentions] == []
    for one in filter(None, wanted.split("|")):
        if one.startswith("~"):
            assert one[1:] not in [m.span.text for m in mentions]
        else:
            words, _, rest = one.partition("=")
            place = _place(words, mentions)
            assert f"{place.name}/{place.country or ''}/{place.precision}" == rest, place.reason


def test_mentions_are_in_order_and_give_back_their_words(parser: Parser, gazetteer: SqliteGazetteer) -> None:
    text = "\n".join(text for text, _ in _cases())
    mentions = _read(text, parser, gazetteer)
    assert len(mentions) > len(_cases())
    assert [m.span.start for m in mentions] == sorted({m.span.start for m in mentions})
    for m in mentions:
        assert m.kind is MentionKind.PLACE
        assert text[m.span.start : m.span.end] == m.span.text
        assert m.place is not None
        assert m.place.reason
        assert (m.place.lat is None) == (m.place.lon is None)


def test_a_name_has_one_sense_in_a_report(parser: Parser, gazetteer: SqliteGazetteer) -> None:
    text = "The mayor of Lebanon, Ohio, resigned.\n\nShe had lived in Lebanon for ten years."
    places = [m.place for m in _read(text, parser, gazetteer) if m.span.text == "Lebanon"]
    assert [(p.country, p.admin1) for p in places if p] == [("USA", "Ohio")] * 2


def test_the_outlets_home_decides_where_nothing_else_does(parser: Parser, gazetteer: SqliteGazetteer) -> None:
    text = "A man was arrested in Springfield on Monday."
    ohio = outlet_home("https://www.springfieldnewssun.com/news/1")
    missouri = outlet_home("https://news-leader.com/x")
    assert _place("Springfield", _read(text, parser, gazetteer, ohio)).admin1 == "Ohio"
    assert _place("Springfield", _read(text, parser, gazetteer, missouri)).admin1 == "Missouri"


def test_other_places_decide(parser: Parser, gazetteer: SqliteGazetteer) -> None:
    text = "Trains were late in Cambridge, Ely and Peterborough, the British operator said."
    assert _place("Cambridge", _read(text, parser, gazetteer)).country == "GBR"
    text = "Trains were late in Cambridge, Somerville and Boston, the Massachusetts authority said."
    assert _place("Cambridge", _read(text, parser, gazetteer)).admin1 == "Massachusetts"


def test_a_site_without_entry_takes_the_coordinates_of_its_town(parser: Parser, gazetteer: SqliteGazetteer) -> None:
    mentions = _read("Protesters marched to Harbour Fountain Square in Latakia, a Syrian port.", parser, gazetteer)
    site, town = _place("Harbour Fountain Square", mentions), _place("Latakia", mentions)
    assert (site.lat, site.lon, site.precision) == (town.lat, town.lon, Precision.TOWN)
    assert "said to be in" in site.reason


def test_a_village_nobody_knows_is_a_place_without_coordinates(parser: Parser, gazetteer: SqliteGazetteer) -> None:
    mentions = _read("Syrian warplanes bombed the village of Umm Zarfatin, Syrian activists said.", parser, gazetteer)
    assert all(m.place and (m.place.lat is None or m.place.country == "SYR") for m in mentions)


def test_loose_matching_stays_inside_the_reports_countries(parser: Parser, gazetteer: SqliteGazetteer) -> None:
    assert _place("Tel Refaat", _read("Turkish-backed fighters entered Tel Refaat in Syria.", parser, gazetteer)).country == "SYR"
    assert not [m for m in _read("The Kremlin said so.", parser, gazetteer) if m.place and m.place.country == "USA"]


def test_a_dateline_names_places(gazetteer: SqliteGazetteer) -> None:
    text = "CHARLESTON, W.Va. (AP) -- The mine reopened.\n"
    dateline = Dateline(("Charleston",), None, Span.of(text, 0, 25))
    empty = Syntax(text, ())
    mentions = find_places(empty, Cast(empty), gazetteer, dateline)
    assert [(m.span.text, m.place.admin1) for m in mentions if m.place] == [
        ("CHARLESTON", "West Virginia"),
        ("W.Va.", "West Virginia"),
    ]


def test_a_dateline_of_two_towns_behind_a_pages_own_date(gazetteer: SqliteGazetteer) -> None:
    text = "date 2024-12-02 LISBON/Rabat: Talks began.\n"
    dateline = Dateline(("Lisbon", "Rabat"), None, Span.of(text, 0, 29))
    empty = Syntax(text, ())
    mentions = find_places(empty, Cast(empty), gazetteer, dateline)
    assert [(m.span.text, m.place.country) for m in mentions if m.place] == [("LISBON", "PRT"), ("Rabat", "MAR")]
