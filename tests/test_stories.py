"""Stories: the same for any order of reading, only the neighbourhood touched, look-alike happenings apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.model.report import Report
from tellings.model.story import Link, Origin
from tellings.stories import (
    BulkLinker,
    CandidateIndex,
    Member,
    MemoryPostings,
    decode,
    encode,
    group,
    link,
    stories,
    stories_of,
    story,
)
from tellings.stories.titles import title
from told_by import DAY, member

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

PORT = (
    "# Council takes the port of Malakal\n"
    "Soldiers of the transitional council entered the river port of Malakal before dawn and raised their flag over the customs"
    " house.\nShopkeepers pulled down their shutters along the quay while barges loaded with sorghum were towed away."
)
PORT_AGAIN = (
    "# Malakal falls without a shot\n"
    "A schoolteacher who fled Malakal saw the council's gunmen drive through the customs gate of the port unopposed.\n"
    "The barges with sorghum for the camps were gone from the quay, and the garrison had left its trucks."
)
PORT_THIRD = (
    "# Who holds the quay of Malakal\n"
    "The transitional council holds the port of Malakal, its customs house and the sorghum quay, a trader said by radio.\n"
    "The garrison crossed the river at night, leaving trucks and a field kitchen, and the shutters are down."
)
LATER = (
    "# Malakal port changes hands again\n"
    "Government soldiers drove the transitional council out of the port of Malakal and took down its flag from the customs house."
)
HAIL = (
    "# Hail breaks vineyards around Coimbra\n"
    "Farmers around Coimbra counted their losses after hailstones flattened vineyards and broke greenhouse panes.\n"
    "Eleven parishes asked Lisbon for help with the replanting, and insurers sent assessors to the Mondego valley."
)
HAIL_AGAIN = (
    "# Coimbra growers ask Lisbon for help\n"
    "Vineyards near Coimbra lost the year's grapes to hailstones, growers of the Mondego valley said.\n"
    "Greenhouse panes lay in the rows; insurers and parishes counted broken trellises, and Lisbon promised seedlings."
)
MUSEUM = "# Abbey galleries close\nThe museum keeper of Arbroath closed the abbey galleries for roof repairs until the spring."

TOLD = (
    member("p1", PORT, outlet="Nile Courier"),
    member("p2", PORT_AGAIN, outlet="Delta Post"),
    member("p3", PORT_THIRD, outlet="Quay Gazette"),
    member("p4", PORT.replace("before dawn", "overnight"), outlet="Swamp Herald"),
    member("h1", HAIL, outlet="Mondego Diary"),
    member("h2", HAIL_AGAIN, outlet="Delta Post", day=DAY + timedelta(days=1)),
    member("h3", HAIL, outlet="Swamp Herald", day=None),
    member("m1", MUSEUM, outlet="Abbey News"),
)
BY_ID = {m.report.id: m for m in TOLD}


def grouped(members: tuple[Member, ...] | list[Member]) -> list[tuple[str, ...]]:
    return sorted(s.reports for s in stories(members))


def test_reports_of_one_happening_are_one_story() -> None:
    assert grouped(TOLD) == [("h1", "h2", "h3"), ("m1",), ("p1", "p2", "p3", "p4")]


def test_a_story_has_days_origins_and_the_passages_shared() -> None:
    (port,) = [s for s in stories(TOLD) if "p1" in s.reports]
    assert (port.first, port.last) == (DAY, DAY)
    assert [o.reports for o in port.origins] == [("p1", "p4"), ("p2",), ("p3",)]
    assert {(c.left.report, c.right.report) for c in port.copies} == {("p1", "p4")}
    assert port.weakest is not None
    assert 0 < port.weakest <= 1


def test_a_story_is_named_by_a_headline_of_its_reports_or_a_sentence_of_theirs() -> None:
    titles = {s.title for s in stories(TOLD)}
    assert titles <= {m.report.title for m in TOLD}
    (untitled,) = stories([member("x", MUSEUM.split("\n")[1])])
    assert untitled.title == MUSEUM.split("\n")[1]


def test_a_story_is_called_by_what_most_of_its_reports_open_with() -> None:
    reports = [
        Report(headline, headline, f"{headline}\n{lead}", title=headline)
        for headline, lead in (
            ("Gunmen kill nine at ferry depot in Malakal", "Gunmen attacked the ferry depot, killing at least nine."),
            ("Council blames neighbour", "The council blamed its neighbour after gunmen attacked the ferry depot of Malakal."),
            ("Ferry depot raided", "Gunmen killed nine in an attack on the ferry depot in Malakal."),
        )
    ]
    lines = [Origin((r.id,), "test") for r in reports]
    assert title(reports, lines, ()) == "Gunmen kill nine at ferry depot in Malakal"
    later = replace(reports[0], id="d", published=DAY, title="Gunmen kill nine in Malakal at ferry depot")
    assert title([*reports, later], [*lines, Origin(("d",), "test")], ()) == later.title


@settings(max_examples=30, deadline=None)
@given(st.permutations(TOLD))
def test_any_order_gives_the_same_stories(members: list[Member]) -> None:
    assert stories(members) == stories(TOLD)


@settings(max_examples=30, deadline=None)
@given(st.permutations(TOLD), st.integers(1, len(TOLD)))
def test_read_one_by_one_or_in_batches_the_links_are_the_same(members: list[Member], size: int) -> None:
    assert incremental(members) == {k for a, b in combinations(TOLD, 2) if (k := link(a.sketch, b.sketch))}
    linker = BulkLinker()
    bulk = [k for at in range(0, len(members), size) for k in linker.add([m.sketch for m in members[at : at + size]])]
    assert set(bulk) == incremental(members)
    assert len(bulk) == len(set(bulk))
    assert list(linker.add([m.sketch for m in members])) == []


def test_of_many_groups_each_has_the_story_that_it_has_alone() -> None:
    links = sorted(incremental(TOLD), key=lambda k: (k.left, k.right))
    groups = group(BY_ID, links, sketches={m.report.id: m.sketch for m in TOLD})
    assert list(stories_of(groups, BY_ID, links)) == [story(one, BY_ID, links) for one in groups]
    assert len(groups) > 1


def incremental(members: Sequence[Member]) -> set[Link]:
    index, links = CandidateIndex(MemoryPostings()), set()
    for one in members:
        found = (link(one.sketch, BY_ID[other].sketch) for other in index.candidates(one.sketch))
        links |= {k for k in found if k}
        index.add(one.sketch)
        index.add(one.sketch)
    return links


def test_a_removed_report_leaves_nothing_behind() -> None:
    index = CandidateIndex(MemoryPostings())
    for one in TOLD:
        index.add(one.sketch)
    index.remove("p4")
    assert "p4" not in index.candidates(BY_ID["p1"].sketch)
    assert "p2" in index.candidates(BY_ID["p1"].sketch)


def test_a_link_is_the_same_from_both_sides() -> None:
    for a, b in combinations(TOLD, 2):
        assert link(a.sketch, b.sketch) == link(b.sketch, a.sketch)
    assert link(TOLD[0].sketch, TOLD[0].sketch) is None


def test_a_sketch_survives_its_encoding() -> None:
    for one in TOLD:
        assert decode(encode(one.sketch)) == one.sketch


def test_the_same_happening_a_month_later_is_another_story() -> None:
    later = member("z", LATER, outlet="Delta Post", day=DAY + timedelta(days=30))
    assert ("z",) in grouped([*TOLD, later])


def test_a_late_reprint_stays_with_its_text() -> None:
    late = member("z", PORT, outlet="Reed Weekly", day=DAY + timedelta(days=30))
    assert ("p1", "p2", "p3", "p4", "z") in grouped([*TOLD, late])


def test_reports_judged_apart_are_in_no_story_together() -> None:
    links = [k for a, b in combinations(TOLD, 2) if (k := link(a.sketch, b.sketch))]
    found = group(BY_ID, links, frozenset({("p1", "p2")}))
    assert all(not {"p1", "p2"} <= set(g.reports) for g in found)


def chain(*scores: float) -> list[Link]:
    names = "abcdefgh"
    return [Link(names[i], names[i + 1], score, "") for i, score in enumerate(scores)]


def test_a_chain_of_neighbours_is_no_story() -> None:
    found = group("abcdefgh", chain(0.5, 0.13, 0.5, 0.13, 0.5))
    assert max(len(g.reports) for g in found) <= 3


def test_only_the_component_of_a_new_report_changes() -> None:
    before = set(grouped(TOLD))
    after = set(grouped([*TOLD, member("p5", PORT_AGAIN, outlet="Reed Weekly")]))
    assert before - after == {("p1", "p2", "p3", "p4")}


FIRES = (
    ("Harlan", "textile mill", "nightshift foreman Odell Brandt", "41"),
    ("Corvey", "paper works", "trainee fitter Ilse Marquardt", "17"),
)


def fire(town: str, place: str, witness: str, dead: str, turn: int) -> str:
    told = [
        f"A fire killed {dead} workers at a {place} in {town}, the fire brigade said.",
        f"The alarm came from {witness}, who smelled smoke near the boilers of the {place}.",
        f"Ambulances carried burned workers from {town} to hospitals in the capital, and the brigade kept the exits under guard.",
        "Inspectors had warned about blocked exits, missing extinguishers and old wiring, the labour ministry said.",
        "Unions called for a strike over safety at work, and the labour minister promised inspections of boilers and exits.",
    ]
    return "\n".join(told[turn % 5 :] + told[: turn % 5])


@pytest.mark.parametrize("many", [4, 5])
def test_two_happenings_that_look_alike_are_two_stories(many: int) -> None:
    members = [
        member(f"{town}{turn}", fire(town, place, witness, dead, turn), outlet=f"{town} {turn}", day=None)
        for town, place, witness, dead in FIRES
        for turn in range(many)
    ]
    # Their words alone: as if each had found its own sentences for them.
    sketches = {m.report.id: replace(m.sketch, narration=b"") for m in members}
    links = [k for a, b in combinations(sketches.values(), 2) if (k := link(a, b))]
    assert len(group(sketches, links)) == 1
    found = [g.reports for g in group(sketches, links, sketches=sketches)]
    assert found == [tuple(f"{town}{turn}" for turn in range(many)) for town, *_ in sorted(FIRES)]


OUTAGES = (
    ("Tessaly", "reservoir pumps", "engineer Wanda Prohaska", "Monday", "9,000", "frost", "bakery", "tram"),
    ("Ardenfoss", "turbine hall", "dispatcher Milo Aaltonen", "Friday", "26,000", "lightning", "harbour", "ferry"),
)


def outage(facts: tuple[str, ...], turn: int) -> str:
    town, part, witness, day, homes, cause, closed, stopped = facts
    common = [
        "Power failed across the northern valleys and the grid operator Nordvolt blamed overloaded transformers.",
        "Nordvolt engineers restored the transformers overnight, and the regulator demanded a report about the blackout.",
        "Hospitals switched to diesel generators during the blackout, and candles sold out, shopkeepers told Nordvolt.",
        "The regulator fined Nordvolt for the last blackout and for neglected transformers and cables.",
        "Opposition deputies asked why Nordvolt had postponed new cables, substations and transformers.",
    ]
    own = [
        f"In {town} the {part} stopped on {day}.",
        f"{witness} of {town} saw the {cause} that began it.",
        f"Some {homes} homes went dark, {homes} of them near the {part}.",
        f"The {closed} of {town} closed and every {stopped} stood still.",
        f"{cause.capitalize()} had been forecast for {day} around the {part}, {witness} said.",
        f"No {stopped} ran until the {closed} had light again.",
    ]
    said = [*(common[(turn + k) % 5] for k in range(3)), *(own[(turn * 5 + k * 2) % 6] for k in range(2))]
    return "\n".join(said)


@pytest.mark.parametrize(("first", "second", "many"), [(None, None, 2), (DAY, None, 2), (DAY, DAY, 1)])
def test_where_days_are_silent_look_alikes_fall_in_two_by_what_the_words_agree_on(
    first: date | None, second: date | None, many: int
) -> None:
    members = [
        member(f"{facts[0]}{turn}", outage(facts, turn), outlet=f"{facts[0]} {turn}", day=day)
        for facts, day in zip(OUTAGES, (first, second), strict=True)
        for turn in range(8)
    ]
    sketches = {m.report.id: replace(m.sketch, narration=b"") for m in members}
    links = [k for a, b in combinations(sketches.values(), 2) if (k := link(a, b))]
    found = [g.reports for g in group(sketches, links, sketches=sketches)]
    halves = [tuple(f"{town}{turn}" for turn in range(8)) for town in ("Ardenfoss", "Tessaly")]
    assert found == (halves if many == 2 else [(*halves[0], *halves[1])])
