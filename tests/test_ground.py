"""Whose the army and the police are where a report speaks of towns and of hardly any country."""

import pytest

from tellings.data.gazetteer import open_gazetteer
from tellings.extract.syntax import Parser
from tellings.model.report import Report
from tellings.pipeline import Tools, code

CASES = [
    (
        "The army entered Raqqa after days of fighting. Army units killed nine militants near Deir ez-Zor. English service",
        "army",
        "SYR",
    ),
    ("The army entered Raqqa after days of fighting. Army units killed nine militants near Deir ez-Zor.", "army", "SYR"),
    (
        "ATHENS, Ga. -- Police arrested nine protesters in Athens on Monday. The protesters had come from Atlanta and Macon.",
        "police",
        "USA",
    ),
    (
        "Police in Georgia arrested nine protesters on Monday. They had come to Atlanta from Macon and Savannah.",
        "police",
        "USA",
    ),
    (
        "Police in Georgia arrested nine protesters on Monday. They had come to Tbilisi from Batumi and Kutaisi.",
        "police",
        "GEO",
    ),
    ("Police arrested nine protesters in Springfield on Monday.", "police", None),
]


@pytest.mark.parametrize(("text", "word", "country"), CASES)
def test_the_army_is_that_of_the_towns(text: str, word: str, country: str | None, parser: Parser) -> None:
    coding = code(Report("report-1", "1", text), Tools(parser, open_gazetteer()))
    acting = [p for e in coding.events for p in e.actors if word in p.span.text.lower()]
    assert acting
    assert {p.country for p in acting} == {country}


def test_a_namesake_is_nobody(parser: Parser) -> None:
    """Athens is no government where it is a town of another country."""
    text = "ATHENS, Ga. -- Athens will welcome Mayor Anna Hill on Monday. She met teachers in Atlanta and Macon."
    coding = code(Report("report-1", "1", text), Tools(parser, open_gazetteer()))
    assert "GRC" not in {r.country for r in coding.referents}


def test_a_paragraph_is_read_by_its_own_report(parser: Parser) -> None:
    """What one report's towns say of a paragraph is not kept for another report with the same paragraph."""
    shared = "Police in Georgia arrested nine protesters on Monday."
    here = Report("report-1", "1", f"{shared}\n\nThey had come to Atlanta from Macon and Savannah.")
    there = Report("report-2", "2", f"{shared}\n\nThey had come to Tbilisi from Batumi and Kutaisi.")
    alone = [code(report, Tools(parser, open_gazetteer())) for report in (here, there)]
    tools = Tools(parser, open_gazetteer())
    assert [code(report, tools) for report in (here, there, here)] == [*alone, alone[0]]


@pytest.mark.parametrize(
    "text",
    [
        "The Watch, a monitoring group based in the UK, said on Sunday that the army killed nine civilians by mistake.",
        "The Britain-based Watch said on Sunday that the army killed nine civilians by mistake.",
        "Ahmed, a resident, said the army killed nine civilians.",
    ],
)
def test_where_a_monitor_sits_is_not_whose_the_army_is(text: str, parser: Parser) -> None:
    coding = code(Report("report-1", "1", text), Tools(parser, open_gazetteer()))
    parties = [p for e in coding.events for p in (*e.actors, *e.recipients)]
    assert parties
    assert {p.country for p in parties} == {None}
