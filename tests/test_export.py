"""The rows of the contract: exact fields, spans that give back their words, streaming."""

from __future__ import annotations

import csv
import inspect
import json
from datetime import UTC, date, datetime
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from newsroom import open_desk, written
from nouns import nouns
from tellings.export.drawn import judgement_row, reject_row
from tellings.export.fields import FIELDS
from tellings.export.formats import FORMATS, csv_pieces
from tellings.export.kinds import KINDS, PICTURE_KINDS
from tellings.export.rows import REPORT_KINDS, event_rows, mention_rows, report_rows, statement_rows
from tellings.model.coding import (
    Coding,
    Event,
    Mention,
    MentionKind,
    Party,
    Place,
    Precision,
    Quantity,
    Sited,
    SpeechKind,
    Statement,
    Status,
    Timed,
    Via,
)  # fmt: skip
from tellings.model.context import Context
from tellings.model.period import Period
from tellings.model.picture import Claim, Control, Entity, Judgement, Picture, Relation
from tellings.model.report import Block, BlockKind, Credit, Dateline, Published, Reject, Report, Span
from tellings.model.story import Change, Copy, Origin, Passage, Story

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "He told reporters in Paris on Monday that 3 men had seized the mill."
REPORT = Report("report-1", "r.txt", TEXT, outlet="O", title=None)
PARIS = Place("Paris", 48.85, 2.35, 2988507, "FRA", "FR-IDF", Precision.TOWN, "the largest")
SPEAKER = Party(Span(0, 2, "He"), "k1", "Jean Roux", "mayor", "FRA", "GOV")
MONDAY = Timed(Span(30, 36, "Monday"), Period.day(date(2031, 3, 3), "last MON"))
TOLL = Quantity(Span(42, 47, "3 men"), "arrested", 3, 3)
SITED = Sited(Span(21, 26, "Paris"), PARIS)
CODING = Coding(
    report="report-1", version="1", language="en", published=Published(date(2031, 3, 4), "dateline", "said so"),
    dateline=Dateline(("PARIS",), None, Span(0, 5, TEXT[:5])), byline=("A. Reporter",),
    credits=(Credit("Reuters", "text", Span(0, 2, "He")),), blocks=(Block(BlockKind.BODY, 0, len(TEXT)),),
    sentences=(Span(0, len(TEXT), TEXT),),
    mentions=(
        Mention(Span(0, 2, "He"), MentionKind.PERSON, "Jean Roux", "k1"),
        Mention(Span(21, 26, "Paris"), MentionKind.PLACE, "Paris", None, place=PARIS),
        Mention(Span(30, 36, "Monday"), MentionKind.DATE, "Monday", date=MONDAY.period),
        Mention(Span(42, 47, "3 men"), MentionKind.QUANTITY, "3 men", quantity=TOLL),
    ),
    statements=(
        Statement(
            "statement-1", SpeechKind.MIXED, (Span(37, 68, TEXT[37:68]),), (), Span(3, 7, "told"), "claims", SPEAKER,
            Span(0, len(TEXT), TEXT), via=(Via("an aide"),), addressee=Span(8, 17, "reporters"), venue=SITED.span, said=MONDAY,
            about=("event-1",),
        ),
    ),
    events=(
        Event(
            "event-1", Span(0, len(TEXT), TEXT), Span(52, 58, "seized"), "COERCE", "seize", "171", (SPEAKER,), (), Status.ACTUAL,
            "seize", place=SITED, date=MONDAY, attributed_to="statement-1", quantities=(TOLL,),
        ),
    ),
)  # fmt: skip
CONTEXT = Context("story-1", {"k1": ("entity-1", "Jean-Pierre Roux")})

PARTY = "start end text entity name country sector"
CONTRACT = {
    "reports": "report ref outlet url title byline language published dateline credits text blocks story",
    "mentions": "report kind start end text entity name",
    "statements": "statement report kind content quoted cue act speaker via addressee venue said about",
    "events": "event report evidence trigger type mode contexts cameo actors recipients place date status attributed_to "
    "quantities reason",
    "stories": "story title from to reports origins",
    "copies": "story left right kind sharing score changes",
    "claims": "claim kind summary members reports outlets origins speakers disagreements",
    "entities": "entity kind name names roles country sector",
    "relations": "from_entity relation to_entity from to strength claims",
    "control": "place holder from to strength claims",
    "judgements": "judgement verdict of by at reason undone",
    "rejects": "ref reason",
}
"""The fields of each kind, as the design has them; others may stand beside them."""


def drawn_rows() -> dict[str, dict[str, Any]]:
    passage = Passage("report-1", 0, 2)
    copy = Copy(passage, Passage("report-2", 1, 3), "light edit", "narration", 0.9, (Change("a", "b", "term"),))
    story = Story("story-1", "T", None, None, ("report-1",), (Origin(("report-1",), "why"),), copies=(copy,))
    picture = Picture(
        stories=(story,),
        entities=(Entity("entity-1", "person", "N", (), (), None, None),),
        claims=(Claim("claim-1", "story-1", "event", "S", ("event-1",), ("report-1",), 1, 1, ()),),
        relations=(Relation("entity-1", "supports", "entity-2", None, None, "shown", ("claim-1",)),),
        control=(Control("Paris", 1, "entity-1", None, None, "held", ("claim-1",)),),
    )
    rows = {kind: next(make(picture)) for kind, make in PICTURE_KINDS.items()}
    rows |= {kind: next(make(REPORT, CODING, CONTEXT)) for kind, make in REPORT_KINDS.items()}
    judgement = Judgement("j", "wrong", ("event-1",), "Ada", datetime(2031, 1, 1, tzinfo=UTC), "")
    return rows | {"judgements": judgement_row(judgement), "rejects": reject_row(Reject("a", "is empty"))}


