"""Independent lines of reporting: what makes one, what does not, and the reason in words."""

from __future__ import annotations

from itertools import combinations

import pytest

from tellings.model.story import Link, Origin
from tellings.stories import Member, link, origins
from told_by import member

WIRE = (
    "Soldiers of the transitional council entered the river port of Malakal before dawn and raised their flag over the customs"
    " house.\n"
    "Shopkeepers pulled down their shutters along the quay while barges loaded with sorghum were towed to the western bank.\n"
    "The garrison had left two trucks and a field kitchen behind the grain silo when it crossed the swamp to the south.\n"
)
WIRE_END = (
    "Residents of the lower town queued for bread at the only bakery that opened, and a hospital ship anchored off the ferry"
    " landing.\n"
    "Telephone lines to the provincial capital were cut, and the radio played marches until the evening.\n"
)
OTHER_WIRE = (
    "Gunmen of the council drove into Malakal from the airstrip road and met no resistance, a schoolteacher who fled said.\n"
    "He counted eleven pickups with heavy guns near the cathedral and saw the governor's boat burn at its moorings.\n"
    "Families walked north along the embankment with mattresses and goats, and the brewery chimney fell into the canal.\n"
)
QUOTE = (
    "“We came to reopen the ferries and we shall stay until the last sack of sorghum has crossed the river to the camps,” the"
    " commander said.\n"
)
OWN = (
    "A trader from the western bank, reached by radio, described an empty market, shuttered tea houses and a silence broken by"
    " generators.\n"
    "Fishermen near the reed islands refused to land their catch, fearing a toll at the new checkpoint below the brewery.\n"
)


def found(*members: Member) -> tuple[Origin, ...]:
    sketches = {m.report.id: m.sketch for m in members}
    links = [made for a, b in combinations(sorted(sketches), 2) if (made := link(sketches[a], sketches[b]))]
    return origins(sketches, links)


def groups(*members: Member) -> list[tuple[str, ...]]:
    return [o.reports for o in found(*members)]


def test_reprints_are_one_origin_and_the_one_that_credits_names_the_agency() -> None:
    (origin,) = found(member("a", WIRE + WIRE_END, outlet="Nile Courier"), member("b", WIRE, outlet="Delta Post", credit="AFP"))
    assert origin.reports == ("a", "b")
    assert origin.agency == "AFP"
    assert "AFP credited by 1 of 2" in origin.reason
    assert "narration" in origin.reason


def test_an_unnamed_common_origin_is_said_to_be_so() -> None:
    (origin,) = found(member("a", WIRE + WIRE_END, outlet="Nile Courier"), member("b", WIRE, outlet="Delta Post"))
    assert origin.agency is None
    assert "that none of them names" in origin.reason


def test_a_photo_credit_is_no_credit_for_the_text() -> None:
    made = found(
        member("a", WIRE, outlet="Nile Courier", credit="AFP", of="photo"),
        member("b", OTHER_WIRE, outlet="Delta Post", credit="AFP", of="photo"),
    )
    assert [o.reports for o in made] == [("a",), ("b",)]
    assert all(o.agency is None for o in made)


def test_the_same_text_credit_is_one_origin_without_shared_words() -> None:
    (origin,) = found(
        member("a", WIRE, outlet="Nile Courier", credit="AFP"), member("b", OTHER_WIRE, outlet="Delta Post", credit="AFP")
    )
    assert "both credit AFP" in origin.reason


def test_two_reporters_at_one_news_conference_are_two_origins() -> None:
    assert groups(member("a", WIRE + QUOTE, outlet="Nile Courier"), member("b", OTHER_WIRE + QUOTE, outlet="Delta Post")) == [
        ("a",),
        ("b",),
    ]


def test_what_is_unknown_is_said() -> None:
    (one, _) = found(member("a", WIRE, outlet="Nile Courier"), member("b", OTHER_WIRE, outlet="Delta Post"))
    assert "not said" in one.reason


def test_a_report_that_mixes_two_wires_belongs_to_both() -> None:
    halves = "\n".join([*WIRE.split("\n")[:2], *OTHER_WIRE.split("\n")[:2]])
    made = groups(
        member("a", WIRE + WIRE_END, outlet="Nile Courier", credit="AFP"),
        member("b", OTHER_WIRE + OWN, outlet="Delta Post", credit="Reuters"),
        member("c", halves, outlet="Quay Gazette"),
    )
    assert made == [("a", "c"), ("b", "c")]


def test_two_trims_of_one_wire_are_one_origin_through_the_whole() -> None:
    made = groups(
        member("a", WIRE, outlet="Nile Courier"),
        member("b", WIRE_END, outlet="Delta Post"),
        member("c", WIRE + WIRE_END, outlet="Quay Gazette"),
    )
    assert made == [("a", "b", "c")]


def test_an_outlet_is_one_line_of_reporting() -> None:
    (origin,) = found(member("a", WIRE, outlet="Nile Courier"), member("b", OTHER_WIRE, outlet="Nile Courier"))
    assert "both by Nile Courier" in origin.reason


def test_unknown_outlets_are_not_one_outlet() -> None:
    assert groups(member("a", WIRE), member("b", OTHER_WIRE)) == [("a",), ("b",)]


def test_a_later_version_is_a_version() -> None:
    update = WIRE.replace("before dawn", "overnight") + "The council said twelve of its soldiers died.\n"
    (origin,) = found(member("a", WIRE, outlet="Nile Courier"), member("b", update, outlet="Nile Courier"))
    assert "version" in origin.reason


@pytest.mark.parametrize("outlet", ["Nile Courier", "Delta Post"])
def test_a_version_is_of_one_outlet(outlet: str) -> None:
    made: Link | None = link(member("a", WIRE, outlet="Nile Courier").sketch, member("b", WIRE, outlet=outlet).sketch)
    assert made is not None
    assert made.must
    assert made.version == (outlet == "Nile Courier")
