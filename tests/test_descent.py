"""The family tree of a story's reports: who has the text from whom, by day, agency and what is contained in what."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.model.story import Descent
from tellings.stories import Member, descent, stories
from told_by import DAY, member

WIRE = (
    "Soldiers of the transitional council entered the river port of Malakal before dawn and raised their flag over the customs"
    " house.\n"
    "Shopkeepers pulled down their shutters along the quay while barges loaded with sorghum were towed to the western bank.\n"
    "The garrison had left two trucks and a field kitchen behind the grain silo when it crossed the swamp to the south.\n"
    "Residents of the lower town queued for bread at the only bakery that opened, and a hospital ship anchored off Malakal.\n"
)
SHORT = "".join(f"{line}\n" for line in WIRE.split("\n")[:2])
OWN = (
    "A trader from the western bank of Malakal, reached by radio, described shuttered tea houses and the hum of generators.\n"
    "Fishermen refused to land their catch near the customs house, fearing a toll at the new checkpoint of the council.\n"
)
OTHER = (
    "Gunmen of the council drove into the port of Malakal from the airstrip road and met no resistance, a schoolteacher said.\n"
    "He counted eleven pickups near the customs house, saw the governor's boat burn and barges with sorghum towed away.\n"
)
LATER = DAY + timedelta(days=1)


def tree(*members: Member) -> dict[str, Descent]:
    (story,) = stories(members)
    found = descent(story, {m.report.id: m.report for m in members}, {m.report.id: m.coding for m in members})
    return {d.report: d for d in found}


def test_the_later_report_has_it_from_the_earlier_one() -> None:
    found = tree(member("a", SHORT, outlet="Delta Post", day=LATER), member("b", WIRE, outlet="Nile Courier"))
    assert found["a"].parent == "b"
    assert found["a"].score == 1.0
    assert found["a"].reason == "all of its narration is in the text of Nile Courier, 1 day before"
    assert found["b"].parent is None
    assert found["b"].reason == "the first of 2 reports that share its text; where it comes from is not said"


def test_a_later_longer_text_is_no_parent_of_an_earlier_cut() -> None:
    found = tree(member("a", SHORT, outlet="Delta Post"), member("b", WIRE, outlet="Nile Courier", day=LATER))
    assert found["b"].parent == "a"
    assert 0.4 < found["b"].score < 0.7


def test_on_one_day_the_agencys_own_text_is_the_root() -> None:
    found = tree(
        member("a", WIRE + OWN, outlet="Nile Courier"),
        member("b", SHORT, outlet="Delta Post", credit="Agence France-Presse"),
        member("z", WIRE, outlet="AFP"),
    )
    assert {r: d.parent for r, d in found.items()} == {"a": "z", "b": "z", "z": None}
    assert found["z"].reason == "published by Agence France-Presse itself"
    assert {d.agency for d in found.values()} == {"Agence France-Presse"}


def test_without_the_agencys_text_the_one_that_credits_it_is_the_root() -> None:
    found = tree(member("a", WIRE, outlet="Nile Courier"), member("b", WIRE, outlet="Delta Post", credit="AFP"))
    assert found["a"].parent == "b"
    assert found["a"].agency == "AFP"
    assert found["b"].reason == "the first of 2 reports that share its text; credits AFP"


def test_a_later_version_has_it_from_the_same_outlets_earlier_one() -> None:
    found = tree(
        member("a", WIRE, outlet="Nile Courier"),
        member("b", WIRE, outlet="Delta Post"),
        member("c", WIRE + OWN, outlet="Delta Post", day=LATER),
    )
    assert found["c"].parent == "b"
    assert "an earlier version by the same outlet, 1 day before" in found["c"].reason


def test_a_copy_of_a_copy_has_it_from_the_copy() -> None:
    cut = SHORT + OWN
    found = tree(
        member("a", WIRE, outlet="Nile Courier"),
        member("b", cut, outlet="Delta Post", day=LATER),
        member("c", cut, outlet="Reed Weekly", day=LATER + timedelta(days=1)),
    )
    assert {r: d.parent for r, d in found.items()} == {"a": None, "b": "a", "c": "b"}


def test_who_shares_nothing_is_a_root_of_its_own() -> None:
    found = tree(member("a", WIRE, outlet="Nile Courier"), member("b", OTHER, outlet="Delta Post"))
    assert [(d.parent, d.score, d.agency) for d in found.values()] == [(None, 0.0, None)] * 2
    assert found["a"].origin != found["b"].origin
    assert "shares no narration" in found["b"].reason


def test_an_unknown_day_is_said_and_is_no_parent_of_a_dated_report() -> None:
    found = tree(member("a", WIRE, outlet="Nile Courier", day=None), member("b", WIRE, outlet="Delta Post"))
    assert found["a"].parent == "b"
    assert found["a"].reason.endswith("which of the two came first is not known")


def test_a_report_that_mixes_two_texts_has_a_line_in_each_origin() -> None:
    third = OTHER + OWN
    members = (
        member("a", WIRE, outlet="Nile Courier", credit="AFP"),
        member("b", third, outlet="Delta Post", credit="Reuters"),
        member("c", SHORT + OTHER, outlet="Quay Gazette", day=LATER),
    )
    (story,) = stories(members)
    found = descent(story, {m.report.id: m.report for m in members}, {m.report.id: m.coding for m in members})
    assert [(d.origin, d.report, d.parent) for d in found] == [(0, "a", None), (0, "c", "a"), (1, "b", None), (1, "c", "b")]
    assert {d.agency for d in found if d.report == "c"} == {"AFP", "Reuters"}


MANY = tuple(
    member(
        f"r{n}", (SHORT if n % 3 else WIRE) + (OWN if n % 2 else ""), outlet=f"Outlet {n % 4}", day=DAY + timedelta(days=n % 3)
    )
    for n in range(6)
)


@settings(max_examples=20, deadline=None)
@given(st.permutations(MANY), st.lists(st.booleans(), min_size=6, max_size=6))
def test_any_order_gives_the_same_tree_without_rings(members: list[Member], kept: list[bool]) -> None:
    some = [m for m, k in zip(members, kept, strict=True) if k or m.report.id == "r0"]
    for story in stories(some):
        reports, codings = {m.report.id: m.report for m in some}, {m.report.id: m.coding for m in some}
        found = descent(story, reports, codings)
        seen: set[tuple[int, str]] = set()
        for line in found:
            assert line.parent is None or (line.origin, line.parent) in seen
            seen.add((line.origin, line.report))
        assert seen == {(n, r) for n, origin in enumerate(story.origins) for r in origin.reports}
        assert found == descent(story, dict(sorted(reports.items())), codings)
