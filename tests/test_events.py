"""Events: every table is sound, and invented sentences give the type, mode, status and parties that a person would give."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tellings.data.event_tables import (
    act_rules,
    cameo_codes,
    context_words,
    light_verbs,
    noun_frames,
    plover_types,
    verb_frames,
    word_classes,
)
from tellings.data.tables import read_table
from tellings.errors import DataError
from tellings.extract.events import find_events
from tellings.extract.names import find_cast
from tellings.extract.quantities import find_quantities
from tellings.extract.reading import Reading
from tellings.extract.statements import find_statements
from tellings.extract.syntax import Parser, parse_report
from tellings.extract.times import find_times
from tellings.model.coding import Status
from tellings.text.blocks import cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tellings.data.event_tables import Frame
    from tellings.model.coding import Event, Party

CASES = [
    dict(zip(("type", "mode", "status", "actor", "recipient", "sentence"), line.split("\t"), strict=True))
    for line in (Path(__file__).parent / "cases" / "events.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
"""Type, mode, status, actor's words, recipient's words (each - where it does not matter), sentence; type NONE wants silence."""
DAY = date(2024, 5, 15)
DEPENDENT = ("@act", "@noun", "@weapon")


@pytest.fixture(scope="module", autouse=True)
def parsed_in_one_go(parser: Parser) -> None:
    """All sentences of the cases through the pipeline at once; one by one they come from its memo."""
    parser.parse([c["sentence"] for c in CASES])


def read(sentence: str, parser: Parser) -> tuple[Event, ...]:
    syntax = parse_report(sentence, cut(sentence).blocks, parser)
    return find_events(Reading("report", syntax, DAY, find_cast(syntax), find_times(syntax, DAY)), ())


@pytest.mark.parametrize("case", [c for c in CASES if c["type"] != "NONE"], ids=lambda c: c["sentence"][:60])
def test_sentence_gives_the_event(case: dict[str, str], parser: Parser) -> None:
    events = read(case["sentence"], parser)
    assert any(fits(e, case) for e in events), [(e.type, e.mode, e.status, names(e.actors), names(e.recipients)) for e in events]


@pytest.mark.parametrize("case", [c for c in CASES if c["type"] == "NONE"], ids=lambda c: c["sentence"][:60])
def test_sentence_gives_silence(case: dict[str, str], parser: Parser) -> None:
    assert [(e.type, e.trigger.text) for e in read(case["sentence"], parser)] == []


def fits(event: Event, case: dict[str, str]) -> bool:
    return (
        event.type == case["type"]
        and case["mode"] in ("-", event.mode)
        and case["status"] in ("-", event.status)
        and (case["actor"] == "-" or case["actor"].lower() in names(event.actors))
        and (case["recipient"] == "-" or case["recipient"].lower() in names(event.recipients))
    )


def names(parties: tuple[Party, ...]) -> str:
    return " | ".join(p.span.text for p in parties).lower()


def test_who_only_tells_of_force_does_not_use_it(parser: Parser) -> None:
    """A monitor or an agency that the parser takes for the subject of an attack is no attacker."""
    told = [
        e for e in read("The Syrian Observatory for Human Rights mounted an attack on the town.", parser) if e.type == "ASSAULT"
    ]
    assert [e.actors for e in told] == [()]


def test_cases_cover_every_type_mode_and_status() -> None:
    seen = {(c["type"], c["mode"]) for c in CASES}
    for kind in plover_types().values():
        assert kind.name in {t for t, _ in seen}
        for mode in kind.modes:
            assert (kind.name, mode) in seen or (kind.name, mode) == ("SANCTION", "convict"), (kind.name, mode)
    assert {c["status"] for c in CASES} >= set(Status)
    assert len(CASES) >= 400


def test_spans_give_back_their_words(parser: Parser) -> None:
    for case in CASES[::10]:
        for event in read(case["sentence"], parser):
            for span in (event.evidence, event.trigger, *(p.span for p in (*event.actors, *event.recipients))):
                assert case["sentence"][span.start : span.end] == span.text


def test_reading_twice_gives_the_same(parser: Parser) -> None:
    sentence = "Norway agreed to send engineers to Chad, and Kenya accused Somalia of arming rebels."
    assert read(sentence, parser) == read(sentence, parser)


def test_same_event_told_twice_is_one_with_two_pieces_of_evidence(parser: Parser) -> None:
    told = "Poland expelled three Russian diplomats"
    text = f"{told} on Monday. The ministry spoke of spying.\n\n{told}."
    events = [e for e in read(text, parser) if e.type == "SANCTION"]
    assert len(events) == 1
    assert len(events[0].further) == 1


def test_older_date_is_background(parser: Parser) -> None:
    (event,) = read("Rebels attacked the base in March 2019.", parser)
    assert event.status is Status.BACKGROUND


def test_attack_and_what_it_did_are_one_event(parser: Parser) -> None:
    events = read("Saudi air strikes hit a market in Sanaa, killing nine people.", parser)
    assert [e.type for e in events] == ["ASSAULT"]
    assert events[0].mode == "aerial"


def test_two_who_fight_are_both_actors(parser: Parser) -> None:
    events = read("Clashes between the army and the rebels erupted in Goma.", parser)
    assert {p.span.text for e in events for p in e.actors} == {"the army", "the rebels"}


def test_a_name_before_an_act_says_where_not_who(parser: Parser) -> None:
    events = read("French troops left after the Chad raid, which killed nine soldiers.", parser)
    assert "chad" not in names(tuple(p for e in events for p in (*e.actors, *e.recipients))).split(" | ")


def test_the_bare_thing_that_was_condemned_is_no_recipient(parser: Parser) -> None:
    (event,) = read("President Ortega condemned the attack.", parser)
    assert (event.type, event.recipients) == ("ACCUSE", ())


def test_who_bears_arms_does_not_demonstrate(parser: Parser) -> None:
    assert [e.type for e in read("Anti-government fighters tore down a poster of the president.", parser)] == []


def test_our_positions_are_the_speakers_sides_not_the_speakers(parser: Parser) -> None:
    text = 'The Kenyan army said it was ready. "Bandits attacked our positions," army spokesman Colonel Peter Otieno said.'
    syntax = parse_report(text, cut(text).blocks, parser)
    reading = Reading("report", syntax, DAY, find_cast(syntax), find_times(syntax, DAY))
    (victim,) = [p for e in find_events(reading, find_statements(reading)) if e.type == "ASSAULT" for p in e.recipients]
    assert (victim.span.text, victim.referent, victim.country, victim.sector) == ("our positions", None, "KEN", "MIL")


def test_a_group_called_armed_fights_where_its_sentences_happen(parser: Parser) -> None:
    (event,) = read("Fighters of the Lowland Front, a rebel group, seized the Malawian town of Mzuzu from the army.", parser)
    assert {(p.country, p.sector) for p in event.actors} == {("MWI", "REB")}


def test_an_act_in_a_when_clause_takes_what_it_did(parser: Parser) -> None:
    (event,) = read("Nine people were killed on Monday when Kenyan jets raided the town of Afgooye.", parser)
    assert "kenyan jets" in names(event.actors)
    assert "nine people" in names(event.recipients)
    assert event.date is not None


def test_numbers_belong_to_the_nearest_event(parser: Parser) -> None:
    sentence = "Togo called on Benin to close its border after rebels attacked a base, killing nine soldiers."
    syntax = parse_report(sentence, cut(sentence).blocks, parser)
    reading = Reading("report", syntax, DAY, find_cast(syntax), (), (), find_quantities(syntax))
    counted = {e.type: [q.low for q in e.quantities] for e in find_events(reading, ())}
    assert counted["ASSAULT"] == [9]
    assert not counted["COERCE"]


def test_every_event_says_by_which_rule(parser: Parser) -> None:
    assert all(e.reason and e.cameo in cameo_codes() for c in CASES[::7] for e in read(c["sentence"], parser))


# ---------------------------------------------------------------- tables


def frames() -> list[Frame]:
    tables: tuple[Mapping[str, tuple[Frame, ...]], ...] = (verb_frames(), noun_frames())
    return [f for table in tables for rows in table.values() for f in rows]


def test_plover_has_its_16_types_and_67_modes() -> None:
    types = plover_types()
    assert len(types) == 16
    assert sum(len(t.modes) for t in types.values()) == 67


def test_contexts_are_plovers_37() -> None:
    rows = [r["context"] for r in read_table("contexts.tsv")]
    assert len(rows) == len(set(rows)) == 37
    assert all(word == word.strip().lower() for word in context_words())


def test_codes_stand_for_known_types_and_modes() -> None:
    types = plover_types()
    for code in cameo_codes().values():
        assert code.type is None or code.type in types
        assert code.mode is None or (code.type is not None and code.mode in types[code.type].modes), code
    for kind in types.values():
        assert {kind.cameo, *kind.modes.values()} <= cameo_codes().keys()


def test_codes_are_told_once() -> None:
    rows = [r["cameo"] for r in read_table("cameo.tsv")]
    assert len(rows) == len(set(rows))


def test_frames_have_known_types_modes_and_codes() -> None:
    types = plover_types()
    for frame in frames():
        if frame.type is None or frame.type == "act":
            continue
        assert frame.type in types, frame
        assert frame.mode is None or frame.mode in (*DEPENDENT, *types[frame.type].modes), frame
        assert frame.cameo in (*DEPENDENT, *cameo_codes()), frame


def test_frames_are_many_and_none_is_told_twice() -> None:
    assert len(frames()) >= 1500
    for table in (verb_frames(), noun_frames()):
        for word, rows in table.items():
            keys = [(f.particle, f.conditions) for f in rows]
            assert len(keys) == len(set(keys)), (word, [k for k in keys if keys.count(k) > 1][:1])


def test_act_rules_are_known_and_cover_every_speech() -> None:
    types = plover_types()
    for (speech, act, mode), rule in act_rules().items():
        assert {speech, rule.type} <= types.keys()
        assert act == "*" or act in types
        assert mode == "*" or mode in types[act].modes
        assert rule.mode is None or rule.mode in types[rule.type].modes
        assert rule.cameo in cameo_codes()
    for speech in ("AGREE", "REQUEST", "REJECT", "THREATEN"):
        assert (speech, "*", "*") in act_rules()


def test_classes_are_told_once_and_hold_words() -> None:
    rows = [r["class"] for r in read_table("event_classes.tsv")]
    assert len(rows) == len(set(rows))
    assert all(words and all(w and w == w.lower() for w in words) for words in word_classes().values())


def test_light_verbs_give_known_roles() -> None:
    for rows in light_verbs().values():
        for row in rows:
            assert row.role in ("actor", "recipient", "none")
            assert row.status is None or Status(row.status)


def test_unknown_class_is_named() -> None:
    from tellings.data.event_tables import _condition

    with pytest.raises((DataError, KeyError), match="nonsense"):
        _condition("obj=@nonsense")
