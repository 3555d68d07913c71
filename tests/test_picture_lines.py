"""What the lines of the picture say: words for acts, parties that nobody knows, means, moves told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hand_made import Desk
from tellings.model.report import Span
from test_picture import DAY, only, taking


def test_the_words_for_one_act_are_told_by_report() -> None:
    desk = Desk()
    taking(desk, "a", "Alpha")
    report = desk.report("b", DAY + timedelta(days=1), "Beta")
    report.event(
        "liberated Saraqib, the Front said", "COERCE", "rebels", None, town="Saraqib", on=DAY, mode="seize", trigger="liberated"
    )
    desk.codings["a"] = replace(
        desk.codings["a"], events=tuple(replace(e, trigger=replace(e.trigger, text="seized")) for e in desk.codings["a"].events)
    )
    made = desk.draft()
    (claim,) = made.claims
    assert [(n.entity, n.report, n.words) for n in made.naming if n.of == "act"] == [
        (claim.id, "a", ("seized",)),
        (claim.id, "b", ("liberated",)),
    ]


def test_nobody_knows_whose_ally_is_nobody() -> None:
    desk = Desk()
    desk.report("a", DAY).event(
        "The Front attacked its ally", "ASSAULT", "rebels", "army", town="Saraqib", on=DAY, trigger="attacked"
    )
    (event,) = desk.codings["a"].events
    ally = replace(event.recipients[0], referent=None, name="its ally", country=None, sector="UNK")
    desk.codings["a"] = replace(desk.codings["a"], events=(replace(event, recipients=(ally,)),))
    assert only(desk.draft().claims).summary == "Northern Front carried out an attack in Saraqib (3 May 2031)"


def test_who_is_told_by_kind_alone_is_the_only_group_of_that_kind_in_the_report() -> None:
    desk = Desk()
    desk.report("a", DAY).event("a rebel offensive hit Saraqib", "ASSAULT", "rebels", None, town="Saraqib", on=DAY, trigger="hit")
    (event,) = desk.codings["a"].events
    kind = replace(event.actors[0], referent=None, name="rebel")
    desk.codings["a"] = replace(desk.codings["a"], events=(replace(event, actors=(kind,)),))
    assert only(desk.draft().claims).actors == ("rebels",)


def test_names_alone_are_no_statement() -> None:
    desk = Desk()
    report = desk.report("a", DAY)
    report.said("colonel", "the president")
    report.said("colonel", "our units will remain around Maskanah until winter")
    assert len(desk.draft().claims) == 1


@pytest.mark.parametrize(
    ("kind", "text", "relation", "means"),
    [
        ("AID", "Iran supplied the army with rockets and money", ("backs",), ("arms", "money")),
        ("AID", "Iran sent the army food and medicine", (), ()),
        ("SUPPORT", "Iran supports the army", ("supports",), ()),
    ],
)
def test_who_gives_arms_or_money_backs(kind: str, text: str, relation: tuple[str, ...], means: tuple[str, ...]) -> None:
    desk = Desk()
    desk.report("a", DAY).event(text, kind, "iran", "army")
    (event,) = desk.codings["a"].events
    spans = [
        Span(event.evidence.start + text.index(w), event.evidence.start + text.index(w) + len(w), w) for w in ("Iran", "army")
    ]
    desk.codings["a"] = replace(
        desk.codings["a"],
        events=(
            replace(
                event,
                actors=(replace(event.actors[0], span=spans[0]),),
                recipients=(replace(event.recipients[0], span=spans[1]),),
            ),
        ),
    )
    rows = desk.picture().relations
    assert (tuple(r.relation for r in rows), tuple(m for r in rows for m in r.means)) == (relation, means)


def test_who_enters_and_takes_a_place_in_one_move_is_told_once() -> None:
    desk = Desk()
    report = desk.report("a", DAY, "Alpha")
    report.holds("Saraqib", "rebels", "entered", DAY)
    report.holds("Saraqib", "rebels", "taken", DAY)
    assert [(r.holder, r.strength) for r in desk.picture().control] == [("rebels", "taken")]


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        (
            "winter wheat exports",
            "our units hold the winter road, and wheat for exports will be kept in stores near Maskanah",
            False,
        ),
        ("our units hold the winter road", "today our units hold the winter road and the ferries near Maskanah", True),
        ("winter wheat exports", "wheat exports in winter", True),
    ],
)
def test_few_words_within_a_longer_speech_are_other_words(left: str, right: str, one: bool) -> None:
    desk = Desk()
    desk.report("a", DAY, "Alpha").said("colonel", left)
    desk.report("b", DAY, "Beta").said("colonel", right)
    assert (len(desk.draft().claims) == 1) is one


@pytest.mark.parametrize(
    ("text", "kind", "mode", "trigger", "line"),
    [
        ("The rebels jailed the president", "COERCE", "arrest", "jailed", "Northern Front jailed Syrian army"),
        ("The rebels detained the president", "COERCE", "arrest", "detained", "Northern Front arrested Syrian army"),
        ("The rebels overthrew the president", "COERCE", "seize", "overthrew", "Northern Front overthrew Syrian army"),
        ("The rebels seized power", "COERCE", "seize", "seized", "Northern Front took power from Syrian army"),
        (
            "The rebels rejected it all",
            "REJECT",
            "change",
            "rejected",
            "Northern Front said no to Syrian army: “rejected it all”",
        ),
    ],
)
def test_a_line_says_the_act_as_the_word_that_tells_it(text: str, kind: str, mode: str, trigger: str, line: str) -> None:
    desk = Desk()
    desk.report("a", DAY).event(text, kind, "rebels", "army", mode=mode, trigger=trigger)
    assert only(desk.draft().claims).summary == line


def test_what_was_not_said_is_no_line_and_a_short_clause_is_one() -> None:
    desk = Desk()
    report = desk.report("a", DAY)
    report.said("colonel", "the long siege of the northern harbour towns", act="withholds")
    report.said("colonel", "no ransom was paid")
    assert [c.summary.partition(":")[2] for c in desk.draft().claims] == [" “no ransom was paid”"]


def test_two_means_in_one_report_are_two_acts() -> None:
    desk = Desk()
    report = desk.report("a", DAY)
    report.event("The rebels seized the palace", "COERCE", "rebels", "army", on=DAY, mode="seize", trigger="seized")
    report.event("The rebels detained the guards", "COERCE", "rebels", "army", on=DAY, mode="arrest", trigger="detained")
    assert len(desk.draft().claims) == 2
