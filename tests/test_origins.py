"""Independent lines of reporting: what makes one, what does not, and the reason in words."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import pytest

from tellings.model.story import Link, Origin
from tellings.stories import Member, link, origins
from told_by import DAY, member

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
    assert "1 of 2 reports credit AFP" in origin.reason
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


def test_how_many_share_what_is_counted_in_words() -> None:
    texts = zip("abc", (WIRE, OTHER_WIRE, OWN), strict=True)
    members = [member(name, text, outlet=f"Outlet {name}", credit="AFP") for name, text in texts]
    assert found(*members)[0].reason == "3 credit AFP"
    (pair,) = found(*members[:2])
    assert pair.reason == "both credit AFP"
    (mine,) = found(*(member(m.report.id, m.report.text, outlet="Nile Courier") for m in members))
    assert mine.reason == "3 by Nile Courier; where their newsroom has it from is not said"


LATER = DAY + timedelta(days=1)


def test_the_earliest_copy_is_named_as_far_as_days_tell() -> None:
    first, second = member("b", WIRE, outlet="Nile Courier"), member("a", WIRE, outlet="Delta Post", day=LATER)
    assert "the earliest copy by Nile Courier on 11 Mar 2031;" in found(first, second)[0].reason
    undated = member("c", WIRE, outlet="Reed Weekly", day=None)
    assert "on 11 Mar 2031 (not all of them have a day);" in found(first, second, undated)[0].reason
    assert "earliest" not in found(first, undated)[0].reason
    assert "earliest" not in found(first, member("a", WIRE, outlet="Delta Post"))[0].reason


def test_an_agencys_own_report_and_a_reprint_that_credits_it_are_one_origin() -> None:
    (origin,) = found(
        member("a", WIRE, outlet="AFP"), member("b", OTHER_WIRE, outlet="Delta Post", credit="Agence France-Presse")
    )
    assert origin.agency == "Agence France-Presse"
    (alone, _) = found(member("a", WIRE, outlet="Reuters"), member("b", OTHER_WIRE, outlet="Delta Post"))
    assert (alone.agency, alone.reason.split(";")[0]) == ("Reuters", "published by Reuters itself")


def test_an_agency_that_credits_another_one_passes_on_that_ones_copy() -> None:
    made = found(
        member("a", WIRE, outlet="Xinhua", credit="Reuters"),
        member("b", OTHER_WIRE, outlet="Delta Post", credit="Xinhua"),
        member("c", OWN, outlet="Quay Gazette", credit="Reuters"),
    )
    assert [o.reports for o in made] == [("a", "c"), ("b",)]


PARTLY = (
    "AFP contributed to this report.",
    "With additional reporting by AFP.",
    "(With inputs from AFP)",
    "Quay Gazette staff and AFP",
    "Additional reporting by the AFP",
    "Reuters and AFP contributed reporting.",
)
WHOLLY = (
    "(AFP)",
    "- AFP",
    "AFP writer Ada Koch in Juba contributed to this report.",
    "Additional reporting by Ada Koch in Juba; AFP",
)


@pytest.mark.parametrize("words", PARTLY)
def test_copy_that_is_only_part_of_a_report_leaves_its_own_reporting_a_line_of_its_own(words: str) -> None:
    mixed = member("c", f"{OWN}{OTHER_WIRE}{WIRE}{words}\n", outlet="Quay Gazette", credit="AFP", crediting=words)
    wire, other = member("a", WIRE + WIRE_END, outlet="Nile Courier", credit="AFP"), member("b", QUOTE, outlet="Delta Post")
    made = found(wire, other, mixed)
    assert [o.reports for o in made] == [("a", "c"), ("b",), ("c",)]
    assert made[2].reason.startswith("its own reporting beside copy of AFP: no other report has")
    assert made[2].agency is None


@pytest.mark.parametrize("words", WHOLLY)
def test_a_longer_cut_of_the_agencys_text_is_no_reporting_of_its_own(words: str) -> None:
    whole = member("c", f"{OWN}{OTHER_WIRE}{WIRE}{words}\n", outlet="Quay Gazette", credit="AFP", crediting=words)
    assert groups(member("a", WIRE, outlet="Nile Courier", credit="AFP"), whole) == [("a", "c")]


def test_an_agencys_text_of_the_next_day_in_another_outlet_is_a_later_version() -> None:
    update = WIRE.replace("before dawn", "overnight") + "The council said twelve of its soldiers died.\n"
    first = member("a", WIRE, outlet="Nile Courier", credit="AFP")
    made = link(first.sketch, member("b", update, outlet="Delta Post", credit="AFP", day=LATER).sketch)
    assert made
    assert made.version
    (origin,) = found(first, member("b", update, outlet="Delta Post", credit="AFP", day=LATER))
    assert origin.reason.startswith("a later version of one text by AFP; the earliest copy by Nile Courier on 11 Mar 2031")
    same_day = link(first.sketch, member("b", update, outlet="Delta Post", credit="AFP").sketch)
    assert same_day
    assert not same_day.version
