"""Ties and holdings from single sentences of our own, in wire style."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tellings.data.ties import clause_verbs, holding_frames, place_parts, stand_ins, tie_frames
from tellings.extract.names import find_cast
from tellings.extract.reading import Reading
from tellings.extract.syntax import Parser, parse_report
from tellings.extract.ties import find_holdings, find_ties
from tellings.extract.times import find_times
from tellings.model.coding import Mention, MentionKind, Place, Precision
from tellings.model.report import Block, BlockKind, Span
from tellings.picture.relations import RELATIONS

TOWNS = ("Raqqa", "Maskanah", "Saraqib", "Homs", "Goma", "Sake", "Bakhmut", "Tal Hamis", "Aleppo")
DAY = date(2031, 5, 3)

HOLDINGS = [
    ("Syrian rebels seized the town of Saraqib from government forces on Friday.", [("Saraqib", "REB", "taken", "MIL")]),
    ("The town of Saraqib was overrun by Syrian rebels.", [("Saraqib", "REB", "taken", None)]),
    ("Rebels took control of much of Aleppo's city centre.", [("Aleppo", "REB", "taken", None)]),
    ("The army drove rebels out of Maskanah.", [("Maskanah", "MIL", "taken", "REB")]),
    ("Saraqib fell to the rebels.", [("Saraqib", "REB", "taken", None)]),
    ("Saraqib is under rebel control.", [("Saraqib", "REB", "held", None)]),
    ("Maskanah remains in government hands.", [("Maskanah", "GOV", "held", None)]),
    ("Ukrainian forces withdrew from Bakhmut.", [("Bakhmut", "MIL", "lost", None)]),
    ("Russian soldiers entered Bakhmut.", [("Bakhmut", "MIL", "entered", None)]),
    ("The army tried to retake Homs.", [("Homs", "MIL", "fought for", None)]),
    ("The Syrian army recaptured rebel-held areas of Aleppo.", [("Aleppo", "MIL", "taken", "REB")]),
    (
        "M23 rebels, backed by Rwanda, seized the town of Sake and are advancing on Goma.",
        [("Sake", "REB", "taken", None), ("Goma", "REB", "fought for", None)],
    ),
    (
        "Rebels entered Homs, pushing the army out of the city.",
        [("Homs", "REB", "entered", None), ("Homs", "REB", "taken", "MIL")],
    ),
    ("Rebels threatened to capture Homs.", []),
    ("The army has not entered Homs.", []),
    ("If the army retakes Homs, the rebels will lose the war.", []),
    ("The army could take Homs within days.", []),
    ("Russian troops failed to take Bakhmut.", []),
    ("The tourists took a bus to Homs.", []),
    ("Doctors in Homs held talks with officials.", []),
]
"""Sentence, then place, the holder's sector, the strength, and the sector of who held it before."""

TURNS = [
    (
        "In 2029, Syrian rebels seized the town of Saraqib and held it for six days before the army recaptured it.",
        [("REB", (2029, 1, 1), (2029, 12, 31), False, "six days"), ("MIL", (2029, 1, 1), (2029, 12, 31), True, None)],
    ),
    (
        "Syrian rebels seized Saraqib on 20 April and held it for a week before the army retook it.",
        [("REB", (2031, 4, 20), (2031, 4, 20), False, "a week"), ("MIL", (2031, 4, 20), (2031, 5, 3), True, None)],
    ),
]
"""Sentence, then for each move in the order of telling: who, between which days, whether again, for how long it lasted."""

TIES = [
    ("The Kremlin continued to support Syrian President Bashar al-Assad.", [("RUS", "supports", "SYR")]),
    (
        "Turkey, which has supplied arms to Qatar's army, is a close ally of Qatar.",
        [("TUR", "backs", "QAT"), ("TUR", "ally of", "QAT")],
    ),
    (
        "The United States and its allies France and Germany called for calm.",
        [("FRA", "ally of", "USA"), ("DEU", "ally of", "USA")],
    ),
    ("Russia invaded Ukraine in 2022.", [("RUS", "at war with", "UKR")]),
    ("M23 rebels, backed by Rwanda, met in Goma.", [("RWA", "backs", "COD")]),
    ("Hezbollah, a Lebanese group funded by Iran, held a rally.", [("IRN", "backs", "LBN")]),
    ("Tehran has backed President Bashar al-Assad since 2011.", [("IRN", "supports", "SYR")]),
    ("Iran plans to keep military advisers in Syria.", [("IRN", "has forces in", "SYR")]),
    ("Belarus openly supported Moscow's offensive.", [("BLR", "supports", "RUS")]),
    ("Iran denies backing Hezbollah.", []),
    ("Iran stopped funding Hezbollah.", []),
    ("France would support Ukraine.", []),
    ("A shop in Paris supports a charity.", []),
    ("Germany does not support Ukraine.", []),
]
"""Sentence, then the ties that stand in it by country; those of spokesmen and leaders have tests of their own."""