def test_every_kind_of_the_contract_can_be_exported() -> None:
    assert set(KINDS) == set(CONTRACT)


@pytest.mark.parametrize("kind", list(CONTRACT))
def test_the_fields_are_those_of_the_contract(kind: str) -> None:
    row = drawn_rows()[kind]
    assert set(CONTRACT[kind].split()) <= set(row)
    json.dumps(row)


@pytest.mark.parametrize("kind", list(CONTRACT))
def test_a_table_has_every_field_of_its_rows(kind: str) -> None:
    row = drawn_rows()[kind]
    assert set(CONTRACT[kind].split()) <= set(FIELDS[kind])
    assert set(row) <= set(FIELDS[kind])
    header, first, second = csv.reader(StringIO("".join(csv_pieces(kind, [row, row]))))
    assert tuple(header) == FIELDS[kind]
    assert first == second
    for field, cell in zip(header, first, strict=True):
        value = row.get(field)
        assert cell == (
            ""
            if value is None
            else json.dumps(value, ensure_ascii=False)
            if isinstance(value, list | dict | bool)
            else str(value)
        )


def test_a_report_row() -> None:
    (row,) = report_rows(REPORT, CODING, CONTEXT)
    assert row["published"] == {"date": "2031-03-04", "how": "dateline", "reason": "said so"}
    assert row["dateline"] == {"places": ["PARIS"], "date": None}
    assert row["credits"] == [{"agency": "Reuters", "for": "text"}]
    assert row["blocks"] == [{"kind": "body", "start": 0, "end": len(TEXT)}]
    assert row["story"] == "story-1"


def test_mentions_add_what_their_kind_has() -> None:
    person, place, day, number = mention_rows(REPORT, CODING, CONTEXT)
    assert (person["entity"], person["name"]) == ("entity-1", "Jean-Pierre Roux")
    assert (place["lat"], place["geonameid"], place["country"], place["precision"]) == (48.85, 2988507, "FRA", "town")
    assert (day["from"], day["to"]) == ("2031-03-03", "2031-03-03")
    assert (number["measure"], number["low"], number["high"]) == ("arrested", 3, 3)
    assert "lat" not in person


def test_a_statement_row() -> None:
    (row,) = statement_rows(REPORT, CODING, CONTEXT)
    assert set(row["speaker"]) >= {*PARTY.split(), "role"}
    assert row["speaker"]["role"] == "mayor"
    assert row["via"] == [{"name": "an aide", "role": None}]
    assert row["said"] == {"from": "2031-03-03", "to": "2031-03-03", "text": "Monday"}
    assert row["about"] == ["event-1"]


def test_an_event_row() -> None:
    (row,) = event_rows(REPORT, CODING, CONTEXT)
    assert set(row["actors"][0]) >= set(PARTY.split())
    assert row["recipients"] == []
    assert row["place"]["text"] == row["place"]["name"] == "Paris"
    assert row["cameo"] == "171"
    assert row["status"] == "actual"


def spans(row: Any) -> list[dict[str, Any]]:
    """Every span in a row, however deep."""
    if isinstance(row, list):
        return [s for one in row for s in spans(one)]
    if not isinstance(row, dict):
        return []
    own = [row] if {"start", "end", "text"} <= row.keys() and row["start"] is not None else []
    return own + [s for one in row.values() for s in spans(one)]


@pytest.mark.parametrize("kind", ["mentions", "statements", "events"])
def test_a_span_gives_back_its_words(kind: str) -> None:
    found = [s for row in REPORT_KINDS[kind](REPORT, CODING, CONTEXT) for s in spans(row)]
    assert len(found) >= 4
    assert all(TEXT[s["start"] : s["end"]] == s["text"] for s in found)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(coding=nouns(Coding))
def test_any_coding_becomes_rows_that_are_json(coding: Coding) -> None:
    for make in REPORT_KINDS.values():
        for row in make(REPORT, coding, Context()):
            assert json.loads(json.dumps(row)) == row


def test_exports_stream(tmp_path: Path) -> None:
    with open_desk(tmp_path / "s.db") as desk:
        list(desk.read([written(tmp_path / "in.jsonl")]))
        rows = desk.export("reports")
        assert inspect.isgenerator(rows)
        assert len(list(islice(rows, 1))) == 1


def test_lines_are_one_object_each_whatever_is_in_them() -> None:
    rows = [{"text": "two\nlines\u2028three"}, {"text": "naïve — “quoted”"}]
    written_out = "".join(FORMATS["jsonl"]("reports", rows))
    assert [json.loads(line) for line in written_out.removesuffix("\n").split("\n")] == rows
    assert "naïve" in written_out
