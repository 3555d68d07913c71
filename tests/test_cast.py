"""Whom phrases stand for: cases as data, and what is true of every cast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tellings.data.actors import actor_nouns, group_names, groups, leaders, seats, sector_names, titles
from tellings.data.countries import country
from tellings.extract.names import Cast, find_cast
from tellings.extract.syntax import Parser, Token, parse_report
from tellings.text.blocks import cut

if TYPE_CHECKING:
    from tellings.model.coding import Party

TABLE = Path(__file__).parent / "data" / "cast.tsv"
SECTORS = frozenset(sector_names())
EXTRA = frozenset({"IGO", "NGO", "IMG", "MNC", "ISM"})


def rows() -> list[tuple[str, str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")][1:]
    return [(a, b, c) for a, b, c in (line.split("\t") for line in lines)]


def read(text: str, parser: Parser) -> Cast:
    return find_cast(parse_report(text, cut(text).blocks, parser))


def head(cast: Cast, word: str) -> Token:
    text, _, nth = word.partition("#")
    found = [t for s in cast.syntax.sentences for t in s if t.text == text]
    return found[int(nth or 1) - 1]


def agrees(party: Party, wanted: str) -> bool:
    said = (party.name, party.role, party.country, party.sector)
    return all(w == "*" or (w if w != "-" else None) == s for w, s in zip(wanted.split("/"), said, strict=True))


@pytest.mark.parametrize(("text", "word", "wanted"), rows())
def test_whom_a_phrase_stands_for(text: str, word: str, wanted: str, parser: Parser) -> None:
    cast = read(text, parser)
    token = head(cast, word)
    parties = cast.parties(token) if ";" in wanted else (cast.party(token),)
    told = [(p.name, p.role, p.country, p.sector) for p in parties]
    assert len(parties) == len(wanted.split(";")), told
    assert all(agrees(p, w) for p, w in zip(parties, wanted.split(";"), strict=True)), told


@pytest.mark.parametrize("text", sorted({row[0] for row in rows()}))
def test_spans_give_back_their_words_and_referents_exist(text: str, parser: Parser) -> None:
    cast = read(text, parser)
    keys = [r.key for r in cast.referents]
    assert len(keys) == len(set(keys))
    parties = [p for found in cast.by_head.values() for p in found]
    assert all(text[p.span.start : p.span.end] == p.span.text for p in parties)
    assert all(text[m.span.start : m.span.end] == m.span.text for m in cast.mentions)
    assert {p.referent for p in parties if p.referent} <= set(keys)
    assert {m.referent for m in cast.mentions} <= set(keys)


def test_every_word_has_a_party(parser: Parser) -> None:
    cast = read(rows()[0][0], parser)
    assert all(cast.party(t).span.text for s in cast.syntax.sentences for t in s)


def test_actors_that_do_nothing_are_left_out(parser: Parser) -> None:
    cast = read("Gunmen killed four villagers near the river.", parser)
    gunmen = cast.party(head(cast, "Gunmen"))
    kept = cast.kept([gunmen])
    assert [r.key for r in kept.referents] == [gunmen.referent]


def test_the_tables_know_their_sectors_and_countries() -> None:
    assert {t.sector for t in titles().values()} - {None} <= SECTORS
    assert {n.sector for n in actor_nouns().values()} <= SECTORS
    assert {s.sector for s in seats().values()} <= SECTORS
    assert {g.sector for g in groups()} - {None} <= SECTORS
    codes = {g.country for g in groups()} | {s.country for s in seats().values()} | {ld.country for ld in leaders()}
    assert {c for c in codes - {None} if c not in EXTRA and country(c or "") is None} == set()
    assert len(titles()) > 1000
    assert group_names()["Daesh"].name == "Islamic State"


def test_an_office_in_a_headline_is_whom_the_report_goes_on_to_name(parser: Parser) -> None:
    title = "Mayor's arrest angers opposition"
    text = f"{title}\n\nPolice in Peru arrested Lima Mayor Rosa Quispe on Monday. Judge Ana Ruiz will hear the case."
    cast = find_cast(parse_report(text, cut(text, title=title).blocks, parser))
    assert cast.party(head(cast, "Mayor")).name == "Rosa Quispe"