def reading(text: str, parser: Parser) -> Reading:
    syntax = parse_report(text, [Block(BlockKind.BODY, 0, len(text))], parser)
    places = [town_at(text, town, m) for town in TOWNS for m in re.finditer(town, text)]
    if "Syria" in text:
        lands = re.finditer(r"Syria\b", text)
        places += [
            Mention(Span.of(text, m.start(), m.end()), MentionKind.PLACE, "Syria", None, site("Syria", Precision.COUNTRY))
            for m in lands
        ]
    return Reading("report", syntax, DAY, find_cast(syntax), find_times(syntax, DAY), tuple(places))


def site(name: str, precision: Precision) -> Place:
    return Place(name, 1.0, 1.0, None, "SYR", None, precision, "test")


def town_at(text: str, town: str, found: re.Match[str]) -> Mention:
    return Mention(Span.of(text, found.start(), found.end()), MentionKind.PLACE, town, None, site(town, Precision.TOWN))


@pytest.mark.parametrize(("text", "wanted"), HOLDINGS, ids=[t for t, _ in HOLDINGS])
def test_who_holds_what(text: str, wanted: list[tuple[str, str, str, str | None]], parser: Parser) -> None:
    found = find_holdings(reading(text, parser), (), ())
    told = {(h.place.place.name, h.holder.sector, h.strength, h.before.sector if h.before else None) for h in found}
    assert told == set(wanted)


@pytest.mark.parametrize(("text", "wanted"), TURNS, ids=[t for t, _ in TURNS])
def test_a_place_changes_hands_in_one_sentence(text: str, wanted: list[tuple[object, ...]], parser: Parser) -> None:
    moves = [h for h in find_holdings(reading(text, parser), (), ()) if h.strength == "taken"]
    days = [(h.period.first, h.period.last) for h in moves if h.period]
    assert [(h.holder.sector, h.again, h.lasting) for h in moves] == [(w[0], *w[3:]) for w in wanted]
    assert days == [(date(*w[1]), date(*w[2])) for w in wanted]  # type: ignore[misc]  # what the table holds


@pytest.mark.parametrize(("text", "wanted"), TIES, ids=[t for t, _ in TIES])
def test_who_is_tied_to_whom(text: str, wanted: list[tuple[str, str, str]], parser: Parser) -> None:
    found = find_ties(reading(text, parser), (), ())
    assert {(t.left.country, t.relation, t.right.country) for t in found if t.basis != "apposition"} == set(wanted)


def test_offices_tell_who_speaks_for_whom(parser: Parser) -> None:
    text = "Gen. Ali Hadi, commander of the Northern Front, met Kremlin spokesman Ivan Tarasov."
    told = {(t.left.name, t.relation) for t in find_ties(reading(text, parser), (), ())}
    assert {("Ali Hadi", "leads"), ("Ivan Tarasov", "spokesperson of")} <= told


def test_a_beginning_stays_open(parser: Parser) -> None:
    (tie,) = find_ties(reading("Iran has supported President Bashar al-Assad of Syria since 2011.", parser), (), ())[:1]
    assert tie.period
    assert (tie.period.first, tie.period.last) == (date(2011, 1, 1), None)


def test_every_evidence_is_the_sentence(parser: Parser) -> None:
    text = "Nothing here. Syrian rebels seized the town of Saraqib."
    (holding,) = find_holdings(reading(text, parser), (), ())
    assert (
        text[holding.evidence.start : holding.evidence.end]
        == holding.evidence.text
        == "Syrian rebels seized the town of Saraqib."
    )


@pytest.mark.parametrize("kind", ["verb", "noun", "adjective"])
def test_the_table_of_ties_is_sound(kind: str) -> None:
    frames = [f for found in tie_frames(kind).values() for f in found]
    assert len(frames) > 20
    assert {f.relation for f in frames} <= set(RELATIONS)
    assert {f.basis for f in frames} <= {"verb", "noun", "apposition", "adjective", "leaning"}
    assert all(f.left and f.right for f in frames)


@pytest.mark.parametrize("kind", ["verb", "noun", "adjective"])
def test_the_table_of_holdings_is_sound(kind: str) -> None:
    frames = [f for found in holding_frames(kind).values() for f in found]
    assert len(frames) > 5
    assert {f.strength for f in frames} <= {"held", "taken", "entered", "fought for", "lost"}
    assert all(f.place and (f.holder or f.loser) for f in frames)
    assert all(f.loser for f in frames if f.strength == "lost")


def test_the_small_tables_are_sound() -> None:
    assert None in place_parts().values()
    assert {"offensive", "war"} <= stand_ins()
    assert all(clause_verbs(s) for s in ("goes_on", "keeps", "tries", "denies", "object_acts"))
